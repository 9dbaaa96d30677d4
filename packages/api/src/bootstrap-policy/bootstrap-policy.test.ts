import { describe, expect, it } from 'vitest';
import { supportedMinors } from '../versions/effective-version.js';
import { bootstrapPolicy } from './bootstrap-policy.js';

// kubernetes/kubernetes plugin/pkg/auth/authorizer/rbac/bootstrappolicy
describe('bootstrapPolicy', () => {
  it('makes whole objects', () => {
    const { clusterRoles, clusterRoleBindings, roles, roleBindings } = bootstrapPolicy(36);
    expect(clusterRoles.find(({ metadata }) => metadata.name === 'cluster-admin')).toEqual({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: {
        name: 'cluster-admin',
        labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
        annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
      },
      rules: [
        { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
        { nonResourceURLs: ['*'], verbs: ['*'] },
      ],
    });
    const admins = clusterRoleBindings.find(({ metadata }) => metadata.name === 'cluster-admin');
    expect(admins).toMatchObject({
      kind: 'ClusterRoleBinding',
      subjects: [{ kind: 'Group', name: 'system:masters' }],
      roleRef: { kind: 'ClusterRole', name: 'cluster-admin' },
    });
    expect(roles.map(({ metadata }) => metadata.namespace)).toContain('kube-public');
    expect(roleBindings.map(({ kind }) => kind)).toContain('RoleBinding');
  });

  it('leaves the rules of aggregated roles to their controller', () => {
    const admin = bootstrapPolicy(36).clusterRoles.find(
      ({ metadata }) => metadata.name === 'admin',
    );
    expect(admin?.rules).toBeNull();
    expect(admin?.aggregationRule?.clusterRoleSelectors).toHaveLength(1);
  });

  it('keeps the labels of roles that are aggregated', () => {
    const edit = bootstrapPolicy(36).clusterRoles.find(({ metadata }) => metadata.name === 'edit');
    expect(edit?.metadata.labels).toEqual({
      'kubernetes.io/bootstrapping': 'rbac-defaults',
      'rbac.authorization.k8s.io/aggregate-to-admin': 'true',
    });
  });

  it.each([
    { name: 'system:controller:service-cidrs-controller', minor: 32, there: false },
    { name: 'system:controller:service-cidrs-controller', minor: 33, there: true },
    { name: 'system:controller:device-taint-eviction-controller', minor: 35, there: false },
    { name: 'system:controller:device-taint-eviction-controller', minor: 36, there: true },
  ])('1.$minor has $name: $there', ({ name, minor, there }) => {
    const { clusterRoles, clusterRoleBindings } = bootstrapPolicy(minor);
    const has = (objects: { metadata: { name: string } }[]) =>
      objects.some(({ metadata }) => metadata.name === name);
    expect([has(clusterRoles), has(clusterRoleBindings)]).toEqual([there, there]);
  });

  it('takes the older form of a role', () => {
    const resourcesOf = (minor: number) =>
      bootstrapPolicy(minor)
        .roles.filter(({ metadata }) => metadata.name === 'system::leader-locking-kube-scheduler')
        .flatMap(({ rules }) => rules.flatMap(({ resources }) => resources ?? []));
    expect(resourcesOf(30)).not.toContain('leases');
    expect(resourcesOf(31)).toContain('leases');
  });

  it.each(supportedMinors)('1.%i refers only to roles it has', (minor) => {
    const { clusterRoles, clusterRoleBindings, roles, roleBindings } = bootstrapPolicy(minor);
    const known = new Set(
      [...clusterRoles, ...roles].map(
        ({ kind, metadata }) => `${kind}/${metadata.namespace ?? ''}/${metadata.name}`,
      ),
    );
    const missing = [...clusterRoleBindings, ...roleBindings].filter(({ metadata, roleRef }) => {
      const namespace = roleRef.kind === 'Role' ? (metadata.namespace ?? '') : '';
      return !known.has(`${roleRef.kind}/${namespace}/${roleRef.name}`);
    });
    expect(missing).toEqual([]);
  });

  it('hands out copies', () => {
    bootstrapPolicy(36).clusterRoles.splice(0);
    const [role] = bootstrapPolicy(36).clusterRoles;
    if (role !== undefined) role.metadata.name = 'changed';
    expect(bootstrapPolicy(36).clusterRoles[0]?.metadata.name).toBe('admin');
  });
});
