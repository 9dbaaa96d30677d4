import { setMaxListeners } from 'node:events';
import { FakeClock } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import { AuthenticationError } from './authenticator.js';
import type { TokenAuthenticator } from './token-authenticator.js';
import { CachedTokenAuthenticator } from './token-cache.js';

const never = new AbortController().signal;
setMaxListeners(0, never); // many callers share it here

function cacheOver(answer: (token: string) => string | undefined, maxEntries = 100) {
  const clock = new FakeClock();
  const calls: string[] = [];
  const inner: TokenAuthenticator = {
    authenticateToken: async (token, { warn, audiences = [] }) => {
      calls.push(token);
      await Promise.resolve();
      warn(`warning for ${token}`);
      const name = answer(token);
      if (name === undefined) return undefined;
      return { user: { name, uid: '', groups: [], extra: {} }, audiences };
    },
  };
  const cache = new CachedTokenAuthenticator(inner, { successTtlMs: 10_000, maxEntries, clock });
  const ask = async (token: string, audiences?: string[], signal: AbortSignal = never) => {
    const warnings: string[] = [];
    const warn = (text: string) => warnings.push(text);
    const found = await cache.authenticateToken(token, { audiences, signal, warn });
    return { name: found?.user.name, audiences: found?.audiences, warnings };
  };
  return { cache, clock, calls, ask };
}

// kubernetes/apiserver pkg/authentication/token/cache/cached_token_authenticator_test.go
describe('CachedTokenAuthenticator', () => {
  it('believes a success for its time and repeats its warnings', async () => {
    const { ask, clock, calls } = cacheOver(() => 'alice');
    await ask('t');
    await clock.advance(9_999);
    expect(await ask('t')).toMatchObject({ name: 'alice', warnings: ['warning for t'] });
    expect(calls).toHaveLength(1);
    await clock.advance(1);
    await ask('t');
    expect(calls).toHaveLength(2);
  });

  it('keeps no failure', async () => {
    const { ask, cache, calls } = cacheOver(() => undefined);
    await ask('t');
    await ask('t');
    expect(calls).toHaveLength(2);
    expect(cache.size).toBe(0);
  });

  it('keeps no refusal', async () => {
    let bad = true;
    const { ask } = cacheOver(() => {
      if (bad) throw new AuthenticationError('not yet');
      return 'alice';
    });
    await expect(ask('t')).rejects.toThrow('not yet');
    bad = false;
    expect((await ask('t')).name).toBe('alice');
  });

  it('tells audiences apart', async () => {
    const { ask, calls } = cacheOver(() => 'alice');
    expect((await ask('t', ['a'])).audiences).toEqual(['a']);
    expect((await ask('t', ['b'])).audiences).toEqual(['b']);
    expect((await ask('ta', [])).audiences).toEqual([]);
    expect(calls).toEqual(['t', 't', 'ta']);
  });

  it('asks once for callers that come together', async () => {
    const { ask, calls } = cacheOver(() => 'alice');
    const found = await Promise.all(Array.from({ length: 50 }, () => ask('t')));
    expect(new Set(found.map(({ name }) => name))).toEqual(new Set(['alice']));
    expect(found.every(({ warnings }) => warnings.length === 1)).toBe(true);
    expect(calls).toHaveLength(1);
  });

  it('never holds more than its bound, also under many different tokens at once', async () => {
    const { ask, cache } = cacheOver((token) => token, 10);
    const tokens = Array.from({ length: 500 }, (_, index) => `t${String(index)}`);
    const found = await Promise.all(tokens.map((token) => ask(token)));
    expect(found.map(({ name }) => name)).toEqual(tokens);
    expect(cache.size).toBe(10);
  });

  it('drops the oldest first', async () => {
    const { ask, calls } = cacheOver((token) => token, 2);
    for (const token of ['a', 'b', 'c', 'b', 'c']) await ask(token);
    expect(calls).toEqual(['a', 'b', 'c']);
    await ask('a');
    expect(calls).toEqual(['a', 'b', 'c', 'a']);
  });

  it('lets a caller that leaves go, and serves the others', async () => {
    const { ask } = cacheOver(() => 'alice');
    const leaving = new AbortController();
    const left = ask('t', undefined, leaving.signal);
    const stays = ask('t');
    leaving.abort(new Error('client left'));
    await expect(left).rejects.toThrow('client left');
    expect((await stays).name).toBe('alice');
  });

  it('leaves no timer behind', async () => {
    const { ask, clock } = cacheOver(() => 'alice');
    await ask('t');
    expect(clock.pending).toBe(0);
  });
});
