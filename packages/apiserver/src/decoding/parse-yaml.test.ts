import { describe, expect, it } from 'vitest';
import { parseYaml } from './parse-yaml.js';

describe('parseYaml', () => {
  it.each<[string, unknown]>([
    ['a: 1\nb: [x, {c: true}]', { a: 1, b: ['x', { c: true }] }],
    ['{"kind":"Pod"}', { kind: 'Pod' }],
    [
      'a: yes\nb: 0644\nc: 2020-01-01\nd: 22:22\ne: "1"',
      { a: true, b: 420, c: '2020-01-01', d: '22:22', e: '1' },
    ],
    ['base: &b {x: 1}\nuse:\n  <<: *b\n  z: 2', { base: { x: 1 }, use: { x: 1, z: 2 } }],
    ['1: a\n', { '1': 'a' }],
    ['', null],
    ['a: 1\n---\nb: 2', { a: 1 }],
  ])('%j', (text, want) => {
    expect(parseYaml(text).value).toEqual(want);
  });

  it.each([
    ['a: [1', /^yaml: line 1: /],
    ['&a [*a]', /contains itself/],
    ['a: .nan', /^json: unsupported value: NaN$/],
    ['a: *nowhere', /^yaml: /],
    ['['.repeat(100_000), /exceeded max depth/],
  ])('refuses %.30j', (text, message) => {
    expect(() => parseYaml(text)).toThrow(message);
  });

  it('refuses aliases that grow without end', () => {
    const level = (name: string, of: string) =>
      `${name}: &${name} [${Array(10).fill(`*${of}`).join(',')}]`;
    const bomb = ['a: &a [x]', level('b', 'a'), level('c', 'b'), level('d', 'c'), level('e', 'd')];
    expect(() => parseYaml(bomb.join('\n'))).toThrow(/^yaml: /);
  });

  it('finds repeated keys with their line, the last one counts', () => {
    const { value, strictFindings } = parseYaml('spec:\n  x: 1\n  x: 2\n');
    expect(value).toEqual({ spec: { x: 2 } });
    expect(strictFindings[0]?.message).toBe(
      'yaml: unmarshal errors:\n  line 3: key "x" already set in map',
    );
  });

  it('keeps the digits of big integers', () => {
    expect([...parseYaml('a: 9007199254740993').literals]).toEqual([['a', '9007199254740993']]);
  });
});

describe('JSON sent as YAML', () => {
  it.each<[string, unknown]>([
    ['{"a":[1,"2",null,true]}', { a: [1, '2', null, true] }],
    ['{"a":1.0}', { a: 1 }],
    ['{"a":9007199254740993}', { a: 9007199254740993n }],
    ['{"a":1,"a":2}', { a: 2 }],
    ['{a: b}', { a: 'b' }],
  ])('%s', (text, value) => {
    expect(parseYaml(text).value).toEqual(value);
  });

  // kubernetes-sigs/yaml yaml.go: the text of a repeated key is YAML's
  it('has the findings of YAML', () => {
    expect(parseYaml('{"a":1,"a":2}').strictFindings[0]?.message).toMatch(
      /^yaml: unmarshal errors/,
    );
  });
});
