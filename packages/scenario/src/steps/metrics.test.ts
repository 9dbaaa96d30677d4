import { describe, expect, it } from 'vitest';
import { sumOfMetric } from './metrics.js';

const text = [
  '# TYPE requests_total counter',
  'requests_total{code="200",verb="GET"} 3',
  'requests_total{code="404",verb="GET"} 2 1700000000',
  'requests_total_more 9',
  'up 1',
  'odd{text="a\\"b,c=\\"d"} 1.5e1',
].join('\n');

describe('sumOfMetric', () => {
  it.each([
    { name: 'requests_total', labels: {}, sum: 5 },
    { name: 'requests_total', labels: { code: '404' }, sum: 2 },
    { name: 'requests_total', labels: { code: '500' }, sum: 0 },
    { name: 'up', labels: {}, sum: 1 },
    { name: 'odd', labels: { text: 'a"b,c="d' }, sum: 15 },
    { name: 'absent', labels: {}, sum: 0 },
  ])('$name $labels', ({ name, labels, sum }) => {
    expect(sumOfMetric(text, name, labels)).toBe(sum);
  });
});
