import { describe, expect, it } from 'vitest';
import { anonymousAuthenticator } from './anonymous.js';
import { AuthenticationError, type Authenticator } from './authenticator.js';
import { authenticatedGroupAdder } from './group-adder.js';
import { failOnErrorUnion, unionAuthenticator } from './union.js';

const request = { headers: {}, peerCertificates: undefined };
const { signal } = new AbortController();
const knows = (name: string, groups: string[] = []): Authenticator => {
  const user = { name, uid: '', groups, extra: {} };
  return { authenticate: async () => ({ user, audiences: [] }) };
};
const abstains: Authenticator = { authenticate: async () => undefined };
const refuses = (...reasons: string[]): Authenticator => ({
  authenticate: async () => {
    throw new AuthenticationError(reasons);
  },
});

// kubernetes/apiserver pkg/authentication/request/union/unionauth_test.go
describe('unionAuthenticator', () => {
  it.each<{ name: string; members: Authenticator[]; want: string | undefined }>([
    { name: 'first that knows', members: [abstains, knows('a'), knows('b')], want: 'a' },
    { name: 'success after a refusal', members: [refuses('bad'), knows('b')], want: 'b' },
    { name: 'nobody', members: [abstains, abstains], want: undefined },
  ])('$name', async ({ members, want }) => {
    expect((await unionAuthenticator(members).authenticate(request, signal))?.user.name).toBe(want);
  });

  it.each([
    ['one reason as it is', [refuses('bad'), abstains], 'bad'],
    ['several as a list', [refuses('a'), refuses('b')], '[a, b]'],
    ['nested ones flat', [refuses('a', 'b'), refuses('c')], '[a, b, c]'],
    ['without repeats', [refuses('a'), refuses('a')], 'a'],
  ])('tells %s', async (_name, members, message) => {
    const failed = unionAuthenticator(members).authenticate(request, signal);
    await expect(failed).rejects.toMatchObject({ name: 'AuthenticationError', message });
  });

  it('lets other failures pass', async () => {
    const broken = { authenticate: () => Promise.reject(new TypeError('bug')) };
    await expect(
      unionAuthenticator([broken, knows('a')]).authenticate(request, signal),
    ).rejects.toThrow(TypeError);
  });
});

describe('failOnErrorUnion', () => {
  it('does not make a bad credential anonymous', async () => {
    const union = failOnErrorUnion([refuses('bad'), anonymousAuthenticator]);
    await expect(union.authenticate(request, signal)).rejects.toThrow('bad');
  });
  it('makes no credential anonymous', async () => {
    const found = await failOnErrorUnion([abstains, anonymousAuthenticator]).authenticate(
      { ...request, audiences: ['api'] },
      signal,
    );
    expect(found).toEqual({
      user: {
        name: 'system:anonymous',
        uid: '',
        groups: ['system:unauthenticated'],
        extra: {},
      },
      audiences: ['api'],
    });
  });
});

// kubernetes/apiserver pkg/authentication/group/authenticated_group_adder.go; spec 3.7
describe('authenticatedGroupAdder', () => {
  it.each([
    ['alice', [], ['system:authenticated']],
    ['alice', ['dev'], ['dev', 'system:authenticated']],
    ['alice', ['system:authenticated', 'x'], ['system:authenticated', 'x']],
    ['alice', ['system:unauthenticated'], ['system:unauthenticated']],
    ['system:anonymous', [], []],
  ])('%s in %j becomes %j', async (name, groups, want) => {
    const found = await authenticatedGroupAdder(knows(name, groups)).authenticate(request, signal);
    expect(found?.user.groups).toEqual(want);
  });
});
