import { isDeepStrictEqual } from 'node:util';
import {
  forbidden,
  type Immutable,
  type KubeObject,
  type StatusError,
} from '@skewplane/apimachinery';
import { aggregateMessage } from '../../authentication/authenticator.js';
import type { Authorizer } from '../../authorization/authorizer.js';
import { quote, quoteList } from '../../authorization/quote.js';
import {
  aggregationRuleOf,
  rbacGroup,
  roleRefOf,
  rulesOf,
  type PolicyRule,
  type RoleRef,
} from '../../authorization/rbac/rbac-objects.js';
import type { RbacRuleResolver, UserRules } from '../../authorization/rbac/rule-resolver.js';
import { mastersGroup, type UserInfo } from '../../request/user-info.js';
import { compactRules, describeRule } from './compact-rules.js';
import { uncoveredRules } from './rule-coverage.js';

export interface EscalationDeps {
  readonly authorizer: Authorizer;
  readonly resolver: RbacRuleResolver;
}

/** A create or update of a role or binding on its way to storage. */
export interface RbacWrite {
  readonly user: UserInfo;
  readonly resource: 'roles' | 'clusterroles' | 'rolebindings' | 'clusterrolebindings';
  /** `''` for cluster-scoped resources. */
  readonly namespace: string;
  /** From the URL: `''` on create. */
  readonly name: string;
  readonly object: Immutable<KubeObject>;
  /** Undefined on create. */
  readonly current: Immutable<KubeObject> | undefined;
  readonly signal: AbortSignal;
}

const fullAuthority: readonly PolicyRule[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], nonResourceURLs: ['*'] },
];

/**
 * Nobody may give away more than they have, except who may `escalate` the role or `bind` it.
 * @throws {StatusError} 403, or 404 when a binding names a role that is not there
 * @see kubernetes/kubernetes `pkg/registry/rbac/{role,clusterrole,rolebinding,clusterrolebinding}/policybased/storage.go`
 */
export async function checkEscalation(write: RbacWrite, deps: EscalationDeps): Promise<void> {
  if (write.user.groups.includes(mastersGroup)) return;
  if (write.resource === 'roles' || write.resource === 'clusterroles') {
    if (await mayEscalate(write, deps.authorizer)) return;
    if (isOnlyForGarbageCollector(write)) return;
    checkRole(write, deps.resolver);
    return;
  }
  if (isOnlyForGarbageCollector(write)) return;
  const ref = roleRefOf(write.object);
  if (await mayBind(write, ref, deps.authorizer)) return;
  confirm(write, deps.resolver.rulesOfRole(ref, write.namespace), deps.resolver);
}

/**
 * Why a user with `owned` rules may not grant `wanted`; undefined when they may.
 * @see kubernetes/kubernetes `pkg/registry/rbac/validation/rule.go`, `ConfirmNoEscalation`
 */
export function confirmNoEscalation(
  user: UserInfo,
  owned: UserRules,
  wanted: readonly PolicyRule[],
): string | undefined {
  const missing = uncoveredRules(owned.rules, wanted);
  if (missing.length === 0) return undefined;
  const lines = [...new Set(compactRules(missing).map(describeRule))].sort();
  const errors =
    owned.errors.length === 0 ? '' : `; resolution errors: [${aggregateMessage(owned.errors)}]`;
  return (
    `user ${quote(user.name)} (groups=${quoteList(user.groups)}) ` +
    `is attempting to grant RBAC permissions not currently held:\n${lines.join('\n')}${errors}`
  );
}

function checkRole(write: RbacWrite, resolver: RbacRuleResolver): void {
  confirm(write, rulesOf(write.object), resolver);
  if (write.resource !== 'clusterroles') return;
  // An aggregated role can gather anything.
  if (!aggregates(write.object) && !aggregates(write.current)) return;
  const owned = resolver.rulesFor(write.user, write.namespace);
  if (confirmNoEscalation(write.user, owned, fullAuthority) !== undefined) {
    throw refused(write, 'must have cluster-admin privileges to use the aggregationRule');
  }
}

function confirm(
  write: RbacWrite,
  wanted: readonly PolicyRule[],
  resolver: RbacRuleResolver,
): void {
  const owned = resolver.rulesFor(write.user, write.namespace);
  const problem = confirmNoEscalation(write.user, owned, wanted);
  if (problem !== undefined) throw refused(write, problem);
}

function refused({ resource, object }: RbacWrite, message: string): StatusError {
  return forbidden({ group: rbacGroup, resource }, object.metadata.name ?? '', message);
}

function aggregates(role: Immutable<KubeObject> | undefined): boolean {
  return role !== undefined && (aggregationRuleOf(role)?.clusterRoleSelectors ?? []).length > 0;
}

async function mayEscalate(write: RbacWrite, authorizer: Authorizer): Promise<boolean> {
  const { user, resource, namespace, name, signal } = write;
  const attributes = { user, resource, namespace, name, verb: 'escalate', ...anyVersion };
  const { decision } = await authorizer.authorize({ ...attributes, group: rbacGroup }, signal);
  return decision === 'Allow';
}

/** Asked where the binding is made, so that binding one role in one namespace can be delegated. */
async function mayBind(
  { user, namespace, signal }: RbacWrite,
  ref: RoleRef,
  authorizer: Authorizer,
): Promise<boolean> {
  if (ref.kind !== 'ClusterRole' && ref.kind !== 'Role') return false;
  const resource = ref.kind === 'Role' ? 'roles' : 'clusterroles';
  const { decision } = await authorizer.authorize(
    { user, verb: 'bind', group: ref.apiGroup, resource, namespace, name: ref.name, ...anyVersion },
    signal,
  );
  return decision === 'Allow';
}

const anyVersion = { isResourceRequest: true, version: '*', subresource: '' } as const;

/** Finalizers and owners may be edited by whoever may update the object at all. */
function isOnlyForGarbageCollector({ object, current }: RbacWrite): boolean {
  if (current === undefined) return false;
  const { ownerReferences, finalizers, managedFields, ...kept } = current.metadata;
  const { ownerReferences: _o, finalizers: _f, managedFields: _m, ...next } = object.metadata;
  return isDeepStrictEqual({ ...object, metadata: next }, { ...current, metadata: kept });
}
