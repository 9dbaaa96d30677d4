import { describe, expect, it } from 'vitest';
import { parseCsv } from './csv.js';
import { parseTokenFile, tokenFileAuthenticator } from './token-file.js';

describe('parseCsv', () => {
  it.each<[string, string[][]]>([
    [
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a,b\r\n\r\nc', [['a', 'b'], ['c']]],
    ['a,"x,y",c', [['a', 'x,y', 'c']]],
    ['a,"say ""hi""\nthere"', [['a', 'say "hi"\nthere']]],
    ['a,\n', [['a', '']]],
    ['a,', [['a', '']]],
    [',,\n', [['', '', '']]],
    ['', []],
  ])('%j', (content, want) => {
    expect(parseCsv(content)).toEqual(want);
  });

  it.each([['a,b"c'], ['a,"b'], ['a,"b"c']])('refuses %j', (content) => {
    expect(() => parseCsv(content)).toThrow('parse error on line 1');
  });
});

// kubernetes/apiserver pkg/authentication/token/tokenfile/tokenfile_test.go
describe('parseTokenFile', () => {
  it('reads users and groups', () => {
    const { users, warnings } = parseTokenFile(
      'token1,user1,uid1\ntoken2,user2,uid2,"a,b"\ntoken3,user3,uid3,\n',
      'f',
    );
    expect(warnings).toEqual([]);
    expect([...users]).toEqual([
      ['token1', { name: 'user1', uid: 'uid1', groups: [], extra: {} }],
      ['token2', { name: 'user2', uid: 'uid2', groups: ['a', 'b'], extra: {} }],
      ['token3', { name: 'user3', uid: 'uid3', groups: [''], extra: {} }],
    ]);
  });

  it('warns, never with the token', () => {
    const { users, warnings } = parseTokenFile(',nobody,0\nsecret,a,1\nsecret,b,2\n', 'f');
    expect(users.get('secret')?.name).toBe('b');
    expect(warnings).toEqual([
      "empty token has been found in token file 'f', record number '1'",
      "duplicate token has been found in token file 'f', record number '3'",
    ]);
  });

  it('refuses lines with too few columns', () => {
    expect(() => parseTokenFile('a,b\n', 'f')).toThrow(
      "token file 'f' must have at least 3 columns (token, user name, user uid), found 2",
    );
  });
});

describe('tokenFileAuthenticator', () => {
  const { users } = parseTokenFile('t,alice,1\n', 'f');
  const authenticator = tokenFileAuthenticator(users, ['api', 'other']);
  const { signal } = new AbortController();
  const ask = (token: string, audiences: string[] | undefined) =>
    authenticator.authenticateToken(token, { audiences, signal, warn: () => undefined });

  it.each([
    ['t', undefined, []],
    ['t', ['x', 'api'], ['api']],
    ['t', ['x'], undefined],
    ['unknown', ['api'], undefined],
  ])('%s for %j: %j', async (token, audiences, want) => {
    expect((await ask(token, audiences))?.audiences).toEqual(want);
  });
});
