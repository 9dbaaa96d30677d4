import { notFound, type Immutable, type KubeObject } from '@skewplane/apimachinery';
import type { LiveView } from '../../storage/live-view.js';
import type { UserInfo } from '../../request/user-info.js';
import { quote } from '../quote.js';
import { BindingIndex } from './binding-index.js';
import {
  rbacGroup,
  roleRefOf,
  rulesOf,
  subjectsOf,
  type PolicyRule,
  type RoleRef,
} from './rbac-objects.js';
import { applicableSubject, describeSubject } from './subjects.js';

export interface RbacViews {
  readonly roles: LiveView;
  readonly roleBindings: LiveView;
  readonly clusterRoles: LiveView;
  readonly clusterRoleBindings: LiveView;
}

/** A role's rules as a binding gives them to a user, or why there are none. */
export type Grant =
  | {
      readonly rules: readonly PolicyRule[];
      readonly binding: Immutable<KubeObject>;
      describe(): string;
    }
  | { readonly error: string };

/** A user's rules, and why some may be missing. */
export interface UserRules {
  readonly rules: readonly PolicyRule[];
  readonly errors: readonly string[];
}

/**
 * Which rules apply to whom, from live roles and bindings.
 * @see kubernetes/kubernetes `pkg/registry/rbac/validation/rule.go`
 */
export class RbacRuleResolver {
  readonly #views: RbacViews;
  readonly #roleBindings: BindingIndex;
  readonly #clusterRoleBindings: BindingIndex;

  constructor(views: RbacViews) {
    this.#views = views;
    this.#roleBindings = new BindingIndex(views.roleBindings);
    this.#clusterRoleBindings = new BindingIndex(views.clusterRoleBindings);
  }

  /** Stops following the views. */
  close(): void {
    this.#roleBindings.close();
    this.#clusterRoleBindings.close();
  }

  /** Everything bound to the user, cluster-wide first. @param namespace `''`: only cluster-wide */
  *grantsFor(user: UserInfo, namespace: string): Generator<Grant> {
    for (const binding of this.#clusterRoleBindings.bindingsFor(user, '')) {
      yield this.#grant(binding, user, '');
    }
    if (namespace === '') return;
    for (const binding of this.#roleBindings.bindingsFor(user, namespace)) {
      yield this.#grant(binding, user, namespace);
    }
  }

  rulesFor(user: UserInfo, namespace: string): UserRules {
    const rules: PolicyRule[] = [];
    const errors: string[] = [];
    for (const grant of this.grantsFor(user, namespace)) {
      if ('error' in grant) errors.push(grant.error);
      else rules.push(...grant.rules);
    }
    return { rules, errors };
  }

  /**
   * Rules of the role a binding names.
   * @param namespace of the binding; `''` for a ClusterRoleBinding
   * @throws {StatusError} 404
   */
  rulesOfRole(ref: RoleRef, namespace: string): readonly PolicyRule[] {
    const role = this.#role(ref, namespace);
    if (role !== undefined) return rulesOf(role);
    const resource = ref.kind === 'Role' ? 'roles' : 'clusterroles';
    throw notFound({ group: rbacGroup, resource }, ref.name);
  }

  #grant(binding: Immutable<KubeObject>, user: UserInfo, namespace: string): Grant {
    const ref = roleRefOf(binding);
    if (ref.kind !== 'Role' && ref.kind !== 'ClusterRole') {
      return { error: `unsupported role reference kind: ${quote(ref.kind)}` };
    }
    const role = this.#role(ref, namespace);
    if (role === undefined) {
      // Upstream's listers name the resource in the singular here.
      return { error: `${ref.kind.toLowerCase()}.${rbacGroup} ${quote(ref.name)} not found` };
    }
    return {
      rules: rulesOf(role),
      binding,
      describe: () => describeGrant(binding, user, namespace),
    };
  }

  #role(ref: RoleRef, namespace: string): Immutable<KubeObject> | undefined {
    const stored =
      ref.kind === 'Role'
        ? this.#views.roles.get(`roles/${namespace}/${ref.name}`)
        : this.#views.clusterRoles.get(`clusterroles/${ref.name}`);
    return stored?.object;
  }
}

function describeGrant(binding: Immutable<KubeObject>, user: UserInfo, namespace: string): string {
  const { kind, name } = roleRefOf(binding);
  const bindingName = binding.metadata.name ?? '';
  const source =
    namespace === ''
      ? `ClusterRoleBinding ${quote(bindingName)}`
      : `RoleBinding ${quote(`${bindingName}/${namespace}`)}`;
  const subject = applicableSubject(subjectsOf(binding), user, namespace);
  const to = subject === undefined ? '' : ` to ${describeSubject(subject, namespace)}`;
  return `${source} of ${kind} ${quote(name)}${to}`;
}
