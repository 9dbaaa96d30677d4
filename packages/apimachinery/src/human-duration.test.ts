import { describe, expect, it } from 'vitest';
import { humanDuration } from './human-duration.js';

// kubernetes/apimachinery pkg/util/duration/duration.go
describe('humanDuration', () => {
  const second = 1000;
  const minute = 60 * second;
  const hour = 60 * minute;
  const day = 24 * hour;
  const year = 365 * day;
  it.each([
    { ms: -2 * second, want: '<invalid>' },
    { ms: -1 * second, want: '0s' },
    { ms: 0, want: '0s' },
    { ms: 119 * second, want: '119s' },
    { ms: 2 * minute, want: '2m' },
    { ms: 2 * minute + 3 * second, want: '2m3s' },
    { ms: 10 * minute, want: '10m' },
    { ms: 3 * hour, want: '3h' },
    { ms: 3 * hour + 59 * minute, want: '3h59m' },
    { ms: 8 * hour, want: '8h' },
    { ms: 47 * hour, want: '47h' },
    { ms: 2 * day, want: '2d' },
    { ms: 2 * day + 23 * hour, want: '2d23h' },
    { ms: 8 * day, want: '8d' },
    { ms: 729 * day, want: '729d' },
    { ms: 2 * year, want: '2y' },
    { ms: 2 * year + day, want: '2y1d' },
    { ms: 8 * year, want: '8y' },
  ])('$ms ms → $want', ({ ms, want }) => {
    expect(humanDuration(ms)).toBe(want);
  });
});
