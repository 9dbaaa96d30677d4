import type { AuthenticatedUser } from './authenticator.js';
import { firstSuccess } from './union.js';

export interface TokenRequestContext {
  /** What the token has to be good for; undefined: nothing was asked. */
  readonly audiences: readonly string[] | undefined;
  readonly warn: (text: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Knows callers by a bearer token. Resolves to undefined when the token is not of its kind.
 * @throws {AuthenticationError} when it is of its kind and bad
 */
export interface TokenAuthenticator {
  authenticateToken(
    token: string,
    context: TokenRequestContext,
  ): Promise<AuthenticatedUser | undefined>;
}

/** @see kubernetes/apiserver `pkg/authentication/token/union/union.go` */
export function unionTokenAuthenticator(
  members: readonly TokenAuthenticator[],
): TokenAuthenticator {
  return {
    authenticateToken: (token, context) =>
      firstSuccess(members.map((member) => () => member.authenticateToken(token, context))),
  };
}

/** Members of `left` that are in `right`, in the order of `left`. */
export function intersect(left: readonly string[], right: readonly string[]): string[] {
  return left.filter((each) => right.includes(each));
}

/**
 * The audiences that credentials without any of their own are good for: those of the API server, as far as
 * they are asked for. Undefined when they are not good at all.
 * @see kubernetes/apiserver `pkg/authentication/authenticator/audagnostic.go`
 */
export function implicitAudiences(
  apiAudiences: readonly string[],
  asked: readonly string[] | undefined,
): readonly string[] | undefined {
  if (asked === undefined) return [];
  const common = intersect(apiAudiences, asked);
  return common.length === 0 ? undefined : common;
}
