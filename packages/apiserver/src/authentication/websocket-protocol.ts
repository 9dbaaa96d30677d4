import { AuthenticationError, type Authenticator } from './authenticator.js';
import { headerValues } from './header-values.js';
import type { TokenAuthenticator } from './token-authenticator.js';

/** The subprotocol that carries a token: browsers cannot set `Authorization` on a WebSocket. */
export const bearerProtocolPrefix = 'base64url.bearer.authorization.k8s.io.';

const base64Url = /^[A-Za-z0-9_-]*$/;

/**
 * Takes a token from `Sec-WebSocket-Protocol`. Another subprotocol must be offered beside it.
 * @see kubernetes/apiserver `pkg/authentication/request/websocket/protocol.go`
 */
export function websocketProtocolAuthenticator(tokens: TokenAuthenticator): Authenticator {
  return {
    authenticate: async (request, signal) => {
      const { headers, audiences } = request;
      if (!isWebSocket(headers)) return undefined;
      const token = tokenOf(headerValues(headers, 'sec-websocket-protocol'));
      if (token === undefined) return undefined;
      const warn = (text: string) => request.warn?.(text);
      const found = await tokens.authenticateToken(token, { audiences, warn, signal });
      if (found === undefined) throw new AuthenticationError('invalid bearer token');
      return found;
    },
  };
}

function isWebSocket(headers: Parameters<typeof headerValues>[0]): boolean {
  return (
    headerValues(headers, 'upgrade')[0]?.toLowerCase() === 'websocket' &&
    headerValues(headers, 'connection').some((value) => /\bupgrade\b/i.test(value))
  );
}

function tokenOf(values: readonly string[]): string | undefined {
  const protocols = values.flatMap((value) => value.split(',')).map((each) => each.trim());
  const carriers = protocols.filter((each) => each.startsWith(bearerProtocolPrefix));
  if (carriers.length > 1) {
    throw new AuthenticationError('multiple base64.bearer.authorization tokens specified');
  }
  const encoded = carriers[0]?.slice(bearerProtocolPrefix.length) ?? '';
  if (encoded === '') return undefined;
  if (!base64Url.test(encoded)) {
    throw new AuthenticationError('invalid base64.bearer.authorization token encoding');
  }
  const token = Buffer.from(encoded, 'base64url').toString('utf8');
  if (token.includes('\ufffd')) {
    throw new AuthenticationError('invalid base64.bearer.authorization token');
  }
  if (carriers.length === protocols.length) {
    throw new AuthenticationError('missing additional subprotocol');
  }
  return token;
}
