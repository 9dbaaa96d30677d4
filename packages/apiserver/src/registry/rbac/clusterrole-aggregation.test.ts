import { conflict, FakeClock, type KubeObject } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import { FakeLoopback } from '../../authentication/testing/fake-loopback.js';
import { rulesOf } from '../../authorization/rbac/rbac-objects.js';
import { aggregatedRules, runClusterRoleAggregation } from './clusterrole-aggregation.js';

const rule = (...verbs: string[]) => ({ apiGroups: [''], resources: ['pods'], verbs });
const role = (name: string, labels: Record<string, string>, ...rules: object[]): KubeObject => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name, labels },
  rules,
});
const aggregate = (
  name: string,
  label: string,
  labels: Record<string, string> = {},
): KubeObject => ({
  ...role(name, labels),
  aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [label]: 'true' } }] },
});

function start(loopback: FakeLoopback) {
  const stopping = new AbortController();
  const clock = new FakeClock();
  const errors: unknown[] = [];
  const running = runClusterRoleAggregation(
    {
      clusterRoles: loopback.view('clusterroles'),
      loopback,
      clock,
      onError: (error) => errors.push(error),
    },
    stopping.signal,
  );
  const stop = async () => {
    stopping.abort();
    await running;
    expect(clock.pending).toBe(0);
  };
  return { clock, errors, stop };
}
const rulesIn = (loopback: FakeLoopback, name: string) => {
  const found = loopback.find('clusterroles', name);
  return found === undefined ? undefined : rulesOf(found);
};

// kubernetes/kubernetes pkg/controller/clusterroleaggregation/clusterroleaggregation_controller_test.go
describe('aggregatedRules', () => {
  it.each<[string, KubeObject, KubeObject[], object[] | undefined]>([
    ['not aggregated', role('x', {}, rule('get')), [], undefined],
    ['nothing selected', aggregate('x', 'to-x'), [role('a', {}, rule('get'))], []],
    [
      'in order of names, each rule once',
      aggregate('x', 'to-x'),
      [
        role('a', { 'to-x': 'true' }, rule('get'), rule('list')),
        role('b', { 'to-x': 'true' }, rule('list'), rule('watch')),
        role('c', { 'to-x': 'false' }, rule('delete')),
      ],
      [rule('get'), rule('list'), rule('watch')],
    ],
    [
      'not itself',
      aggregate('x', 'to-x', { 'to-x': 'true' }),
      [aggregate('x', 'to-x', { 'to-x': 'true' })],
      [],
    ],
  ])('%s', (_name, given, all, want) => {
    expect(aggregatedRules(given, all)).toEqual(want);
  });
});

describe('runClusterRoleAggregation', () => {
  it('fills roles over several steps and follows changes', async () => {
    const loopback = new FakeLoopback();
    loopback.seed('clusterroles', aggregate('admin', 'to-admin'));
    loopback.seed('clusterroles', aggregate('edit', 'to-edit', { 'to-admin': 'true' }));
    loopback.seed('clusterroles', role('part', { 'to-edit': 'true' }, rule('get')));
    const { clock, stop, errors } = start(loopback);
    await clock.advance(0);
    expect(rulesIn(loopback, 'admin')).toEqual([rule('get')]);
    loopback.seed('clusterroles', role('part', { 'to-edit': 'true' }, rule('get'), rule('list')));
    await clock.advance(0);
    expect(rulesIn(loopback, 'admin')).toEqual([rule('get'), rule('list')]);
    loopback.view('clusterroles').delete('clusterroles/part');
    await clock.advance(0);
    expect(rulesIn(loopback, 'admin')).toEqual([]);
    expect(errors).toEqual([]);
    await stop();
  });

  it('writes only differences, so that servers do not fight', async () => {
    const loopback = new FakeLoopback();
    loopback.seed('clusterroles', aggregate('edit', 'to-edit'));
    loopback.seed('clusterroles', role('part', { 'to-edit': 'true' }, rule('get')));
    const servers = [start(loopback), start(loopback), start(loopback)];
    for (const { clock } of servers) await clock.advance(0);
    expect(loopback.writes).toEqual(['update clusterroles/edit']);
    // A role without the empty lists that others write is the same role.
    loopback.seed('clusterroles', {
      ...aggregate('edit', 'to-edit'),
      rules: [{ ...rule('get'), resourceNames: [] }],
    });
    for (const { clock } of servers) await clock.advance(0);
    expect(loopback.writes).toHaveLength(1);
    for (const { stop, errors } of servers) {
      await stop();
      expect(errors).toEqual([]);
    }
  });

  it('leaves a lost race to the next change', async () => {
    const loopback = new FakeLoopback();
    loopback.seed('clusterroles', role('part', { 'to-edit': 'true' }, rule('get')));
    loopback.seed('clusterroles', aggregate('edit', 'to-edit'));
    loopback.before = () => {
      throw conflict({ group: '', resource: 'clusterroles' }, 'edit');
    };
    const { clock, stop, errors } = start(loopback);
    await clock.advance(0);
    loopback.before = () => undefined;
    loopback.seed('clusterroles', aggregate('edit', 'to-edit', { touched: 'true' }));
    await clock.advance(0);
    expect(rulesIn(loopback, 'edit')).toEqual([rule('get')]);
    expect(errors).toEqual([]);
    await stop();
  });

  it('tries again a second after a failure', async () => {
    const loopback = new FakeLoopback();
    loopback.seed('clusterroles', role('part', { 'to-edit': 'true' }, rule('get')));
    loopback.seed('clusterroles', aggregate('edit', 'to-edit'));
    loopback.before = () => {
      throw new Error('etcd is down');
    };
    const { clock, stop, errors } = start(loopback);
    await clock.advance(0);
    expect(errors).toHaveLength(1);
    loopback.before = () => undefined;
    await clock.advance(1_000);
    expect(rulesIn(loopback, 'edit')).toEqual([rule('get')]);
    await stop();
  });

  it.each([
    ['while it waits for changes', false],
    ['while it waits to try again', true],
  ])('stops %s', async (_name, failing) => {
    const loopback = new FakeLoopback();
    loopback.seed('clusterroles', role('part', { 'to-edit': 'true' }, rule('get')));
    loopback.seed('clusterroles', aggregate('edit', 'to-edit'));
    if (failing) {
      loopback.before = () => {
        throw new Error('etcd is down');
      };
    }
    const { clock, stop } = start(loopback);
    await clock.advance(0);
    await stop();
    expect(loopback.view('clusterroles').listenerCount).toBe(0);
  });
});
