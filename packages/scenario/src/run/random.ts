import { seededRandom } from '@skewplane/apimachinery';

/** A stream of numbers that follows from its seed alone. */
export interface Random {
  /** In [0, 1). */
  readonly next: () => number;
  /** A stream of its own: what is drawn from it changes nothing here, and the other way round. */
  split(name: string): Random;
}

/**
 * Substreams go by name, not by order, so that a client more or less leaves the others as they were.
 * @param path names on the way from the root
 */
export function randomStream(seed: number, path = ''): Random {
  return {
    next: seededRandom(hash(`${seed}/${path}`)),
    split: (name) => randomStream(seed, `${path}/${name}`),
  };
}

/** 53 bits out of two rows of FNV-1a: enough for names never to meet. */
function hash(text: string): number {
  return fnv1a(text, 0x811c9dc5) * 2 ** 21 + (fnv1a(text, 0x01234567) >>> 11);
}

function fnv1a(text: string, basis: number): number {
  let value = basis;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
