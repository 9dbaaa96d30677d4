import { createHash, type X509Certificate } from 'node:crypto';
import type { Clock } from '@skewplane/apimachinery';
import {
  AuthenticationError,
  type AuthenticatedUser,
  type Authenticator,
} from '../authenticator.js';
import type { CachedVerifier } from './cached-verifier.js';
import { remainingSeconds } from './cached-verifier.js';
import { subjectOf } from './subject.js';
import { CertificateVerificationError } from './verify-chain.js';

/** The extra under which a user carries what identifies the credential. */
export const credentialIdKey = 'authentication.kubernetes.io/credential-id';

export interface ClientCertificateOptions {
  readonly verifier: CachedVerifier;
  readonly clock: Clock;
  /** `X509SHA256=...` in the user's extra: 1.32 and later. */
  readonly addCredentialId: boolean;
  /** The uid attribute of the subject: 1.33 and later. */
  readonly parseUid: boolean;
  /** For `apiserver_client_certificate_expiration_seconds`. */
  readonly observeRemainingSeconds?: ((seconds: number) => void) | undefined;
}

/**
 * Knows callers by their verified client certificate: the common name is the user, organizations are groups.
 * @see kubernetes/apiserver `pkg/authentication/request/x509/x509.go`
 */
export function clientCertificateAuthenticator(options: ClientCertificateOptions): Authenticator {
  const users = new WeakMap<X509Certificate, AuthenticatedUser>();
  const { verifier, clock, observeRemainingSeconds } = options;
  return {
    authenticate: async ({ peerCertificates }) => {
      const leaf = peerCertificates?.[0];
      if (peerCertificates === undefined || leaf === undefined) return undefined;
      observeRemainingSeconds?.(remainingSeconds(leaf, clock.now()));
      verify(verifier, peerCertificates, leaf);
      let user = users.get(leaf);
      if (user === undefined) {
        user = userOf(leaf, options);
        if (user === undefined) return undefined;
        users.set(leaf, user);
      }
      return user;
    },
  };
}

function verify(
  verifier: CachedVerifier,
  presented: readonly X509Certificate[],
  leaf: X509Certificate,
): void {
  try {
    verifier.verify(presented);
  } catch (error) {
    if (!(error instanceof CertificateVerificationError)) throw error;
    const serial = BigInt(`0x${leaf.serialNumber}`).toString();
    throw new AuthenticationError(`verifying certificate SN=${serial} failed: ${error.message}`, {
      cause: error,
    });
  }
}

function userOf(
  leaf: X509Certificate,
  { addCredentialId, parseUid }: ClientCertificateOptions,
): AuthenticatedUser | undefined {
  const { commonName, organizations, uids } = subjectOf(leaf);
  if (commonName === '') return undefined;
  const fingerprint = createHash('sha256').update(leaf.raw).digest('hex');
  return {
    user: {
      name: commonName,
      uid: parseUid ? uidOf(uids) : '',
      groups: organizations,
      extra: addCredentialId ? { [credentialIdKey]: [`X509SHA256=${fingerprint}`] } : {},
    },
    audiences: [],
    credential: 'client certificate',
  };
}

function uidOf(uids: readonly string[]): string {
  const [uid, ...more] = uids;
  if (uid === undefined) return '';
  if (more.length > 0) {
    throw new AuthenticationError(`expected 1 UID, but found multiple: [${uids.join(' ')}]`);
  }
  if (uid === '') throw new AuthenticationError('UID cannot be an empty string');
  return uid;
}
