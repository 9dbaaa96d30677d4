import { describe, expect, it } from 'vitest';
import { alice } from '../testing/test-context.js';
import { identityHeaders } from './identity-headers.js';

// Spec 3.6(4); kubernetes/client-go transport/round_trippers_test.go, TestAuthProxyRoundTripper.
describe('identityHeaders', () => {
  it('S12: names user, UID, groups in order and every extra value', () => {
    expect(identityHeaders(alice, { uidHeaderSent: true })).toEqual([
      ['X-Remote-User', 'alice'],
      ['X-Remote-Uid', 'u1'],
      ['X-Remote-Group', 'dev'],
      ['X-Remote-Group', 'system:authenticated'],
      ['X-Remote-Extra-Example.com%2FScope', 'a'],
      ['X-Remote-Extra-Example.com%2FScope', 'b'],
    ]);
  });

  it('sends no UID up to 1.31, nor an empty one', () => {
    const names = (uid: string, uidHeaderSent: boolean) =>
      identityHeaders({ ...alice, uid }, { uidHeaderSent }).map(([name]) => name);
    expect(names('u1', false)).not.toContain('X-Remote-Uid');
    expect(names('', true)).not.toContain('X-Remote-Uid');
  });

  it.each([
    ['plain-key', 'plain-key'],
    ['a%b', 'a%25b'],
    ['a b:c', 'a%20b%3Ac'],
    ['ключ', '%D0%BA%D0%BB%D1%8E%D1%87'],
  ])('escapes the extra key %s as %s', (key, escaped) => {
    const user = { ...alice, groups: [], extra: { [key]: ['v'] } };
    expect(identityHeaders(user, { uidHeaderSent: false }).at(-1)?.[0]).toBe(
      `X-Remote-Extra-${escaped}`,
    );
  });
});
