/** Inclusive code points. */
export type Range = readonly [number, number];

/** Tells whether a code point belongs. */
export type CharTest = (codePoint: number) => boolean;

export const digits: readonly Range[] = [[0x30, 0x39]];
export const spaces: readonly Range[] = [
  [0x09, 0x0a],
  [0x0c, 0x0d],
  [0x20, 0x20],
];
export const wordChars: readonly Range[] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];

const lower: Range = [0x61, 0x7a];
const upper: Range = [0x41, 0x5a];
const digit: Range = [0x30, 0x39];

/** `[:alpha:]` and its kin, which know ASCII only. */
export const posixClasses: Readonly<Record<string, readonly Range[]>> = {
  alnum: [digit, upper, lower],
  alpha: [upper, lower],
  ascii: [[0, 0x7f]],
  blank: [
    [0x09, 0x09],
    [0x20, 0x20],
  ],
  cntrl: [
    [0, 0x1f],
    [0x7f, 0x7f],
  ],
  digit: digits,
  graph: [[0x21, 0x7e]],
  lower: [lower],
  print: [[0x20, 0x7e]],
  punct: [
    [0x21, 0x2f],
    [0x3a, 0x40],
    [0x5b, 0x60],
    [0x7b, 0x7e],
  ],
  space: [
    [0x09, 0x0d],
    [0x20, 0x20],
  ],
  upper: [upper],
  word: wordChars,
  xdigit: [digit, [0x41, 0x46], [0x61, 0x66]],
};

export const inRanges =
  (ranges: readonly Range[]): CharTest =>
  (codePoint) =>
    ranges.some(([from, to]) => codePoint >= from && codePoint <= to);

export const not =
  (test: CharTest): CharTest =>
  (codePoint) =>
    !test(codePoint);

/** Letters of either case. */
export const foldedCase =
  (test: CharTest): CharTest =>
  (codePoint) => {
    const char = String.fromCodePoint(codePoint);
    return [char, char.toLowerCase(), char.toUpperCase()].some((each) => {
      const folded = each.codePointAt(0);
      return folded !== undefined && Array.from(each).length === 1 && test(folded);
    });
  };

/** `\p{Greek}` or `\pL`; undefined when there is no such class. */
export function unicodeClass(name: string): CharTest | undefined {
  for (const property of [name, `Script=${name}`]) {
    if (!/^[A-Za-z_=]+$/.test(property)) return undefined;
    try {
      // One character, one property: nothing to backtrack over.
      const expression = new RegExp(`^\\p{${property}}$`, 'u');
      return (codePoint) => expression.test(String.fromCodePoint(codePoint));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return undefined;
}
