import { expect, it } from 'vitest';
import { parseGoDurationMs } from './go-duration.js';

// go/src/time/time_test.go, TestParseDuration
it.each([
  ['0', 0],
  ['5s', 5_000],
  ['1m0s', 60_000],
  ['1h2m3.5s', 3_723_500],
  ['.5s', 500],
  ['100ms', 100],
  ['-1s', -1_000],
  ['', undefined],
  ['5', undefined],
  ['5x', undefined],
  ['1s1', undefined],
])('%s → %s ms', (text, want) => {
  expect(parseGoDurationMs(text)).toBe(want);
});
