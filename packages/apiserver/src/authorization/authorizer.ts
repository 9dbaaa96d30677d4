import type { UserInfo } from '../request/user-info.js';

/** What is to be done, to what, by whom. */
export type AuthorizerAttributes = ResourceAttributes | NonResourceAttributes;

interface CommonAttributes {
  readonly user: UserInfo;
  readonly verb: string;
}

export interface ResourceAttributes extends CommonAttributes {
  readonly isResourceRequest: true;
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
}

export interface NonResourceAttributes extends CommonAttributes {
  readonly isResourceRequest: false;
  readonly path: string;
}

export type Decision = 'Allow' | 'Deny' | 'NoOpinion';

export interface AuthorizationResult {
  readonly decision: Decision;
  /** Why, for audit and the 403 message: `RBAC: allowed by ClusterRoleBinding "x" of ClusterRole "y" to User "z"`. */
  readonly reason: string;
}

/** Decides; never edits. */
export interface Authorizer {
  authorize(attributes: AuthorizerAttributes, signal: AbortSignal): Promise<AuthorizationResult>;
}

export interface ResourceRule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
}
export interface NonResourceRule {
  readonly verbs: readonly string[];
  readonly nonResourceURLs: readonly string[];
}

/** Lists what a user may do in a namespace: SelfSubjectRulesReview. */
export interface RuleResolver {
  rulesFor(
    user: UserInfo,
    namespace: string,
    signal: AbortSignal,
  ): Promise<{
    resourceRules: readonly ResourceRule[];
    nonResourceRules: readonly NonResourceRule[];
    incomplete: boolean;
  }>;
}
