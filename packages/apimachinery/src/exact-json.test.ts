import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExactJson, stringifyExactJson } from './exact-json.js';

describe('integers as Go keeps them', () => {
  it.each<[string, unknown]>([
    ['1', 1],
    ['9007199254740992', 9007199254740992],
    ['9007199254740993', 9007199254740993n],
    ['-9007199254740993', -9007199254740993n],
    ['9223372036854775807', 9223372036854775807n],
    ['-9223372036854775808', -(2n ** 63n)],
    [
      '{"a":[9007199254740993,{"b":9007199254740995}]}',
      { a: [9007199254740993n, { b: 9007199254740995n }] },
    ],
    ['{"9007199254740993":"9007199254740993"}', { '9007199254740993': '9007199254740993' }],
    ['["\\u0001int:5",9007199254740993]', ['\u0001int:5', 9007199254740993n]],
    ['{"\\u0001int:5":9007199254740993}', { '\u0001int:5': 9007199254740993n }],
  ])('%s', (text, value) => {
    expect(parseExactJson(text)).toEqual(value);
    expect(stringifyExactJson(value)).toBe(text);
  });

  // kubernetes/apimachinery pkg/util/json: what does not fit an int64 is a float64
  it.each<[string, number]>([
    ['9223372036854775808', 2 ** 63],
    ['1e400', Infinity],
    ['9007199254740993.0', 9007199254740992],
    ['1.00000000000000001', 1],
  ])('%s is a double', (text, value) => {
    expect(parseExactJson(text)).toBe(value);
  });

  it('a member called __proto__ stays a member', () => {
    const text = '{"__proto__":{"a":9007199254740993}}';
    expect(stringifyExactJson(parseExactJson(text))).toBe(text);
  });

  it('is indented', () => {
    expect(stringifyExactJson({ a: 2n ** 60n + 1n }, 2)).toBe('{\n  "a": 1152921504606846977\n}');
  });

  it.each(['{', '[9007199254740993', '"9007199254740993'])('refuses %s', (text) => {
    expect(() => parseExactJson(text)).toThrow(SyntaxError);
  });

  it('cannot be deceived by strings and keys', () => {
    const text = fc
      .array(
        fc.constantFrom('\u0001', 'int:', 's', '5', '"', '\\', ':', '1234567890123457', 'u0001'),
      )
      .map((parts) => parts.join(''));
    const leaf = fc.oneof(
      text,
      fc.constantFrom(1, 1.5, null, true, 9007199254740993n, -9223372036854775808n),
    );
    const value = fc.oneof(
      leaf,
      fc.array(leaf),
      fc.dictionary(text, fc.oneof(leaf, fc.array(leaf))),
    );
    fc.assert(
      fc.property(value, (each) => {
        expect(parseExactJson(stringifyExactJson(each))).toEqual(each);
      }),
      { seed: 7, numRuns: 2000 },
    );
  });
});
