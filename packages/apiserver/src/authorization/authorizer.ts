import type { TraceRecorder } from '@skewplane/apimachinery';
import type { UserInfo } from '../request/user-info.js';

/** What is to be done, to what, by whom. */
export type AuthorizerAttributes = ResourceAttributes | NonResourceAttributes;

interface CommonAttributes {
  readonly user: UserInfo;
  readonly verb: string;
  /** Wants to know why; only while the request is traced. */
  readonly trace?: TraceRecorder | undefined;
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

/** Everything that is known of what a user may do. */
export interface ResolvedRules {
  readonly resourceRules: readonly ResourceRule[];
  readonly nonResourceRules: readonly NonResourceRule[];
  /** Somebody who cannot list rules may allow more. */
  readonly incomplete: boolean;
  /** What went wrong while resolving; `''` when nothing did. */
  readonly evaluationError: string;
}

/** Lists what a user may do in a namespace: SelfSubjectRulesReview. */
export interface RuleResolver {
  rulesFor(user: UserInfo, namespace: string, signal: AbortSignal): Promise<ResolvedRules>;
}
