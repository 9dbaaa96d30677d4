/**
 * A generator of numbers in [0, 1) that gives the same row for the same seed, on every machine: sfc32 (Chris
 * Doty-Humphrey's Small Fast Counting generator, 128 bits of state, from PractRand), its state filled from the
 * seed by splitmix32 and its first twelve numbers thrown away, as its author advises. Not for secrets.
 * @param seed a whole number; seeds that differ by a multiple of 2^64 give the same row
 */
export function seededRandom(seed: number): () => number {
  const fill = splitmix32(BigInt(Math.trunc(seed)));
  let [a, b, c] = [fill(), fill(), fill()];
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = (b ^ (b >>> 9)) >>> 0;
    b = (c + (c << 3)) >>> 0;
    c = (((c << 21) | (c >>> 11)) + sum) >>> 0;
    return sum / 2 ** 32;
  };
  for (let round = 0; round < 12; round++) next();
  return next;
}

/** Spreads the 64 bits of a seed over as many words as are asked for. */
function splitmix32(seed: bigint): () => number {
  let state = Number(BigInt.asUintN(32, seed ^ (seed >> 32n)));
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let word = state ^ (state >>> 16);
    word = Math.imul(word, 0x21f0aaad);
    word ^= word >>> 15;
    word = Math.imul(word, 0x735a2d97);
    return (word ^ (word >>> 15)) >>> 0;
  };
}
