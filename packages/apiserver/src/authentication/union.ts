import {
  AuthenticationError,
  type AuthenticatedUser,
  type AuthenticationRequest,
  type Authenticator,
} from './authenticator.js';

/**
 * Asks one after the other until one knows the caller. A refused credential does not stop the next one from
 * being tried, but when nobody knows the caller every refusal counts.
 * @see kubernetes/apiserver `pkg/authentication/request/union/union.go`, `New`
 */
export function unionAuthenticator(members: readonly Authenticator[]): Authenticator {
  return {
    authenticate: (request, signal) =>
      firstSuccess(members.map((member) => () => member.authenticate(request, signal))),
  };
}

/**
 * Like the union, but the first refusal is final: nobody becomes anonymous by sending a bad credential.
 * @see kubernetes/apiserver `pkg/authentication/request/union/union.go`, `NewFailOnError`
 */
export function failOnErrorUnion(members: readonly Authenticator[]): Authenticator {
  return {
    authenticate: async (request: AuthenticationRequest, signal: AbortSignal) => {
      for (const member of members) {
        const found = await member.authenticate(request, signal);
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

type Attempt = () => Promise<AuthenticatedUser | undefined>;

/** @throws {AuthenticationError} with all reasons when no attempt succeeds and at least one was refused */
export async function firstSuccess(
  attempts: readonly Attempt[],
): Promise<AuthenticatedUser | undefined> {
  const reasons: string[] = [];
  for (const attempt of attempts) {
    try {
      const found = await attempt();
      if (found !== undefined) return found;
    } catch (error) {
      if (!(error instanceof AuthenticationError)) throw error;
      reasons.push(...error.reasons);
    }
  }
  if (reasons.length > 0) throw new AuthenticationError(reasons);
  return undefined;
}
