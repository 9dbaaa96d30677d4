import { conflict, FakeClock, serviceUnavailable, type KubeObject } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import { FakeLoopback } from '../../authentication/testing/fake-loopback.js';
import { ensureBootstrapPolicy, type BootstrapPolicy } from './bootstrap-policy.js';

const labels = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };
const autoUpdate = 'rbac.authorization.kubernetes.io/autoupdate';
const roleRef = (name: string) => ({
  apiGroup: 'rbac.authorization.k8s.io',
  kind: 'ClusterRole',
  name,
});
const rule = (...verbs: string[]) => ({ apiGroups: [''], resources: ['pods'], verbs });
const subject = (name: string) => ({ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name });

function object(kind: string, name: string, rest: object, metadata: object = {}): KubeObject {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    metadata: { name, labels, annotations: { [autoUpdate]: 'true' }, ...metadata },
    ...rest,
  };
}
const policy: BootstrapPolicy = {
  clusterRoles: [object('ClusterRole', 'r', { rules: [rule('get', 'list')] })],
  clusterRoleBindings: [
    object('ClusterRoleBinding', 'b', { roleRef: roleRef('r'), subjects: [subject('u')] }),
  ],
  roles: [object('Role', 'l', { rules: [rule('get')] }, { namespace: 'kube-system' })],
  roleBindings: [
    object(
      'RoleBinding',
      'lb',
      { roleRef: roleRef('r'), subjects: [subject('u')] },
      { namespace: 'kube-system' },
    ),
  ],
};
const only = (part: Partial<BootstrapPolicy>): BootstrapPolicy => ({
  clusterRoles: [],
  clusterRoleBindings: [],
  roles: [],
  roleBindings: [],
  ...part,
});

function start(given: BootstrapPolicy, loopback = new FakeLoopback(), signal?: AbortSignal) {
  const clock = new FakeClock();
  const errors: string[] = [];
  const onError = (message: string) => errors.push(message);
  const done = ensureBootstrapPolicy(
    given,
    { loopback, clock, onError },
    signal ?? new AbortController().signal,
  );
  return { done, clock, loopback, errors };
}

async function ensure(given: BootstrapPolicy, loopback = new FakeLoopback()) {
  const { done, errors } = start(given, loopback);
  await done;
  expect(errors).toEqual([]);
  return loopback;
}

