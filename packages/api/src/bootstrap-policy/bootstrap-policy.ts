import { bootstrapRbacTable } from '../generated/bootstrap-rbac.js';

/** @see kubernetes/api `rbac/v1/types.go` */
export interface PolicyRule {
  verbs: string[];
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
}

export interface RbacSubject {
  kind: string;
  apiGroup?: string;
  name: string;
  namespace?: string;
}

export interface RoleRef {
  apiGroup: string;
  kind: string;
  name: string;
}

interface Metadata {
  name: string;
  namespace?: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

interface RbacObject<K extends string> {
  apiVersion: 'rbac.authorization.k8s.io/v1';
  kind: K;
  metadata: Metadata;
}

export interface BootstrapClusterRole extends RbacObject<'ClusterRole'> {
  aggregationRule?: { clusterRoleSelectors: { matchLabels: Record<string, string> }[] };
  /** Null for aggregated roles: a controller fills them. */
  rules: PolicyRule[] | null;
}

export interface BootstrapRole extends RbacObject<'Role'> {
  rules: PolicyRule[];
}

export interface BootstrapBinding<K extends string> extends RbacObject<K> {
  subjects: RbacSubject[];
  roleRef: RoleRef;
}

export interface BootstrapPolicy {
  readonly clusterRoles: BootstrapClusterRole[];
  readonly clusterRoleBindings: BootstrapBinding<'ClusterRoleBinding'>[];
  /** In kube-system and kube-public. */
  readonly roles: BootstrapRole[];
  readonly roleBindings: BootstrapBinding<'RoleBinding'>[];
}

/**
 * The RBAC objects a server of this minor makes sure of at its start. The caller owns what it gets.
 * @see kubernetes/kubernetes `plugin/pkg/auth/authorizer/rbac/bootstrappolicy`
 */
export function bootstrapPolicy(minor: number): BootstrapPolicy {
  // The generator writes this shape. A copy, because callers add to the objects.
  const table = structuredClone(bootstrapRbacTable()) as Table;
  const common = { labels: table.commonLabels, annotations: table.commonAnnotations };
  return {
    clusterRoles: statesAt(table.clusterRoles, minor).map((row) => clusterRole(row, common)),
    clusterRoleBindings: statesAt(table.clusterRoleBindings, minor).map((row) =>
      binding('ClusterRoleBinding', row, common),
    ),
    roles: statesAt(table.roles, minor).map((row) => ({
      ...objectOf('Role', row, common),
      rules: row.rules,
    })),
    roleBindings: statesAt(table.roleBindings, minor).map((row) =>
      binding('RoleBinding', row, common),
    ),
  };
}

interface NamedRow {
  name: string;
  namespace?: string;
  labels?: Record<string, string>;
}

interface RoleRow extends NamedRow {
  rules: PolicyRule[];
  aggregationRule?: NonNullable<BootstrapClusterRole['aggregationRule']>;
}

interface BindingRow extends NamedRow {
  roleRef: RoleRef;
  subjects: RbacSubject[];
}

/** A row is as of the newest minor; `older` tells what was different, `in` when it was not always there. */
type Historic<T> = T & {
  in?: [number, number];
  older?: [number, number, Partial<T>][];
};

interface Table {
  commonLabels: Record<string, string>;
  commonAnnotations: Record<string, string>;
  clusterRoles: Historic<RoleRow>[];
  clusterRoleBindings: Historic<BindingRow>[];
  roles: Historic<RoleRow>[];
  roleBindings: Historic<BindingRow>[];
}

type Common = Pick<Metadata, 'labels' | 'annotations'>;

function statesAt<T>(rows: readonly Historic<T>[], minor: number): Historic<T>[] {
  return rows
    .filter(({ in: range }) => range === undefined || (range[0] <= minor && minor <= range[1]))
    .map((row) => {
      const past = row.older?.find(([from, to]) => from <= minor && minor <= to);
      return past === undefined ? row : { ...row, ...past[2] };
    });
}

function objectOf<K extends string>(kind: K, row: NamedRow, common: Common): RbacObject<K> {
  const { name, namespace, labels } = row;
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      labels: { ...common.labels, ...labels },
      annotations: { ...common.annotations },
    },
  };
}

function clusterRole(row: RoleRow, common: Common): BootstrapClusterRole {
  const object = objectOf('ClusterRole', row, common);
  if (row.aggregationRule === undefined) return { ...object, rules: row.rules };
  return { ...object, aggregationRule: row.aggregationRule, rules: null };
}

function binding<K extends string>(
  kind: K,
  { roleRef, subjects, ...row }: BindingRow,
  common: Common,
): BootstrapBinding<K> {
  return { ...objectOf(kind, row, common), subjects, roleRef };
}
