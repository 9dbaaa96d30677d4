import { describe, expect, it } from 'vitest';
import { AuthenticationError } from './authenticator.js';
import { bearerTokenAuthenticator } from './bearer-token.js';
import type { TokenAuthenticator } from './token-authenticator.js';
import { bearerProtocolPrefix, websocketProtocolAuthenticator } from './websocket-protocol.js';

const user = { name: 'alice', uid: '', groups: [], extra: {} };
const tokens: TokenAuthenticator = {
  authenticateToken: async (token) => {
    if (token === 'broken') throw new AuthenticationError('broken token');
    return token === 'good' ? { user, audiences: [] } : undefined;
  },
};
const { signal } = new AbortController();

// kubernetes/apiserver pkg/authentication/request/bearertoken/bearertoken_test.go
describe('bearerTokenAuthenticator', () => {
  const authenticator = bearerTokenAuthenticator(tokens);
  const authenticate = (authorization: string | undefined, warn?: (text: string) => void) =>
    authenticator.authenticate(
      { headers: { authorization }, peerCertificates: undefined, warn },
      signal,
    );

  it.each([['Bearer good'], ['bearer good'], ['  BEARER good  '], ['Bearer good trailing words']])(
    'knows %j',
    async (value) => {
      expect((await authenticate(value))?.user.name).toBe('alice');
    },
  );

  it.each([[undefined], [''], ['Bearer'], ['Bearer '], ['Basic good'], ['good']])(
    'has no opinion on %j',
    async (value) => {
      expect(await authenticate(value)).toBeUndefined();
    },
  );

  it.each([
    ['Bearer bad', 'invalid bearer token'],
    ['Bearer broken', 'broken token'],
  ])('refuses %j: %s', async (value, reason) => {
    await expect(authenticate(value)).rejects.toThrow(new AuthenticationError(reason));
  });

  it('warns about a second space and ignores the token', async () => {
    const warnings: string[] = [];
    expect(await authenticate('Bearer  good', (text) => warnings.push(text))).toBeUndefined();
    expect(warnings).toEqual([
      'the provided Authorization header contains extra space before the bearer token, and is ignored',
    ]);
  });
});

// kubernetes/apiserver pkg/authentication/request/websocket/protocol_test.go
describe('websocketProtocolAuthenticator', () => {
  const authenticator = websocketProtocolAuthenticator(tokens);
  const carrier = (token: string) =>
    `${bearerProtocolPrefix}${Buffer.from(token).toString('base64url')}`;
  const authenticate = (protocol: string, upgrade = 'websocket') =>
    authenticator.authenticate(
      {
        headers: { upgrade, connection: 'Upgrade', 'sec-websocket-protocol': protocol },
        peerCertificates: undefined,
      },
      signal,
    );

  it('knows the caller by a subprotocol', async () => {
    expect((await authenticate(`${carrier('good')}, v4.channel.k8s.io`))?.user.name).toBe('alice');
  });

  it.each([
    ['no carrier', 'v4.channel.k8s.io', 'websocket'],
    ['no WebSocket', carrier('good'), 'h2c'],
    ['empty token', `${carrier('')}, v4.channel.k8s.io`, 'websocket'],
  ])('has no opinion: %s', async (_name, protocol, upgrade) => {
    expect(await authenticate(protocol, upgrade)).toBeUndefined();
  });

  it.each([
    ['missing additional subprotocol', carrier('good')],
    [
      'multiple base64.bearer.authorization tokens specified',
      `${carrier('good')}, ${carrier('good')}, x`,
    ],
    ['invalid base64.bearer.authorization token encoding', `${bearerProtocolPrefix}=!, x`],
    ['invalid base64.bearer.authorization token', `${bearerProtocolPrefix}_w, x`],
    ['invalid bearer token', `${carrier('bad')}, x`],
  ])('refuses: %s', async (reason, protocol) => {
    await expect(authenticate(protocol)).rejects.toThrow(new AuthenticationError(reason));
  });
});