// kubernetes/component-helpers auth/rbac/reconciliation/reconcile_role_test.go, reconcile_rolebindings_test.go
describe('ensureBootstrapPolicy', () => {
  it('creates what is missing, namespaces too', async () => {
    const loopback = await ensure(policy);
    expect(loopback.writes).toEqual([
      'create clusterroles/r',
      'create clusterrolebindings/b',
      'create namespaces/kube-system',
      'create roles/kube-system/l',
      'create rolebindings/kube-system/lb',
    ]);
  });

  it('writes nothing the second time', async () => {
    const loopback = await ensure(policy);
    loopback.writes.length = 0;
    await ensure(policy, loopback);
    expect(loopback.writes).toEqual([]);
  });

  it.each<[string, KubeObject, KubeObject, object | undefined]>([
    [
      'adds missing rules and keeps others',
      object('ClusterRole', 'x', { rules: [rule('delete'), rule('get')] }),
      object('ClusterRole', 'x', { rules: [rule('get', 'list')] }),
      { rules: [rule('delete'), rule('get'), rule('list')] },
    ],
    [
      'does not add what a star allows',
      object('ClusterRole', 'x', { rules: [rule('*')] }),
      object('ClusterRole', 'x', { rules: [rule('get', 'list')] }),
      undefined,
    ],
    [
      'adds missing labels and keeps changed ones',
      object('ClusterRole', 'x', { rules: [] }, { labels: { a: 'changed' } }),
      object('ClusterRole', 'x', { rules: [] }, { labels: { a: 'b', c: 'd' } }),
      { metadata: expect.objectContaining({ labels: { a: 'changed', c: 'd' } }) as object },
    ],
    [
      'leaves protected roles alone',
      object('ClusterRole', 'x', { rules: [] }, { annotations: { [autoUpdate]: 'false' } }),
      object('ClusterRole', 'x', { rules: [rule('get')] }),
      undefined,
    ],
    [
      'adds a missing aggregation rule',
      object('ClusterRole', 'x', { rules: [rule('get')] }),
      object('ClusterRole', 'x', { rules: [], aggregationRule: { clusterRoleSelectors: [{}] } }),
      { rules: [rule('get')], aggregationRule: { clusterRoleSelectors: [{}] } },
    ],
    [
      'removes an aggregation rule that is not expected',
      object('ClusterRole', 'x', { rules: [], aggregationRule: { clusterRoleSelectors: [{}] } }),
      object('ClusterRole', 'x', { rules: [] }),
      { aggregationRule: undefined },
    ],
    [
      'does not touch rules of an aggregated role',
      object('ClusterRole', 'x', {
        rules: [rule('get')],
        aggregationRule: { clusterRoleSelectors: [{}] },
      }),
      object('ClusterRole', 'x', { rules: [], aggregationRule: { clusterRoleSelectors: [{}] } }),
      undefined,
    ],
  ])('%s', async (_name, existing, expected, want) => {
    const loopback = new FakeLoopback();
    loopback.seed('clusterroles', existing);
    await ensure(only({ clusterRoles: [expected] }), loopback);
    const found = loopback.find('clusterroles', 'x');
    expect(loopback.writes).toEqual(want === undefined ? [] : ['update clusterroles/x']);
    if (want !== undefined) expect({ aggregationRule: undefined, ...found }).toMatchObject(want);
  });

  it.each<[string, KubeObject, string[], object]>([
    [
      'adds missing subjects',
      object('ClusterRoleBinding', 'b', { roleRef: roleRef('r'), subjects: [subject('other')] }),
      ['update clusterrolebindings/b'],
      { subjects: [subject('other'), subject('u')] },
    ],
    [
      'makes a binding of another role anew',
      object('ClusterRoleBinding', 'b', { roleRef: roleRef('old'), subjects: [subject('other')] }),
      ['delete clusterrolebindings/b', 'create clusterrolebindings/b'],
      { roleRef: roleRef('r'), subjects: [subject('u')] },
    ],
    [
      'leaves a protected binding alone',
      object(
        'ClusterRoleBinding',
        'b',
        { roleRef: roleRef('old'), subjects: [] },
        { annotations: { [autoUpdate]: 'false' } },
      ),
      [],
      { roleRef: roleRef('old') },
    ],
  ])('%s', async (_name, existing, writes, want) => {
    const loopback = new FakeLoopback();
    loopback.seed('clusterrolebindings', existing);
    const { clusterRoleBindings } = policy;
    await ensure(only({ clusterRoleBindings }), loopback);
    expect(loopback.writes).toEqual(writes);
    expect(loopback.find('clusterrolebindings', 'b')).toMatchObject(want);
  });

  it('accepts that another server creates the same role first', async () => {
    const loopback = new FakeLoopback();
    const [role] = policy.clusterRoles;
    loopback.before = (operation) => {
      if (operation !== 'create' || role === undefined) return;
      loopback.before = () => undefined;
      loopback.seed('clusterroles', role);
    };
    await ensure(only({ clusterRoles: policy.clusterRoles }), loopback);
    expect(loopback.writes).toEqual([]);
  });

  it('lets servers of two minors run at the same time', async () => {
    const loopback = new FakeLoopback();
    const older = only({ clusterRoles: [object('ClusterRole', 'r', { rules: [rule('get')] })] });
    const newer = only({
      clusterRoles: [object('ClusterRole', 'r', { rules: [rule('get', 'list')] })],
    });
    await Promise.all([ensure(older, loopback), ensure(newer, loopback)]);
    await ensure(older, loopback);
    const { writes } = loopback;
    expect(loopback.find('clusterroles', 'r')).toMatchObject({
      rules: expect.toSatisfy((rules: { verbs: string[] }[]) =>
        rules.flatMap(({ verbs }) => verbs).includes('list'),
      ) as unknown,
    });
    expect(writes.length).toBeLessThanOrEqual(2);
  });

  it.each([
    ['a conflict', () => conflict({ group: '', resource: 'clusterroles' }, 'r')],
    ['storage versions being written', () => serviceUnavailable('wait')],
  ])('waits a little after %s', async (_name, failure) => {
    const loopback = new FakeLoopback();
    let failures = 2;
    loopback.before = (operation) => {
      if (operation === 'create' && failures-- > 0) throw failure();
    };
    const { done, clock, errors } = start(only({ clusterRoles: policy.clusterRoles }), loopback);
    await clock.advance(60);
    await done;
    expect(errors).toEqual([]);
    expect(loopback.writes).toEqual(['create clusterroles/r']);
  });

  it('goes on after a failure and tries again a second later', async () => {
    const loopback = new FakeLoopback();
    let broken = true;
    loopback.before = (_operation, key) => {
      if (broken && key === 'clusterroles/r') throw new Error('etcd is starting');
    };
    const { done, clock, errors } = start(policy, loopback);
    await clock.advance(0);
    expect(errors).toEqual(['unable to reconcile clusterroles.rbac.authorization.k8s.io/r']);
    expect(loopback.writes).toContain('create clusterrolebindings/b');
    broken = false;
    await clock.advance(1_000);
    await done;
    expect(loopback.find('clusterroles', 'r')).toBeDefined();
  });

  it('gives up after half a minute', async () => {
    const loopback = new FakeLoopback();
    loopback.before = () => {
      throw new Error('etcd is down');
    };
    const { done, clock } = start(policy, loopback);
    const failed = expect(done).rejects.toThrow(
      'unable to initialize roles: timed out waiting for the condition',
    );
    await clock.advance(31_000);
    await failed;
    expect(clock.pending).toBe(0);
  });

  it('stops with the server', async () => {
    const loopback = new FakeLoopback();
    loopback.before = () => {
      throw new Error('etcd is down');
    };
    const stopping = new AbortController();
    const { done, clock } = start(policy, loopback, stopping.signal);
    await clock.advance(0);
    stopping.abort(new Error('server stops'));
    await expect(done).rejects.toThrow('server stops');
    expect(clock.pending).toBe(0);
  });
});
