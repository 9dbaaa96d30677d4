import { isRecord, type Immutable, type KubeObject } from '@skewplane/apimachinery';

export const rbacGroup = 'rbac.authorization.k8s.io';

/** @see kubernetes/api `rbac/v1/types.go` */
export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[] | undefined;
  readonly resources?: readonly string[] | undefined;
  readonly resourceNames?: readonly string[] | undefined;
  readonly nonResourceURLs?: readonly string[] | undefined;
}

export interface Subject {
  readonly kind: string;
  readonly apiGroup?: string | undefined;
  readonly name: string;
  readonly namespace?: string | undefined;
}

export interface RoleRef {
  readonly apiGroup: string;
  readonly kind: string;
  readonly name: string;
}

export interface AggregationRule {
  readonly clusterRoleSelectors?: readonly unknown[] | undefined;
}

// Stored objects have passed validation, so their shapes are known: the casts below add no more than that.

export function rulesOf(role: Immutable<KubeObject>): readonly PolicyRule[] {
  const rules = role['rules'];
  return Array.isArray(rules) ? (rules as readonly PolicyRule[]) : [];
}

export function subjectsOf(binding: Immutable<KubeObject>): readonly Subject[] {
  const subjects = binding['subjects'];
  return Array.isArray(subjects) ? (subjects as readonly Subject[]) : [];
}

export function roleRefOf(binding: Immutable<KubeObject>): RoleRef {
  const ref = binding['roleRef'];
  return isRecord(ref) ? (ref as unknown as RoleRef) : { apiGroup: '', kind: '', name: '' };
}

/** Undefined when the role is not aggregated. */
export function aggregationRuleOf(role: Immutable<KubeObject>): AggregationRule | undefined {
  const rule = role['aggregationRule'];
  return isRecord(rule) ? rule : undefined;
}
