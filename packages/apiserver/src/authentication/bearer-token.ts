import { AuthenticationError, type Authenticator } from './authenticator.js';
import { firstHeader } from './header-values.js';
import type { TokenAuthenticator } from './token-authenticator.js';

const extraSpaceWarning =
  'the provided Authorization header contains extra space before the bearer token, and is ignored';

/**
 * Takes `Authorization: Bearer <token>`. Another scheme and an empty token are no credential; a token that nobody
 * knows is a bad one.
 * @see kubernetes/apiserver `pkg/authentication/request/bearertoken/bearertoken.go`
 */
export function bearerTokenAuthenticator(tokens: TokenAuthenticator): Authenticator {
  return {
    authenticate: async (request, signal) => {
      const value = firstHeader(request.headers, 'authorization').trim();
      const [scheme = '', token, ...rest] = value.split(' ');
      if (token === undefined || scheme.toLowerCase() !== 'bearer') return undefined;
      const warn = request.warn ?? ignore;
      if (token === '') {
        if (rest.length > 0) warn(extraSpaceWarning);
        return undefined;
      }
      const { audiences } = request;
      const found = await tokens.authenticateToken(token, { audiences, warn, signal });
      if (found === undefined) throw new AuthenticationError('invalid bearer token');
      return found;
    },
  };
}

function ignore(): void {
  // Nobody reads warnings of this request.
}
