import type { KubeObject } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import { AuthenticationError, type Authenticator } from '../../authentication/authenticator.js';
import { reviewSelfSubject } from './self-subject-review.js';
import { reviewToken } from './token-review.js';

const { signal } = new AbortController();
const user = { name: 'alice', uid: '7', groups: ['g'], extra: { scopes: ['a'] } };
const authenticator: Authenticator = {
  authenticate: async ({ headers, audiences = [], peerCertificates }) => {
    if (peerCertificates !== undefined) throw new Error('a token review has no certificate');
    if (headers['authorization'] === 'Bearer good') return { user, audiences };
    if (headers['authorization'] === 'Bearer agnostic') return { user, audiences: [] };
    if (headers['authorization'] === 'Bearer none') return undefined;
    throw new AuthenticationError('invalid bearer token');
  },
};
const review = (spec: object): KubeObject => ({
  apiVersion: 'authentication.k8s.io/v1',
  kind: 'TokenReview',
  metadata: {},
  spec,
});
const ask = (spec: object, apiAudiences: string[] = ['api']) =>
  reviewToken(review(spec), { authenticator, apiAudiences, minor: 36, signal });

// kubernetes/kubernetes pkg/registry/authentication/tokenreview/storage.go
describe('reviewToken', () => {
  it.each<[string, object, object]>([
    [
      'a good token',
      { token: 'good' },
      {
        authenticated: true,
        user: { username: 'alice', uid: '7', groups: ['g'], extra: { scopes: ['a'] } },
        audiences: ['api'],
      },
    ],
    [
      'asked audiences',
      { token: 'good', audiences: ['vault'] },
      {
        authenticated: true,
        user: { username: 'alice', uid: '7', groups: ['g'], extra: { scopes: ['a'] } },
        audiences: ['vault'],
      },
    ],
    ['a bad token', { token: 'bad' }, { user: {}, error: 'invalid bearer token' }],
    ['nobody', { token: 'none' }, { user: {} }],
  ])('%s', async (_name, spec, status) => {
    expect(await ask(spec)).toEqual({ ...review(spec), status });
  });

  it('needs a token', async () => {
    await expect(ask({})).rejects.toMatchObject({
      code: 400,
      message: 'token is required for TokenReview in authentication',
    });
  });

  it('does not vouch for audiences that nobody checked', async () => {
    await expect(ask({ token: 'agnostic' })).rejects.toMatchObject({
      code: 500,
      message: 'Internal error occurred: error validating audiences',
    });
    expect(await ask({ token: 'agnostic' }, [])).toMatchObject({
      status: { authenticated: true },
    });
  });
});

// kubernetes/kubernetes pkg/registry/authentication/selfsubjectreview/rest.go
describe('reviewSelfSubject', () => {
  it.each(['v1', 'v1beta1', 'v1alpha1'])('tells who asks, in %s', (version) => {
    const apiVersion = `authentication.k8s.io/${version}`;
    const object = { apiVersion, kind: 'SelfSubjectReview', metadata: {} };
    expect(reviewSelfSubject(object, { ...user, uid: '' }, Date.UTC(2026, 0, 1))).toEqual({
      apiVersion,
      kind: 'SelfSubjectReview',
      metadata: { creationTimestamp: '2026-01-01T00:00:00Z' },
      status: { userInfo: { username: 'alice', groups: ['g'], extra: { scopes: ['a'] } } },
    });
  });
});
