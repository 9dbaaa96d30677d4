import { describe, expect, it } from 'vitest';
import { JsonSyntaxError, maxDepth, scanJson } from './json-scanner.js';
import { parseJson } from './parse-json.js';

// Texts: golang/go src/encoding/json/scanner.go, as sigs.k8s.io/json uses it.
describe('scanJson speaks as Go does', () => {
  it.each([
    ['', 'unexpected end of JSON input'],
    ['{"a":', 'unexpected end of JSON input'],
    ['{"a', 'unexpected end of JSON input'],
    ['apiVersion: v1', "invalid character 'a' looking for beginning of value"],
    ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
    ['{a:1}', "invalid character 'a' looking for beginning of object key string"],
    ['[1,]', "invalid character ']' looking for beginning of value"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1 "b":2}', "invalid character '\"' after object key:value pair"],
    ['[1 2]', "invalid character '2' after array element"],
    ['{} x', "invalid character 'x' after top-level value"],
    ['{"a":01}', "invalid character '1' after object key:value pair"],
    ['[-]', "invalid character ']' in numeric literal"],
    ['[1.]', "invalid character ']' after decimal point in numeric literal"],
    ['[1e]', "invalid character ']' in exponent of numeric literal"],
    ['[nul]', "invalid character ']' in literal null (expecting 'l')"],
    ['["\n"]', "invalid character '\\n' in string literal"],
    ['["\\x"]', "invalid character 'x' in string escape code"],
    ['["\\u12g4"]', "invalid character 'g' in \\u hexadecimal character escape"],
    ["['a']", "invalid character '\\'' looking for beginning of value"],
    ['\uFEFF{}', "invalid character 'ï' looking for beginning of value"],
  ])('%j', (text, message) => {
    expect(() => {
      scanJson(text);
    }).toThrow(new JsonSyntaxError(message));
    expect(() => parseJson(text)).toThrow(new JsonSyntaxError(message));
  });

  it('names what repeats, with the place', () => {
    const { strictFindings, value } = parseJson('{"a":{"b":1,"b":2},"c":[{"d":1,"d":1}]}');
    expect(strictFindings.map(({ message }) => message)).toEqual([
      'duplicate field "a.b"',
      'duplicate field "c[0].d"',
    ]);
    expect(value).toEqual({ a: { b: 2 }, c: [{ d: 1 }] });
  });

  it('keeps the digits that a double loses', () => {
    const { literals } = parseJson('{"a":9007199254740993,"b":[1.0,7],"c":1e3,"d":"1.0"}');
    expect([...literals]).toEqual([
      ['a', '9007199254740993'],
      ['b[0]', '1.0'],
      ['c', '1e3'],
    ]);
  });

  it('drops __proto__ and says so, and keeps constructor as data', () => {
    const { value, strictFindings } = parseJson(
      '{"x":{"__proto__":{"polluted":true},"\\u005f_proto__":1},"constructor":{"prototype":{}}}',
    );
    expect(value).toEqual({ x: {}, constructor: { prototype: {} } });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(strictFindings[0]?.message).toBe('unknown field "x.__proto__"');
  });

  it('refuses to nest without end', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(() => parseJson(nested(maxDepth))).not.toThrow();
    expect(() => parseJson(nested(maxDepth + 1))).toThrow('exceeded max depth');
    expect(() => parseJson('['.repeat(2_000_000))).toThrow('exceeded max depth');
  });

  it('reads a text without oddities once', () => {
    const parsed = parseJson('{"a":"x:\\"{","b":[{"c":null}],"d":-12}');
    expect(parsed).toMatchObject({ strictFindings: [], literals: new Map() });
  });
});
