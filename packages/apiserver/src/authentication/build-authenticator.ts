import type { Clock, Immutable, KubeObject } from '@skewplane/apimachinery';
import { anonymousAuthenticator } from './anonymous.js';
import type { Authenticator } from './authenticator.js';
import { bearerTokenAuthenticator } from './bearer-token.js';
import { authenticatedGroupAdder } from './group-adder.js';
import { requestHeaderAuthenticator, type RequestHeaderNames } from './request-header.js';
import { jwtAuthenticator } from './service-account/jwt-authenticator.js';
import { distinctKeys, parsePublicKeys, type PublicKey } from './service-account/signing-keys.js';
import type { ServiceAccountTokenGetter } from './service-account/token-getter.js';
import { claimsValidator } from './service-account/validate-claims.js';
import { legacyClaimsValidator, legacyIssuer } from './service-account/validate-legacy-claims.js';
import { unionTokenAuthenticator, type TokenAuthenticator } from './token-authenticator.js';
import { CachedTokenAuthenticator } from './token-cache.js';
import { parseTokenFile, tokenFileAuthenticator } from './token-file.js';
import { failOnErrorUnion, unionAuthenticator } from './union.js';
import { websocketProtocolAuthenticator } from './websocket-protocol.js';
import { CachedVerifier } from './x509/cached-verifier.js';
import { CertificatePool } from './x509/certificate-pool.js';
import { clientCertificateAuthenticator } from './x509/client-certificate.js';

/** Files are given by content. */
export interface AuthenticationOptions {
  /** Minor this server behaves as: 36 for 1.36. */
  readonly minor: number;
  /** `--client-ca-file` */
  readonly clientCa?: string | Buffer | undefined;
  readonly requestHeader?: RequestHeaderFlags | undefined;
  /** `--token-auth-file` */
  readonly tokenAuthFile?: string | undefined;
  readonly serviceAccount?: ServiceAccountFlags | undefined;
  /** `--anonymous-auth` */
  readonly anonymousAuth: boolean;
  /** How long a good token is believed; upstream's and our default is 10 s. */
  readonly tokenSuccessTtlMs?: number | undefined;
  /** How many good tokens are remembered. */
  readonly tokenCacheEntries?: number | undefined;
}

/** The `--requestheader-*` flags; without a CA front proxies are not believed. */
export interface RequestHeaderFlags extends RequestHeaderNames {
  readonly clientCa: string | Buffer | undefined;
  readonly allowedNames: readonly string[];
}

export interface ServiceAccountFlags {
  readonly issuers: readonly string[];
  /** `--service-account-key-file`: each may hold several keys. */
  readonly publicKeys: readonly (string | Buffer)[];
  /** Counts as a key file when there is no other. */
  readonly signingKey?: string | Buffer | undefined;
  readonly apiAudiences: readonly string[];
}

export interface AuthenticationDeps {
  readonly clock: Clock;
  readonly tokenGetter: ServiceAccountTokenGetter;
  /** What is odd about the files, at start. */
  readonly onWarning: (text: string) => void;
  /** Notes use of a token that lives in a secret: `legacyTokenTracker`. Must not throw. */
  readonly onLegacyTokenUsed?: ((secret: Immutable<KubeObject>) => void) | undefined;
  readonly onServiceAccountTokenUsed?: ((state: 'valid' | 'stale') => void) | undefined;
  readonly observeCertificateExpiration?: ((seconds: number) => void) | undefined;
}

const defaultTokenSuccessTtlMs = 10_000;
const defaultTokenCacheEntries = 32_768;

/** Audiences of the API server: its issuers when none are given. */
export function apiAudiencesOf({
  serviceAccount,
}: Pick<AuthenticationOptions, 'serviceAccount'>): readonly string[] {
  if (serviceAccount === undefined) return [];
  const { apiAudiences, issuers } = serviceAccount;
  return apiAudiences.length > 0 ? apiAudiences : issuers;
}

