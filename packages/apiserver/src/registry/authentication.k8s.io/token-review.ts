import {
  badRequest,
  internalError,
  isRecord,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import {
  AuthenticationError,
  type AuthenticatedUser,
  type Authenticator,
} from '../../authentication/authenticator.js';
import { intersect } from '../../authentication/token-authenticator.js';
import { reviewMetadata } from './review-metadata.js';
import { userInfoFields } from './user-info-fields.js';

export interface TokenReviewDeps {
  readonly authenticator: Authenticator;
  readonly apiAudiences: readonly string[];
  /** Minor this server behaves as: 36 for 1.36. */
  readonly minor: number;
  readonly signal: AbortSignal;
  readonly warn?: ((text: string) => void) | undefined;
}

interface Outcome {
  readonly found: AuthenticatedUser | undefined;
  readonly error: string;
}

/**
 * Whose token is this?
 * @throws {StatusError} 400 without a token
 * @see kubernetes/kubernetes `pkg/registry/authentication/tokenreview/storage.go`
 */
export async function reviewToken(
  object: Immutable<KubeObject>,
  deps: TokenReviewDeps,
): Promise<KubeObject> {
  const spec: Record<string, unknown> = isRecord(object['spec']) ? object['spec'] : {};
  const token = typeof spec['token'] === 'string' ? spec['token'] : '';
  if (token === '') throw badRequest('token is required for TokenReview in authentication');
  const audiences = audiencesOf(spec['audiences'], deps.apiAudiences);
  const { found, error } = await authenticate(token, audiences, deps);
  if (found !== undefined && audiences.length > 0) {
    // An authenticator that does not care for audiences must not vouch for them.
    if (intersect(audiences, found.audiences).length === 0) {
      throw internalError('error validating audiences');
    }
  }
  const { kind, apiVersion, metadata } = structuredClone(object) as KubeObject;
  return {
    kind,
    apiVersion,
    metadata: reviewMetadata(metadata, deps.minor),
    spec: structuredClone(spec),
    status: statusOf(found, error),
  };
}

function audiencesOf(asked: unknown, apiAudiences: readonly string[]): readonly string[] {
  const audiences = Array.isArray(asked)
    ? asked.filter((each): each is string => typeof each === 'string')
    : [];
  return audiences.length > 0 ? audiences : apiAudiences;
}

async function authenticate(
  token: string,
  audiences: readonly string[],
  { authenticator, signal, warn }: TokenReviewDeps,
): Promise<Outcome> {
  const request = {
    headers: { authorization: `Bearer ${token}` },
    peerCertificates: undefined,
    audiences: audiences.length > 0 ? audiences : undefined,
    warn,
  };
  try {
    return { found: await authenticator.authenticate(request, signal), error: '' };
  } catch (error) {
    if (!(error instanceof AuthenticationError)) throw error;
    return { found: undefined, error: error.message };
  }
}

function statusOf(found: AuthenticatedUser | undefined, error: string): object {
  if (found === undefined) return { user: {}, ...(error === '' ? {} : { error }) };
  return {
    authenticated: true,
    user: userInfoFields(found.user),
    ...(found.audiences.length === 0 ? {} : { audiences: [...found.audiences] }),
  };
}
