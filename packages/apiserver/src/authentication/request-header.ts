import type { X509Certificate } from 'node:crypto';
import {
  AuthenticationError,
  type AuthenticationRequest,
  type Authenticator,
} from './authenticator.js';
import { decodeExtraKey, firstHeader, headerValues } from './header-values.js';
import { implicitAudiences } from './token-authenticator.js';
import type { CachedVerifier } from './x509/cached-verifier.js';
import { subjectOf } from './x509/subject.js';
import { CertificateVerificationError } from './x509/verify-chain.js';

/** Which headers tell whom a front proxy speaks for. Names in any case. */
export interface RequestHeaderNames {
  readonly usernameHeaders: readonly string[];
  readonly uidHeaders: readonly string[];
  readonly groupHeaders: readonly string[];
  readonly extraHeaderPrefixes: readonly string[];
}

export interface RequestHeaderOptions extends RequestHeaderNames {
  readonly verifier: CachedVerifier;
  /** Common names a front proxy may have; empty: any name under the CA. */
  readonly allowedNames: readonly string[];
  /** What such users are good for: the API audiences. */
  readonly apiAudiences: readonly string[];
}

/**
 * Believes the user headers of a front proxy that shows a certificate of the right CA and name. Without a user
 * header it has no opinion, even about a good certificate.
 * @see kubernetes/apiserver `pkg/authentication/request/headerrequest/requestheader.go`
 */
export function requestHeaderAuthenticator(options: RequestHeaderOptions): Authenticator {
  const commonNames = new WeakMap<X509Certificate, string>();
  // Nearly every client certificate is refused here, with each request: only the first pays for a stack trace.
  const refusals = new WeakMap<CertificateVerificationError, AuthenticationError>();
  return {
    authenticate: async (request) => {
      const { peerCertificates } = request;
      const leaf = peerCertificates?.[0];
      if (peerCertificates === undefined || leaf === undefined) return undefined;
      const audiences = implicitAudiences(options.apiAudiences, request.audiences);
      if (audiences === undefined) return undefined;
      verify(options.verifier, peerCertificates, refusals);
      let commonName = commonNames.get(leaf);
      if (commonName === undefined) {
        ({ commonName } = subjectOf(leaf));
        commonNames.set(leaf, commonName);
      }
      checkName(commonName, options.allowedNames);
      const user = userFrom(request, options);
      return user === undefined ? undefined : { user, audiences, credential: 'front proxy certificate' };
    },
  };
}

function verify(
  verifier: CachedVerifier,
  presented: readonly X509Certificate[],
  refusals: WeakMap<CertificateVerificationError, AuthenticationError>,
): void {
  try {
    verifier.verify(presented);
  } catch (error) {
    if (!(error instanceof CertificateVerificationError)) throw error;
    const refusal = refusals.get(error) ?? new AuthenticationError(error.message, { cause: error });
    refusals.set(error, refusal);
    throw refusal;
  }
}

function checkName(commonName: string, allowed: readonly string[]): void {
  if (allowed.length === 0 || allowed.includes(commonName)) return;
  throw new AuthenticationError(`x509: subject with cn=${commonName} is not in the allowed list`);
}

function userFrom({ headers }: AuthenticationRequest, names: RequestHeaderNames) {
  const name = firstNonEmpty(headers, names.usernameHeaders);
  if (name === '') return undefined;
  return {
    name,
    uid: firstNonEmpty(headers, names.uidHeaders),
    groups: names.groupHeaders
      .flatMap((header) => headerValues(headers, header))
      .filter((group) => group !== ''),
    extra: extraFrom(headers, names.extraHeaderPrefixes),
  };
}

function firstNonEmpty(
  headers: AuthenticationRequest['headers'],
  names: readonly string[],
): string {
  for (const name of names) {
    const value = firstHeader(headers, name);
    if (value !== '') return value;
  }
  return '';
}

function extraFrom(
  headers: AuthenticationRequest['headers'],
  prefixes: readonly string[],
): Record<string, string[]> {
  const extra = new Map<string, string[]>();
  for (const prefix of prefixes.map((each) => each.toLowerCase())) {
    for (const header of Object.keys(headers)) {
      if (!header.startsWith(prefix)) continue;
      const key = decodeExtraKey(header.slice(prefix.length));
      extra.set(key, [...(extra.get(key) ?? []), ...headerValues(headers, header)]);
    }
  }
  return Object.fromEntries(extra);
}
