import type { X509Certificate } from 'node:crypto';
import type { UserInfo } from '../request/user-info.js';

/** What an authenticator may look at. Header names are lower case, as Node gives them. */
export interface AuthenticationRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The client's certificate, leaf first, not yet verified; undefined when none was sent. */
  readonly peerCertificates: readonly X509Certificate[] | undefined;
}

export interface AuthenticatedUser {
  readonly user: UserInfo;
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

/** A credential was offered and refused. The message goes to the log only, never to the client. */
export class AuthenticationError extends Error {
  override readonly name = 'AuthenticationError';
}
