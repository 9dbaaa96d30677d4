import { expect, it } from 'vitest';
import { wellFormed } from './well-formed.js';

// golang/go src/encoding/json/decode_test.go, unquote of surrogates
it.each([
  ['no surrogates', '"a\\u00e4\\n"', '"a\\u00e4\\n"'],
  ['a pair', '"\\ud83d\\ude00"', '"\\ud83d\\ude00"'],
  ['a high half', '"\\ud83dx"', '"\\ufffdx"'],
  ['a low half', '"\\uDE00"', '"\\ufffd"'],
  ['two high halves', '"\\ud83d\\ud83d\\ude00"', '"\\ufffd\\ud83d\\ude00"'],
  ['an escaped backslash before', '"\\\\ud83d"', '"\\\\ud83d"'],
  ['in a key', '{"\\udfff":1}', '{"\\ufffd":1}'],
])('%s', (_name, text, expected) => {
  expect(wellFormed(text)).toBe(expected);
  expect(wellFormed(text)).toHaveLength(text.length);
});