/** Keys that verify service account tokens. */
export function serviceAccountKeys({ publicKeys, signingKey }: ServiceAccountFlags): PublicKey[] {
  const files = publicKeys.length > 0 || signingKey === undefined ? publicKeys : [signingKey];
  return distinctKeys(files.flatMap(parsePublicKeys));
}

/**
 * All ways of knowing callers, in upstream's order: front proxy, certificate, bearer token, WebSocket token; a
 * caller without any credential is anonymous, one with a bad credential is refused.
 * @throws {Error} for a file that cannot be parsed
 * @see kubernetes/kubernetes `pkg/kubeapiserver/authenticator/config.go`
 */
export function buildAuthenticator(
  options: AuthenticationOptions,
  deps: AuthenticationDeps,
): Authenticator {
  const members = [...certificateAuthenticators(options, deps)];
  const tokens = buildTokenAuthenticator(options, deps);
  if (tokens !== undefined) {
    members.push(bearerTokenAuthenticator(tokens), websocketProtocolAuthenticator(tokens));
  }
  const known = authenticatedGroupAdder(unionAuthenticator(members));
  return options.anonymousAuth ? failOnErrorUnion([known, anonymousAuthenticator]) : known;
}

function certificateAuthenticators(
  { minor, clientCa, requestHeader, serviceAccount }: AuthenticationOptions,
  { clock, observeCertificateExpiration }: AuthenticationDeps,
): Authenticator[] {
  const verifierOf = (pem: string | Buffer) =>
    new CachedVerifier(CertificatePool.fromPem(pem), clock);
  const members: Authenticator[] = [];
  if (requestHeader?.clientCa !== undefined) {
    members.push(
      requestHeaderAuthenticator({
        ...requestHeader,
        verifier: verifierOf(requestHeader.clientCa),
        apiAudiences: apiAudiencesOf({ serviceAccount }),
      }),
    );
  }
  if (clientCa !== undefined) {
    members.push(
      clientCertificateAuthenticator({
        verifier: verifierOf(clientCa),
        clock,
        addCredentialId: minor >= 32,
        parseUid: minor >= 33,
        observeRemainingSeconds: observeCertificateExpiration,
      }),
    );
  }
  return members;
}

function buildTokenAuthenticator(
  options: AuthenticationOptions,
  deps: AuthenticationDeps,
): TokenAuthenticator | undefined {
  const { tokenAuthFile, serviceAccount } = options;
  const apiAudiences = apiAudiencesOf(options);
  const members: TokenAuthenticator[] = [];
  if (tokenAuthFile !== undefined) {
    const { users, warnings } = parseTokenFile(tokenAuthFile, 'token-auth-file');
    warnings.forEach(deps.onWarning);
    members.push(tokenFileAuthenticator(users, apiAudiences));
  }
  if (serviceAccount !== undefined) {
    members.push(...serviceAccountAuthenticators(serviceAccount, apiAudiences, deps));
  }
  if (members.length === 0) return undefined;
  return new CachedTokenAuthenticator(unionTokenAuthenticator(members), {
    successTtlMs: options.tokenSuccessTtlMs ?? defaultTokenSuccessTtlMs,
    maxEntries: options.tokenCacheEntries ?? defaultTokenCacheEntries,
    clock: deps.clock,
  });
}

function serviceAccountAuthenticators(
  flags: ServiceAccountFlags,
  apiAudiences: readonly string[],
  deps: AuthenticationDeps,
): TokenAuthenticator[] {
  const keys = serviceAccountKeys(flags);
  if (keys.length === 0) return [];
  const { tokenGetter: getter, clock } = deps;
  return [
    jwtAuthenticator({
      issuers: [legacyIssuer],
      keys,
      apiAudiences,
      validate: legacyClaimsValidator({ getter, onSecretUsed: deps.onLegacyTokenUsed }),
      credential: 'service account token in a Secret',
    }),
    jwtAuthenticator({
      issuers: flags.issuers,
      keys,
      apiAudiences,
      validate: claimsValidator({ getter, clock, onTokenUsed: deps.onServiceAccountTokenUsed }),
    }),
  ];
}
