import { anonymousUser } from '../request/user-info.js';
import type { Authenticator } from './authenticator.js';

/** Knows everybody, as `system:anonymous`. Good for whatever audience is asked for. */
export const anonymousAuthenticator: Authenticator = {
  authenticate: async ({ audiences }) => ({ user: anonymousUser, audiences: audiences ?? [] }),
};
