import { badRequest, isRecord, type Immutable, type KubeObject } from '@skewplane/apimachinery';
import type { ResourceRule, RuleResolver } from '../../authorization/authorizer.js';
import type { UserInfo } from '../../request/user-info.js';
import { reviewMetadata } from '../authentication.k8s.io/review-metadata.js';
import { text } from './review-spec.js';

export interface RulesReviewDeps {
  readonly ruleResolver: RuleResolver;
  /** Minor this server behaves as: 36 for 1.36. */
  readonly minor: number;
  readonly signal: AbortSignal;
}

/**
 * What may I do in this namespace?
 * @throws {StatusError} 400 without a namespace
 * @see kubernetes/kubernetes `pkg/registry/authorization/selfsubjectrulesreview/rest.go`
 */
export async function reviewSelfSubjectRules(
  object: Immutable<KubeObject>,
  user: UserInfo,
  { ruleResolver, minor, signal }: RulesReviewDeps,
): Promise<KubeObject> {
  const namespace = text(isRecord(object['spec']) ? object['spec']['namespace'] : undefined);
  if (namespace === '') throw badRequest('no namespace on request');
  const rules = await ruleResolver.rulesFor(user, namespace, signal);
  return {
    kind: 'SelfSubjectRulesReview',
    apiVersion: object.apiVersion,
    metadata: reviewMetadata({}, minor),
    // Upstream's answer does not repeat what was asked.
    spec: {},
    status: {
      resourceRules: rules.resourceRules.map(resourceRule),
      nonResourceRules: rules.nonResourceRules.map(({ verbs, nonResourceURLs }) => ({
        verbs: [...verbs],
        nonResourceURLs: [...nonResourceURLs],
      })),
      incomplete: rules.incomplete,
      ...(rules.evaluationError === '' ? {} : { evaluationError: rules.evaluationError }),
    },
  };
}

function resourceRule({ verbs, apiGroups, resources, resourceNames }: ResourceRule): object {
  return {
    verbs: [...verbs],
    ...(apiGroups.length === 0 ? {} : { apiGroups: [...apiGroups] }),
    ...(resources.length === 0 ? {} : { resources: [...resources] }),
    ...(resourceNames.length === 0 ? {} : { resourceNames: [...resourceNames] }),
  };
}
