import { storageVersionStatus } from '@skewplane/api';
import { FakeClock, internalError, notFound, type KubeObject } from '@skewplane/apimachinery';
import type { Reconciler } from '@skewplane/client';
import { describe, expect, it } from 'vitest';
import {
  deletedLeaseReconciler,
  storageVersionReconciler,
  type StorageVersionGcDeps,
} from './reconcilers.js';

const leases = '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/';
const objects = '/apis/internal.apiserver.k8s.io/v1alpha1/storageversions';

/** Objects by path; what is not there is not found. */
class FakeApi {
  readonly objects = new Map<string, KubeObject>();
  readonly failures = new Map<string, Error>();
  readonly written: string[] = [];

  #at(path: string): KubeObject {
    const failure = this.failures.get(path);
    if (failure !== undefined) throw failure;
    const found = this.objects.get(path);
    if (found === undefined) throw notFound({ group: '', resource: 'things' }, path);
    return found;
  }

  readonly client = {
    get: async (path: string) => this.#at(path),
    list: async (path: string) => ({
      items: [...this.objects]
        .filter(([key]) => key.startsWith(`${path}/`))
        .map(([, each]) => each),
    }),
    update: async (path: string, body: unknown) => {
      const key = path.replace(/\/status$/, '');
      this.#at(key);
      this.objects.set(key, body as KubeObject);
      this.written.push(`PUT ${path}`);
    },
    delete: async (path: string) => {
      this.#at(path);
      this.objects.delete(path);
      this.written.push(`DELETE ${path}`);
    },
  } as unknown as StorageVersionGcDeps['client'];

  lease(name: string, labels: Record<string, string> = identity): void {
    this.objects.set(leases + name, {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name, namespace: 'kube-system', labels },
    });
  }

  storageVersion(name: string, servers: Record<string, string>): void {
    this.objects.set(`${objects}/${name}`, {
      apiVersion: 'internal.apiserver.k8s.io/v1alpha1',
      kind: 'StorageVersion',
      metadata: { name },
      spec: {},
      status: {
        storageVersions: Object.entries(servers).map(([apiServerID, encodingVersion]) => ({
          apiServerID,
          encodingVersion,
        })),
      },
    });
  }

  /** `a b: v1`: the servers of an object and what they agree on. */
  told(name: string): string | undefined {
    const object = this.objects.get(`${objects}/${name}`);
    if (object === undefined) return undefined;
    const { storageVersions = [], commonEncodingVersion } = storageVersionStatus(object);
    return `${storageVersions.map(({ apiServerID }) => apiServerID).join(' ')}: ${commonEncodingVersion ?? '?'}`;
  }
}

const identity = { 'apiserver.kubernetes.io/identity': 'kube-apiserver' };
const never = new AbortController().signal;

const run = (api: FakeApi, make: (deps: StorageVersionGcDeps) => Reconciler, key: string) =>
  make({ client: api.client, clock: new FakeClock() })(key, never);

// kubernetes/kubernetes pkg/controller/storageversiongc/gc_controller_test.go; spec 3.3.5 and S30
describe('a deleted Lease', () => {
  it('takes its server out of every object, and objects without a server away', async () => {
    const api = new FakeApi();
    api.storageVersion('apps.deployments', { a: 'apps/v1beta2', b: 'apps/v1', c: 'apps/v1' });
    api.storageVersion('core.pods', { b: 'v1', c: 'v1' });
    api.storageVersion('batch.jobs', { a: 'batch/v1' });
    await run(api, deletedLeaseReconciler, 'a');
    expect(api.told('apps.deployments')).toBe('b c: apps/v1');
    expect(api.told('batch.jobs')).toBeUndefined();
    expect(api.written).toEqual([
      `PUT ${objects}/apps.deployments/status`,
      `DELETE ${objects}/batch.jobs`,
    ]);
  });

  it('does nothing when the Lease is there again', async () => {
    const api = new FakeApi();
    api.lease('a');
    api.storageVersion('batch.jobs', { a: 'batch/v1' });
    await run(api, deletedLeaseReconciler, 'a');
    expect(api.written).toEqual([]);
  });

  it('is tried again when the Lease cannot be asked for', async () => {
    const api = new FakeApi();
    api.failures.set(`${leases}a`, internalError('etcd is away'));
    await expect(run(api, deletedLeaseReconciler, 'a')).rejects.toThrow('etcd is away');
  });

  it('does the other objects before it is tried again for one', async () => {
    const api = new FakeApi();
    api.storageVersion('apps.deployments', { a: 'apps/v1' });
    api.storageVersion('batch.jobs', { a: 'batch/v1' });
    api.failures.set(`${objects}/apps.deployments`, internalError('etcd is away'));
    await expect(run(api, deletedLeaseReconciler, 'a')).rejects.toThrow(AggregateError);
    expect(api.told('batch.jobs')).toBeUndefined();
    api.failures.clear();
    await run(api, deletedLeaseReconciler, 'a');
    expect(api.told('apps.deployments')).toBeUndefined();
  });
});

describe('a written StorageVersion', () => {
  it.each<{ name: string; prepare: (api: FakeApi) => void; want: string | undefined }>([
    {
      name: 'keeps servers that have a Lease',
      prepare: (api) => {
        api.lease('a');
        api.lease('b');
      },
      want: 'a b: ?',
    },
    {
      name: 'loses a server without one',
      prepare: (api) => {
        api.lease('a');
      },
      want: 'a: v1',
    },
    {
      name: 'loses a server whose Lease is of something else',
      prepare: (api) => {
        api.lease('a');
        api.lease('b', {});
      },
      want: 'a: v1',
    },
    {
      // Upstream does not tell a failure from an absence.
      name: 'loses a server whose Lease cannot be asked for',
      prepare: (api) => {
        api.lease('a');
        api.lease('b');
        api.failures.set(`${leases}b`, internalError('etcd is away'));
      },
      want: 'a: v1',
    },
    { name: 'goes with its last server', prepare: () => undefined, want: undefined },
  ])('$name', async ({ prepare, want }) => {
    const api = new FakeApi();
    api.storageVersion('core.pods', { a: 'v1', b: 'v2' });
    prepare(api);
    await run(api, storageVersionReconciler, 'core.pods');
    expect(api.told('core.pods')).toBe(want);
  });

  it('may be gone again', async () => {
    await expect(run(new FakeApi(), storageVersionReconciler, 'core.pods')).resolves.toEqual({});
  });
});
