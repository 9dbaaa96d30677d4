import { describe, expect, it } from 'vitest';
import { compileGoPattern } from './go-pattern.js';

describe('compileGoPattern', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['^[a-z]+$', ['a', 'abc'], ['', 'A', 'a1', 'a\n']],
    ['b', ['abc', 'b'], ['ac']],
    ['^a.c$', ['abc', 'a€c'], ['a\nc', 'ac']],
    ['(?s)^a.c$', ['a\nc'], ['ac']],
    ['(?i)^straße$', ['STRAßE', 'straße'], ['strasse']],
    ['(?i)^[^a]$', ['b'], ['a', 'A']],
    ['^(a|bc){2,3}$', ['aa', 'abc', 'bcbcbc'], ['a', 'aaaa']],
    ['^a{2}$', ['aa'], ['a', 'aaa']],
    ['^a{,2}$', ['a{,2}'], ['aa']],
    ['^x*?y+?z??$', ['y', 'xxyy', 'yz'], ['x']],
    ['^[[:alpha:]_][\\w-]*$', ['_a-1', 'B'], ['1a']],
    ['^\\d+\\.\\D$', ['12.x'], ['12x', '12.3']],
    ['^\\p{Lu}\\pL*$', ['Ärger'], ['ärger']],
    ['^\\p{Greek}+$', ['αβγ'], ['abc']],
    ['^\\x41\\x{1F600}\\101$', ['A\u{1F600}A'], ['AA']],
    ['^\\Qa.b*\\Ec$', ['a.b*c'], ['axbbc']],
    ['\\bfoo\\b', ['a foo b'], ['food']],
    ['(?m)^b$', ['a\nb\nc'], ['ab']],
    ['^(?P<n>a)(?<m>b)(?:c)$', ['abc'], ['ab']],
    ['^[]a-]+$', [']a-'], ['b']],
    ['^[^\\s/]+$', ['a'], ['a b', 'a/b']],
    ['^(?:(?i)a)b$', ['Ab', 'ab'], ['aB']],
    ['^(([a-z0-9])+(-[a-z0-9]+)*\\.)*[a-z]+$', ['a-b.c.de'], ['a_b']],
    ['', ['', 'a'], []],
    ['^$', [''], ['a']],
  ])('%s', (source, good, bad) => {
    const pattern = compileGoPattern(source);
    expect(good.filter((text) => !pattern.test(text))).toEqual([]);
    expect(bad.filter((text) => pattern.test(text))).toEqual([]);
  });

  // golang/go src/regexp/syntax/parse_test.go, invalidRegexps
  it.each([
    ['(', 'missing closing ): `(`'],
    ['(abc', 'missing closing ): `(abc`'],
    ['abc)', 'unexpected ): `abc)`'],
    ['x[a-z', 'missing closing ]: `[a-z`'],
    ['*', 'missing argument to repetition operator: `*`'],
    ['a**', 'invalid nested repetition operator: `**`'],
    ['a{1001}', 'invalid repeat count: `{1001}`'],
    ['a{2,1}', 'invalid repeat count: `{2,1}`'],
    ['[z-a]', 'invalid character class range: `z-a`'],
    ['a\\1', 'invalid escape sequence: `\\1`'],
    ['\\y', 'invalid escape sequence: `\\y`'],
    ['(?=a)', 'invalid or unsupported Perl syntax: `(?=`'],
    ['(?!a)', 'invalid or unsupported Perl syntax: `(?!`'],
    ['(?<=a)', 'invalid or unsupported Perl syntax: `(?<=`'],
    ['a\\', 'trailing backslash at end of expression: ``'],
    ['[[:nope:]]', 'invalid character class range: `[:nope:]`'],
  ])('refuses %s as Go does', (source, problem) => {
    expect(() => compileGoPattern(source)).toThrow(`error parsing regexp: ${problem}`);
  });

  it('takes no longer for patterns that send others round and round', () => {
    const text = `${'a'.repeat(20_000)}!`;
    expect(compileGoPattern('^(a+)+$').test(text)).toBe(false);
    expect(compileGoPattern('^(a|a)*$').test(text)).toBe(false);
  });

  it('refuses what would be too large', () => {
    expect(() => compileGoPattern('((a{1000}){1000}){1000}')).toThrow('expression too large');
    expect(() => compileGoPattern('('.repeat(5_000))).toThrow('expression nests too deeply');
  });
});
