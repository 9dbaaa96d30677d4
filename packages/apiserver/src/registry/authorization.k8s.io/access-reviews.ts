import {
  badRequest,
  invalid,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import type { Authorizer, AuthorizationResult } from '../../authorization/authorizer.js';
import type { UserInfo } from '../../request/user-info.js';
import { reviewMetadata } from '../authentication.k8s.io/review-metadata.js';
import { selectorProblems, withoutSelectors } from './review-selectors.js';
import { attributesOf, reviewSpec, type ReviewSpec } from './review-spec.js';
import {
  validateAttributes,
  validateEmptyMetadata,
  validateLocal,
  validateReviewSelectors,
  validateSubject,
} from './validate-review.js';

export interface AccessReviewDeps {
  readonly authorizer: Authorizer;
  /** Minor this server behaves as: 36 for 1.36. */
  readonly minor: number;
  readonly signal: AbortSignal;
}

const reviewGroup = 'authorization.k8s.io';

/**
 * May the user of the spec do this?
 * @throws {StatusError} 422
 * @see kubernetes/kubernetes `pkg/registry/authorization/subjectaccessreview/rest.go`
 */
export async function reviewSubjectAccess(
  object: Immutable<KubeObject>,
  deps: AccessReviewDeps,
): Promise<KubeObject> {
  const spec = specFor(object, deps.minor);
  refuseInvalid('SubjectAccessReview', [
    ...validateAttributes(spec),
    ...validateSubject(spec),
    ...validateReviewSelectors(spec),
    ...validateEmptyMetadata(object.metadata),
  ]);
  return answer(object, spec, spec.user, deps);
}

/**
 * May I do this?
 * @throws {StatusError} 422
 * @see kubernetes/kubernetes `pkg/registry/authorization/selfsubjectaccessreview/rest.go`
 */
export async function reviewSelfSubjectAccess(
  object: Immutable<KubeObject>,
  user: UserInfo,
  deps: AccessReviewDeps,
): Promise<KubeObject> {
  const spec = specFor(object, deps.minor);
  refuseInvalid('SelfSubjectAccessReview', [
    ...validateAttributes(spec),
    ...validateReviewSelectors(spec),
    ...validateEmptyMetadata(object.metadata),
  ]);
  return answer(object, spec, user, deps);
}

/**
 * May the user of the spec do this in the namespace of the URL?
 * @param namespace of the URL
 * @throws {StatusError} 400, 422
 * @see kubernetes/kubernetes `pkg/registry/authorization/localsubjectaccessreview/rest.go`
 */
export async function reviewLocalSubjectAccess(
  object: Immutable<KubeObject>,
  namespace: string,
  deps: AccessReviewDeps,
): Promise<KubeObject> {
  // As for every namespaced object, the URL fills a namespace that the body leaves out.
  const own = object.metadata.namespace ? object.metadata.namespace : namespace;
  const local = { ...object, metadata: { ...object.metadata, namespace: own } };
  const spec = specFor(local, deps.minor);
  refuseInvalid('LocalSubjectAccessReview', [
    ...validateAttributes(spec),
    ...validateSubject(spec),
    ...validateReviewSelectors(spec),
    ...validateEmptyMetadata(local.metadata, 'namespace'),
    ...validateLocal(spec, own),
  ]);
  if (namespace === '') throw badRequest('namespace is required on this type: ');
  if (namespace !== own) {
    throw badRequest(`spec.resourceAttributes.namespace must match namespace: ${namespace}`);
  }
  return answer(local, spec, spec.user, deps);
}

function specFor(object: Immutable<KubeObject>, minor: number): ReviewSpec {
  const spec = reviewSpec(object);
  if (minor >= 32 || spec.resourceAttributes === undefined) return spec;
  return { ...spec, resourceAttributes: withoutSelectors(spec.resourceAttributes) };
}

function refuseInvalid(kind: string, problems: readonly FieldError[]): void {
  if (problems.length > 0) throw invalid({ group: reviewGroup, kind }, '', problems);
}

async function answer(
  object: Immutable<KubeObject>,
  spec: ReviewSpec,
  user: UserInfo,
  { authorizer, minor, signal }: AccessReviewDeps,
): Promise<KubeObject> {
  const problems: string[] = [];
  const { decision, reason } = await evaluate(authorizer, spec, user, { signal, problems });
  problems.push(...selectorProblems(spec.resourceAttributes ?? {}));
  const { spec: sent, ...envelope } = structuredClone(object) as KubeObject & { spec?: unknown };
  return {
    ...envelope,
    metadata: reviewMetadata(envelope.metadata, minor),
    spec: asked(sent, spec),
    status: {
      allowed: decision === 'Allow',
      ...(decision === 'Deny' ? { denied: true } : {}),
      ...(reason === '' ? {} : { reason }),
      ...(problems.length === 0 ? {} : { evaluationError: problems.join('; ') }),
    },
  };
}

/** An authorizer that fails has no opinion; why stands in the answer. */
async function evaluate(
  authorizer: Authorizer,
  spec: ReviewSpec,
  user: UserInfo,
  { signal, problems }: { signal: AbortSignal; problems: string[] },
): Promise<AuthorizationResult> {
  try {
    return await authorizer.authorize(attributesOf(spec, user), signal);
  } catch (error) {
    if (signal.aborted) throw error;
    problems.push(error instanceof Error ? error.message : String(error));
    return { decision: 'NoOpinion', reason: '' };
  }
}

/** The spec as it was understood: without selectors where the server does not know them. */
function asked(sent: unknown, { resourceAttributes }: ReviewSpec): unknown {
  return resourceAttributes === undefined
    ? sent
    : { ...(sent as object), resourceAttributes: structuredClone(resourceAttributes) };
}
