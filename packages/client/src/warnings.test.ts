import { expect, it } from 'vitest';
import { parseWarnings } from './warnings.js';

// kubernetes/apimachinery pkg/util/net/http.go, NewWarningHeader
it.each<[string | string[] | undefined, string[]]>([
  [undefined, []],
  ['299 - "v1 Endpoints is deprecated"', ['v1 Endpoints is deprecated']],
  ['299 - "unknown field \\"spec.a\\"", 299 - "a, b"', ['unknown field "spec.a"', 'a, b']],
  [
    ['299 - "one"', '299 - "back\\\\slash"'],
    ['one', 'back\\slash'],
  ],
  ['no warning', []],
])('%j → %j', (header, texts) => {
  expect(parseWarnings(header)).toEqual(texts);
});
