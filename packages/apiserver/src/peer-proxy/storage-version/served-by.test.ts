import type { KubeObject } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import { ServedBy } from './served-by.js';

function storageVersion(name: string, servers: Record<string, string[] | undefined>): KubeObject {
  return {
    apiVersion: 'internal.apiserver.k8s.io/v1alpha1',
    kind: 'StorageVersion',
    metadata: { name },
    spec: {},
    status: {
      storageVersions: Object.entries(servers).map(([apiServerID, servedVersions]) => ({
        apiServerID,
        encodingVersion: 'v1',
        ...(servedVersions === undefined ? {} : { servedVersions }),
      })),
    },
  };
}

function serversOf(served: ServedBy, path: string): string[] | undefined {
  const [group = '', version = '', resource = ''] = path.split('/');
  const servers = served.serversOf({ group, version, resource });
  return servers === undefined ? undefined : [...servers];
}

// kubernetes/apiserver pkg/util/peerproxy/peerproxy_handler_test.go of 1.32; spec 3.3.4
describe('ServedBy', () => {
  const served = new ServedBy();
  served.add(
    storageVersion('apps.deployments', { a: ['apps/v1'], b: ['apps/v1', 'apps/v1beta2'] }),
  );
  served.add(storageVersion('core.pods', { a: ['v1'] }));
  served.add(
    storageVersion('rbac.authorization.k8s.io.roles', { b: ['rbac.authorization.k8s.io/v1'] }),
  );
  served.add(storageVersion('batch.jobs', { a: undefined }));
  served.add(storageVersion('odd.things', { a: ['odd/v1/x'] }));

  it.each([
    { path: 'apps/v1/deployments', want: ['a', 'b'] },
    { path: 'apps/v1beta2/deployments', want: ['b'] },
    { path: '/v1/pods', want: ['a'] },
    // The name that stands for the core group is not told from a group of that name.
    { path: 'core/v1/pods', want: ['a'] },
    { path: 'rbac.authorization.k8s.io/v1/roles', want: ['b'] },
    { path: 'apps/v1/daemonsets', want: undefined },
    { path: 'apps/v2/deployments', want: undefined },
    { path: 'batch/v1/jobs', want: undefined },
    { path: 'odd/odd/v1/x/things', want: undefined },
  ])('$path is served by $want', ({ path, want }) => {
    expect(serversOf(served, path)).toEqual(want);
  });

  it('forgets all servers of what a deleted object named', () => {
    const own = new ServedBy();
    const object = storageVersion('apps.deployments', { a: ['apps/v1'], b: ['apps/v1'] });
    own.add(object);
    own.delete(storageVersion('apps.deployments', { a: ['apps/v1'] }));
    expect(serversOf(own, 'apps/v1/deployments')).toBeUndefined();
    expect(own.counts()).toEqual(new Map());
  });

  it('adds a recreated object to what a missed deletion left', () => {
    const own = new ServedBy();
    own.add(storageVersion('apps.deployments', { a: ['apps/v1'] }));
    own.add(storageVersion('apps.deployments', { b: ['apps/v1'] }));
    expect(serversOf(own, 'apps/v1/deployments')).toEqual(['a', 'b']);
  });

  it('counts what each server serves', () => {
    expect(served.counts()).toEqual(
      new Map([
        ['a', 3],
        ['b', 3],
      ]),
    );
  });
});
