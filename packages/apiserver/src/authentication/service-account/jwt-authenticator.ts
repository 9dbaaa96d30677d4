import { compactVerify, decodeJwt, decodeProtectedHeader, errors } from 'jose';
import { AuthenticationError, type AuthenticatedUser, type Credential } from '../authenticator.js';
import {
  intersect,
  type TokenAuthenticator,
  type TokenRequestContext,
} from '../token-authenticator.js';
import { publicClaims, text, type PublicClaims } from './claims.js';
import { serviceAccountUser, type ServiceAccountInfo } from './service-account-user.js';
import { verificationAlgorithms, type PublicKey } from './signing-keys.js';

type Claims = Readonly<Record<string, unknown>>;

/** Judges the claims of a token whose signature is good. @throws {AuthenticationError} */
export type ClaimsValidator = (
  token: { readonly data: string; readonly claims: Claims; readonly registered: PublicClaims },
  context: TokenRequestContext,
) => Promise<ServiceAccountInfo>;

export interface JwtAuthenticatorOptions {
  readonly issuers: readonly string[];
  readonly keys: readonly PublicKey[];
  /** Audiences of tokens that name none. */
  readonly apiAudiences: readonly string[];
  readonly validate: ClaimsValidator;
  /** `service account token` when absent. */
  readonly credential?: Credential | undefined;
}

/**
 * Knows service accounts by tokens of given issuers; tokens of others are not its kind.
 * @see kubernetes/kubernetes `pkg/serviceaccount/jwt.go`, `JWTTokenAuthenticator`
 */
export function jwtAuthenticator(options: JwtAuthenticatorOptions): TokenAuthenticator {
  return {
    authenticateToken: async (token, context) => {
      if (!options.issuers.includes(unverifiedIssuer(token))) return undefined;
      const claims = await verifiedClaims(token, options.keys);
      if (claims === undefined) return undefined;
      const registered = publicClaims(claims);
      const audiences = acceptedAudiences(registered, context.audiences, options.apiAudiences);
      const info = await options.validate({ data: token, claims, registered }, context);
      const { credential = 'service account token' } = options;
      return { user: serviceAccountUser(info), audiences, credential } satisfies AuthenticatedUser;
    },
  };
}

/** Saves the signature check for tokens of somebody else. */
function unverifiedIssuer(token: string): string {
  try {
    return text(decodeJwt(token).iss);
  } catch (error) {
    if (error instanceof errors.JOSEError) return '';
    throw error;
  }
}

/** Undefined when the token is no signed token after all. */
async function verifiedClaims(
  token: string,
  keys: readonly PublicKey[],
): Promise<Claims | undefined> {
  const kid = keyIdOf(token);
  if (kid === undefined) return undefined;
  const candidates = kid === '' ? keys : keys.filter(({ id }) => id === kid);
  if (candidates.length === 0) throw new AuthenticationError('invalid signature, no keys found');
  for (const candidate of candidates) {
    if (await verifies(token, candidate)) return decodeJwt(token);
  }
  throw new AuthenticationError('go-jose/go-jose: error in cryptographic primitive');
}

function keyIdOf(token: string): string | undefined {
  try {
    return text(decodeProtectedHeader(token).kid);
  } catch (error) {
    // Jose reports a malformed header as a plain TypeError.
    if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
    throw error;
  }
}

async function verifies(token: string, candidate: PublicKey): Promise<boolean> {
  try {
    await compactVerify(token, candidate.key, { algorithms: verificationAlgorithms(candidate) });
    return true;
  } catch (error) {
    // A TypeError says that the algorithm does not fit the key.
    if (error instanceof errors.JOSEError || error instanceof TypeError) return false;
    throw error;
  }
}

function acceptedAudiences(
  { audiences }: PublicClaims,
  asked: readonly string[] | undefined,
  apiAudiences: readonly string[],
): readonly string[] {
  const offered = audiences.length === 0 ? apiAudiences : audiences;
  const target = asked ?? apiAudiences;
  const common = intersect(offered, target);
  if (common.length === 0 && apiAudiences.length > 0) {
    throw new AuthenticationError(
      `token audiences ${quoteList(offered)} is invalid for the target audiences ${quoteList(target)}`,
    );
  }
  return common;
}

function quoteList(values: readonly string[]): string {
  return `[${values.map((each) => JSON.stringify(each)).join(' ')}]`;
}
