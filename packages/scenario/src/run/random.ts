/** A stream of numbers that follows from its seed alone. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** A stream of its own: what is drawn from it changes nothing here, and the other way round. */
  split(name: string): Random;
}

/**
 * Mulberry32, seeded by a hash of the seed and of the names on the way from the root. Substreams go by name, not by
 * order, so that a client more or less leaves the others as they were.
 */
export function seededRandom(seed: number, path = ''): Random {
  let state = hash(`${seed}/${path}`);
  return {
    next: () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = state;
      mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
    split: (name) => seededRandom(seed, `${path}/${name}`),
  };
}

/** FNV-1a with a final mix, so that `1` and `2` are far apart. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
