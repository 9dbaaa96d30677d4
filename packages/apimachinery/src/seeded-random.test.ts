import { describe, expect, it } from 'vitest';
import { seededRandom } from './seeded-random.js';

const row = (seed: number, length = 1000): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length }, random);
};

describe('seededRandom', () => {
  it.each([0, 1, -1, 42, 2 ** 31, 2 ** 40 + 7])('gives seed %i one row', (seed) => {
    expect(row(seed)).toEqual(row(seed));
  });

  it('gives neighbouring seeds rows of their own', () => {
    const firsts = Array.from({ length: 1000 }, (_, seed) => seededRandom(seed)());
    expect(new Set(firsts).size).toBe(1000);
  });

  it('stays in [0, 1) and is even', () => {
    const numbers = row(7, 100_000);
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const number of numbers) {
      const tenth = Math.floor(number * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });
});
