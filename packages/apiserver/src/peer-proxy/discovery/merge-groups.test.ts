import { describe, expect, it } from 'vitest';
import type { ApiGroupDiscovery } from '../../discovery/api-group-discovery.js';
import { group, resource } from '../testing/discovery-builders.js';
import { mergeGroups } from './merge-groups.js';

type Servers = Record<string, readonly ApiGroupDiscovery[]>;

/** The document as `local` sees it. */
function mergedOn(local: string, servers: Servers): readonly ApiGroupDiscovery[] {
  const peers = new Map(Object.entries(servers).filter(([id]) => id !== local));
  return mergeGroups({ serverId: local, groups: servers[local] ?? [] }, peers);
}

const names = (groups: readonly ApiGroupDiscovery[]) => groups.map(({ metadata }) => metadata.name);

// Spec 4.4; kubernetes/apiserver pkg/endpoints/discovery/aggregated/peer_aggregated_handler_test.go.
describe('mergeGroups', () => {
  it('gives back the local list itself without peers', () => {
    const local = [group('apps', { v1: ['deployments'] })];
    expect(mergedOn('a', { a: local })).toBe(local);
  });

  it('gives back the local list itself when peers serve the same', () => {
    const local = [group('apps', { v1: ['deployments'] })];
    const servers = { a: local, b: [group('apps', { v1: ['deployments'] })] };
    expect(mergedOn('a', servers)).toBe(local);
  });

  it('adds groups, versions and resources that only peers have', () => {
    const servers = {
      a: [group('apps', { v1: ['deployments'] })],
      b: [
        group('apps', { v1: ['daemonsets'], v1beta1: ['deployments'] }),
        group('batch', { v1: ['jobs'] }),
      ],
    };
    expect(mergedOn('a', servers)).toEqual([
      group('apps', { v1: ['daemonsets', 'deployments'], v1beta1: ['deployments'] }),
      group('batch', { v1: ['jobs'] }),
    ]);
  });

  it('S21: unites what a resource can do; the lowest server ID says what it is', () => {
    const kind = { group: 'g', version: 'v1', kind: 'R' };
    const sub = (name: string, verbs: string[]) => ({
      subresource: name,
      responseKind: kind,
      verbs,
    });
    const servers = {
      a: [
        group('g', {
          v1: [
            resource('r', {
              verbs: ['get', 'list'],
              shortNames: ['ra'],
              subresources: [sub('status', ['get'])],
            }),
          ],
        }),
      ],
      b: [
        group('g', {
          v1: [
            resource('r', {
              verbs: ['watch', 'get'],
              shortNames: ['rb'],
              subresources: [sub('status', ['get', 'patch']), sub('log', ['get'])],
            }),
          ],
        }),
      ],
      c: [] as ApiGroupDiscovery[],
    };
    const want = [
      group('g', {
        v1: [
          resource('r', {
            verbs: ['get', 'list', 'watch'],
            shortNames: ['ra'],
            subresources: [sub('log', ['get']), sub('status', ['get', 'patch'])],
          }),
        ],
      }),
    ];
    for (const local of ['a', 'b', 'c']) expect(mergedOn(local, servers)).toEqual(want);
  });

  it('S22: orders groups by consensus, the same on every server', () => {
    const of = (list: string[]) => list.map((name) => group(name, { v1: ['things'] }));
    const servers = {
      a: of(['apps', 'batch', 'zeta']),
      b: of(['apps', 'alpha', 'zeta']),
      c: of(['apps', 'batch', 'zeta']),
    };
    for (const local of ['a', 'b', 'c']) {
      expect(names(mergedOn(local, servers))).toEqual(['apps', 'alpha', 'batch', 'zeta']);
    }
  });

  it('keeps the local group order when only contents differ', () => {
    const servers = {
      a: [group('z', { v1: ['x'] }), group('a', { v1: ['x'] })],
      b: [group('z', { v1: ['x', 'y'] }), group('a', { v1: ['x'] })],
    };
    expect(names(mergedOn('b', servers))).toEqual(['z', 'a']);
  });

  it('takes an absent list and an empty one for the same', () => {
    const local = [group('g', { v1: [resource('r', { shortNames: [] })] })];
    const servers = { a: local, b: [group('g', { v1: [resource('r')] })] };
    expect(mergedOn('a', servers)).toBe(local);
  });
});
