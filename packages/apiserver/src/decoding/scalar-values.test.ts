import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalQuantity } from '@skewplane/apimachinery';
import { checkBase64, normalizeQuantity } from './scalar-values.js';

it('finds the same canonical quantity by the short way as by the long one', () => {
  const suffixes = ['', 'm', 'k', 'M', 'G', 'T', 'P', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'];
  const text = fc
    .tuple(fc.nat({ max: 2_000_000 }), fc.constantFrom(...suffixes))
    .map(([amount, suffix]) => `${String(amount)}${suffix}`);
  fc.assert(
    fc.property(text, (quantity) => {
      expect(normalizeQuantity(quantity)).toBe(canonicalQuantity(quantity));
    }),
  );
});

it.each<[unknown, string]>([
  ['1000m', '1'],
  ['1024Mi', '1Gi'],
  [' 1 ', '1'],
  [0.1, '100m'],
  [5, '5'],
])('%j is %s', (value, want) => {
  expect(normalizeQuantity(value)).toBe(want);
});

it('takes all the base64 that Node writes, and nothing that decodes to something else', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20 }), (bytes) => {
      const text = Buffer.from(bytes).toString('base64');
      expect(checkBase64(text)).toBe(text);
    }),
  );
});

// golang/go src/encoding/base64/base64.go: CorruptInputError
it.each([
  ['Y', 0],
  ['YW', 0],
  ['YW=', 3],
  ['YW=x', 2],
  ['=', 0],
  ['YWI=YWI=', 4],
  ['YW-_', 2],
  ['YW==YWI=', 4],
  ['YWJj\n!', 5],
])('%j is corrupt at byte %d', (text, at) => {
  expect(() => checkBase64(text)).toThrow(`illegal base64 data at input byte ${String(at)}`);
});
