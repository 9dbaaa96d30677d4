import { bootstrapPolicy } from '../bootstrap-policy/bootstrap-policy.js';
import type {
  BootstrapBinding,
  BootstrapClusterRole,
  BootstrapRole,
  PolicyRule,
} from '../bootstrap-policy/bootstrap-policy.js';
import type { RbacChange } from './changes.js';

type BootstrapObject =
  | BootstrapClusterRole
  | BootstrapRole
  | BootstrapBinding<'ClusterRoleBinding'>
  | BootstrapBinding<'RoleBinding'>;

/** By object: what was granted and no longer is, then what is granted anew. */
export function rbacChanges(from: number, to: number): RbacChange[] {
  const [before, after] = [objectsOf(from), objectsOf(to)];
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((name) => changesOf(name, before.get(name), after.get(name)));
}

function objectsOf(minor: number): ReadonlyMap<string, BootstrapObject> {
  const policy = bootstrapPolicy(minor);
  const all: BootstrapObject[] = [
    ...policy.clusterRoles,
    ...policy.clusterRoleBindings,
    ...policy.roles,
    ...policy.roleBindings,
  ];
  return new Map(all.map((object) => [titleOf(object), object]));
}

function titleOf({ kind, metadata: { namespace, name } }: BootstrapObject): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

function changesOf(
  object: string,
  before: BootstrapObject | undefined,
  after: BootstrapObject | undefined,
): RbacChange[] {
  const [old, now] = [grantsOf(before), grantsOf(after)];
  const lost = [...old].filter(([key]) => !now.has(key)).map(([, grant]) => grant);
  const won = [...now].filter(([key]) => !old.has(key)).map(([, grant]) => grant);
  return [
    ...(after === undefined ? [{ change: 'removed' as const, object }] : []),
    ...(before === undefined ? [{ change: 'added' as const, object }] : []),
    ...together(lost).map((detail) => ({ change: 'removed' as const, object, ...detail })),
    ...together(won).map((detail) => ({ change: 'added' as const, object, ...detail })),
  ];
}

/** The smallest thing that an object says: one verb on one resource, one subject, one label. */
interface Grant {
  readonly verb?: string;
  readonly what: string;
  readonly group?: string;
  readonly resource?: string;
}

/** The label of all bootstrap objects. */
const everywhere = 'kubernetes.io/bootstrapping';

function grantsOf(object: BootstrapObject | undefined): ReadonlyMap<string, Grant> {
  if (object === undefined) return new Map();
  const grants = [
    ...('rules' in object ? (object.rules ?? []).flatMap(grantsOfRule) : []),
    ...('subjects' in object ? grantsOfBinding(object) : []),
    ...('aggregationRule' in object
      ? [{ what: `aggregates ${JSON.stringify(object.aggregationRule)}` }]
      : []),
    ...Object.entries(object.metadata.labels)
      .filter(([key]) => key !== everywhere)
      .map((pair) => ({ what: `label ${pair.join('=')}` })),
  ];
  return new Map(grants.map((grant) => [JSON.stringify(grant), grant]));
}

function grantsOfBinding({ subjects, roleRef }: BootstrapBinding<string>): Grant[] {
  return [
    { what: `refers to ${roleRef.kind} ${roleRef.name}` },
    ...subjects.map(({ kind, namespace, name }) => ({
      what: `binds ${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`,
    })),
  ];
}

function grantsOfRule(rule: PolicyRule): Grant[] {
  const names = rule.resourceNames === undefined ? '' : ` named ${rule.resourceNames.join(', ')}`;
  const resources = (rule.apiGroups ?? []).flatMap((group) =>
    (rule.resources ?? []).map((resource) => ({
      what: `${resource}${group === '' ? '' : `.${group}`}${names}`,
      group,
      resource,
    })),
  );
  const urls = (rule.nonResourceURLs ?? []).map((url) => ({ what: url }));
  return [...resources, ...urls].flatMap((target) =>
    rule.verbs.map((verb) => ({ verb, ...target })),
  );
}

/** Verbs on one thing in one line: `get, list, watch pods`. */
function together(grants: readonly Grant[]): Pick<RbacChange, 'detail' | 'group' | 'resources'>[] {
  const byTarget = new Map<string, Grant[]>();
  for (const grant of grants) {
    byTarget.set(grant.what, [...(byTarget.get(grant.what) ?? []), grant]);
  }
  return [...byTarget].map(([what, same]) => {
    const { group, resource } = same[0] ?? {};
    const verbs = same.flatMap(({ verb }) => (verb === undefined ? [] : [verb]));
    return {
      detail: verbs.length === 0 ? what : `${verbs.sort().join(', ')} ${what}`,
      ...(group === undefined ? {} : { group }),
      ...(resource === undefined ? {} : { resources: [resource] }),
    };
  });
}
