import { isDeepStrictEqual } from 'node:util';
import type { Immutable, KubeObject } from '@skewplane/apimachinery';
import {
  aggregationRuleOf,
  roleRefOf,
  rulesOf,
  subjectsOf,
  type AggregationRule,
  type Subject,
} from '../../authorization/rbac/rbac-objects.js';
import { uncoveredRules } from './rule-coverage.js';

/** What has to be done so that an object gives what the policy wants. */
export type Reconciliation =
  | { readonly operation: 'none' | 'protected' }
  | { readonly operation: 'update' | 'recreate'; readonly object: KubeObject };

const autoUpdateAnnotation = 'rbac.authorization.kubernetes.io/autoupdate';

/**
 * Adds what is missing in a role; what somebody added stays.
 * @see kubernetes/component-helpers `auth/rbac/reconciliation/reconcile_role.go`
 */
export function reconcileRole(
  existing: Immutable<KubeObject>,
  expected: Immutable<KubeObject>,
): Reconciliation {
  if (isProtected(existing)) return { operation: 'protected' };
  const next = withMergedMetadata(existing, expected);
  const missing = uncoveredRules(rulesOf(existing), rulesOf(expected));
  if (missing.length > 0) next['rules'] = [...rulesOf(existing), ...missing];
  reconcileAggregation(next, aggregationRuleOf(existing), aggregationRuleOf(expected));
  return updateWhenDifferent(next, existing);
}

function reconcileAggregation(
  next: KubeObject,
  existing: AggregationRule | undefined,
  expected: AggregationRule | undefined,
): void {
  if (expected === undefined) {
    delete next['aggregationRule'];
    return;
  }
  const held = existing?.clusterRoleSelectors ?? [];
  const missing = (expected.clusterRoleSelectors ?? []).filter(
    (selector) => !held.some((each) => isDeepStrictEqual(each, selector)),
  );
  if (missing.length > 0) next['aggregationRule'] = { clusterRoleSelectors: [...held, ...missing] };
}

/**
 * Adds missing subjects to a binding; one that names another role is made anew, because that cannot be edited.
 * @see kubernetes/component-helpers `auth/rbac/reconciliation/reconcile_rolebindings.go`
 */
export function reconcileBinding(
  existing: Immutable<KubeObject>,
  expected: Immutable<KubeObject>,
): Reconciliation {
  if (isProtected(existing)) return { operation: 'protected' };
  if (!sameRole(existing, expected)) {
    return { operation: 'recreate', object: structuredClone(expected) as KubeObject };
  }
  const next = withMergedMetadata(existing, expected);
  const held = subjectsOf(existing);
  const missing = subjectsOf(expected).filter(
    (subject) => !held.some((each) => sameSubject(each, subject)),
  );
  if (missing.length > 0) next['subjects'] = [...held, ...missing];
  return updateWhenDifferent(next, existing);
}

function isProtected({ metadata }: Immutable<KubeObject>): boolean {
  return metadata.annotations?.[autoUpdateAnnotation] === 'false';
}

function sameRole(a: Immutable<KubeObject>, b: Immutable<KubeObject>): boolean {
  const left = roleRefOf(a);
  const right = roleRefOf(b);
  return left.kind === right.kind && left.name === right.name && left.apiGroup === right.apiGroup;
}

function sameSubject(a: Subject, b: Subject): boolean {
  return (
    a.kind === b.kind &&
    a.name === b.name &&
    (a.apiGroup ?? '') === (b.apiGroup ?? '') &&
    (a.namespace ?? '') === (b.namespace ?? '')
  );
}

/** Labels and annotations that were edited keep their value. */
function withMergedMetadata(
  existing: Immutable<KubeObject>,
  expected: Immutable<KubeObject>,
): KubeObject {
  const next = structuredClone(existing) as KubeObject;
  const { labels, annotations } = expected.metadata;
  if (labels !== undefined) next.metadata.labels = { ...labels, ...next.metadata.labels };
  if (annotations !== undefined) {
    next.metadata.annotations = { ...annotations, ...next.metadata.annotations };
  }
  return next;
}

function updateWhenDifferent(next: KubeObject, existing: Immutable<KubeObject>): Reconciliation {
  return isDeepStrictEqual(next, existing)
    ? { operation: 'none' }
    : { operation: 'update', object: next };
}
