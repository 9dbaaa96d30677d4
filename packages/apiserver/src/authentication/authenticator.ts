import type { X509Certificate } from 'node:crypto';
import type { UserInfo } from '../request/user-info.js';

/** What an authenticator may look at. Header names are lower case, as Node gives them. */
export interface AuthenticationRequest {
  /** A header that came several times is an array: joining would hide commas inside group names. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The client's certificate, leaf first, not yet verified; undefined when none was sent. */
  readonly peerCertificates: readonly X509Certificate[] | undefined;
  /** What a token has to be good for; absent: anything (only a TokenReview without API audiences). */
  readonly audiences?: readonly string[] | undefined;
  /** Adds a `Warning` header to the answer. */
  readonly warn?: ((text: string) => void) | undefined;
}

/** What proved who somebody is. */
export type Credential =
  | 'client certificate'
  | 'front proxy certificate'
  | 'token of the token file'
  | 'service account token'
  | 'service account token in a Secret';

export interface AuthenticatedUser {
  readonly user: UserInfo;
  /** For traces and for nothing else; absent from who showed none. */
  readonly credential?: Credential | undefined;
  /** Audiences the token was good for; empty when not a token. */
  readonly audiences: readonly string[];
}

/**
 * One way of knowing the caller. Resolves to undefined when the request has no credential of its kind.
 * @throws {AuthenticationError} when the credential is there and bad
 */
export interface Authenticator {
  authenticate(
    request: AuthenticationRequest,
    signal: AbortSignal,
  ): Promise<AuthenticatedUser | undefined>;
}

/**
 * A credential was offered and refused. The message goes to the log, and to who asked in a TokenReview,
 * never to the client that failed.
 */
export class AuthenticationError extends Error {
  override readonly name = 'AuthenticationError';
  /** Each thing that went wrong, without repeats. */
  readonly reasons: readonly string[];

  constructor(reasons: string | readonly string[], options?: ErrorOptions) {
    const distinct = [...new Set(typeof reasons === 'string' ? [reasons] : reasons)];
    super(aggregateMessage(distinct), options);
    this.reasons = distinct;
  }
}

/** One error as it is, several as `[a, b]`. @see kubernetes/apimachinery `pkg/util/errors/errors.go` */
export function aggregateMessage(messages: readonly string[]): string {
  const distinct = [...new Set(messages)];
  return distinct.length === 1 ? distinct.join('') : `[${distinct.join(', ')}]`;
}
