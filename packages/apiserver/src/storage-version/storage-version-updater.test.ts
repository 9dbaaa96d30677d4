import {
  FakeClock,
  StatusError,
  conflict,
  internalError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FakeLeaseClient } from '../peer-proxy/testing/fake-cluster.js';
import { RecordingLogger } from '../peer-proxy/testing/recording-logger.js';
import { upstreamTimings } from '../peer-proxy/timings.js';
import type { LoopbackTarget } from '../registry/loopback.js';
import type { RegisteredResource } from './registered-resources.js';
import { StorageVersionUpdater } from './storage-version-updater.js';

const startMs = Date.UTC(2026, 0, 1);
const startTime = '2026-01-01T00:00:00Z';
const deployments = { group: 'apps', resource: 'deployments' };
const events = { group: '', resource: 'events' };
const newEvents = { group: 'events.k8s.io', resource: 'events' };

const registered: readonly RegisteredResource[] = [
  {
    name: 'core.events',
    resource: events,
    members: [events, newEvents],
    versions: { encodingVersion: 'v1', decodableVersions: ['v1'], servedVersions: ['v1'] },
  },
  {
    name: 'apps.deployments',
    resource: deployments,
    members: [deployments],
    versions: {
      encodingVersion: 'apps/v1',
      decodableVersions: ['apps/v1', 'apps/v1beta2'],
      servedVersions: ['apps/v1'],
    },
  },
];

/** Fails for one object as often as it is told to, and counts. */
class FlakyClient extends FakeLeaseClient {
  readonly failures: unknown[] = [];
  tries = 0;

  override async get(target: LoopbackTarget): Promise<Immutable<KubeObject>> {
    if (target.name === 'apps.deployments') {
      this.tries++;
      const failure = this.failures.shift();
      if (failure !== undefined) throw failure as Error;
    }
    return super.get(target);
  }

  /** As it stands, without the parts that the fake adds. */
  stored(name: string): Immutable<KubeObject> | undefined {
    return this.view.get(`leases//${name}`)?.object;
  }
}

function fixture(options: { isServed?: boolean; hasLease?: boolean } = {}) {
  const clock = new FakeClock(startMs);
  const client = new FlakyClient();
  const logger = new RecordingLogger();
  const updater = new StorageVersionUpdater(
    {
      serverId: 'apiserver-a',
      resources: registered,
      isServed: options.isServed ?? true,
      timings: upstreamTimings,
    },
    { client, clock, logger },
  );
  const giveLease = () => {
    client.view.set('leases/kube-system/apiserver-a', {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name: 'apiserver-a', namespace: 'kube-system' },
    });
  };
  if (options.hasLease ?? true) giveLease();
  const stop = new AbortController();
  const running = updater.run(stop.signal);
  onTestFinished(async () => {
    stop.abort(new Error('The server is shutting down'));
    await running;
    expect(clock.pending).toBe(0);
  });
  return { clock, client, logger, updater, giveLease, stop };
}

const unavailable = () => internalError('etcd is away');
const taken = () => conflict({ group: '', resource: 'storageversions' }, 'apps.deployments');

// kubernetes/apiserver pkg/storageversion/updater_test.go, manager_test.go; spec 3.3.2
describe('StorageVersionUpdater', () => {
  it('creates the objects, then writes their status', async () => {
    const { clock, client, updater } = fixture();
    await clock.advance(0);
    expect(client.stored('apps.deployments')).toMatchObject({
      apiVersion: 'internal.apiserver.k8s.io/v1alpha1',
      kind: 'StorageVersion',
      metadata: { name: 'apps.deployments' },
      spec: {},
      status: {
        storageVersions: [
          {
            apiServerID: 'apiserver-a',
            encodingVersion: 'apps/v1',
            decodableVersions: ['apps/v1', 'apps/v1beta2'],
            servedVersions: ['apps/v1'],
          },
        ],
        commonEncodingVersion: 'apps/v1',
        conditions: [
          {
            type: 'AllEncodingVersionsEqual',
            status: 'True',
            lastTransitionTime: startTime,
            reason: 'CommonEncodingVersionSet',
            message: 'Common encoding version set',
          },
        ],
      },
    });
    expect(client.calls.filter((verb) => verb !== 'get')).toEqual([
      'create',
      'update',
      'create',
      'update',
    ]);
    expect(updater.isCompleted).toBe(true);
    await expect(updater.completed).resolves.toBeUndefined();
  });

  it('joins what other servers have written', async () => {
    const { clock, client, giveLease } = fixture({ hasLease: false });
    client.view.set('leases//apps.deployments', {
      apiVersion: 'internal.apiserver.k8s.io/v1alpha1',
      kind: 'StorageVersion',
      metadata: { name: 'apps.deployments' },
      spec: {},
      status: {
        storageVersions: [{ apiServerID: 'apiserver-b', encodingVersion: 'apps/v1beta2' }],
        commonEncodingVersion: 'apps/v1beta2',
      },
    });
    giveLease();
    await clock.advance(100);
    const status = client.stored('apps.deployments')?.['status'];
    expect(status).toMatchObject({
      storageVersions: [
        { apiServerID: 'apiserver-b', encodingVersion: 'apps/v1beta2' },
        { apiServerID: 'apiserver-a', encodingVersion: 'apps/v1' },
      ],
      conditions: [{ status: 'False', reason: 'CommonEncodingVersionUnset' }],
    });
    expect(status).not.toHaveProperty('commonEncodingVersion');
  });

  it('waits for the Lease of its own server, asked for every 100 ms', async () => {
    const { clock, client, updater, giveLease } = fixture({ hasLease: false });
    await clock.advance(150);
    expect(client.calls).toEqual(['get', 'get']);
    giveLease();
    await clock.advance(49);
    expect(updater.isCompleted).toBe(false);
    await clock.advance(1);
    expect(updater.isCompleted).toBe(true);
  });

  it('comes again every 10 min and puts right what was changed', async () => {
    const { clock, client } = fixture();
    await clock.advance(0);
    client.view.delete('leases//apps.deployments');
    await clock.advance(599_999);
    expect(client.stored('apps.deployments')).toBeUndefined();
    await clock.advance(1);
    expect(client.stored('apps.deployments')).toMatchObject({
      status: { commonEncodingVersion: 'apps/v1' },
    });
  });

  it('holds back a resource, and all that shares its storage, until it is told', async () => {
    const { clock, updater, giveLease } = fixture({ hasLease: false });
    await clock.advance(0);
    const pending = () =>
      [events, newEvents, deployments, { group: '', resource: 'tokenreviews' }].map((each) =>
        updater.isPending(each),
      );
    expect(pending()).toEqual([true, true, true, false]);
    giveLease();
    await clock.advance(100);
    expect(pending()).toEqual([false, false, false, false]);
  });

  it.each([
    { name: 'one failure', failures: [unavailable()], doneAfterMs: 1_000 },
    { name: 'two failures', failures: [unavailable(), unavailable()], doneAfterMs: 2_000 },
    // Servers that start together meet; nobody gives up for that.
    {
      name: 'seven conflicts',
      failures: Array.from({ length: 7 }, taken),
      doneAfterMs: 7_000,
    },
    {
      name: 'conflicts between failures',
      failures: [unavailable(), taken(), taken(), unavailable()],
      doneAfterMs: 4_000,
    },
  ])('$name: done after $doneAfterMs ms', async ({ failures, doneAfterMs }) => {
    const { clock, client, updater } = fixture();
    client.failures.push(...failures);
    await clock.advance(doneAfterMs - 1);
    expect(updater.isPending(events)).toBe(false);
    expect(updater.isPending(deployments)).toBe(true);
    expect(updater.lastError(deployments)).toBeUndefined();
    await clock.advance(1);
    expect(updater.isCompleted).toBe(true);
  });

  it('gives a resource up after three failures, until the next pass', async () => {
    const { clock, client, updater, logger } = fixture();
    client.failures.push(unavailable(), unavailable(), unavailable());
    await clock.advance(2_999);
    expect(updater.lastError(deployments)).toBeUndefined();
    await clock.advance(1);
    expect(updater.lastError(deployments)).toMatchObject({ message: /etcd is away/ });
    expect(client.tries).toBe(3);
    expect(updater.isCompleted).toBe(false);
    expect(updater.isPending(events)).toBe(false);
    const text = 'failed to update storage version for deployments.apps';
    expect(logger.lines).toEqual([
      ...[0, 1, 2].map((retry) => `error: retry ${String(retry)}, ${text}`),
      `error: ${text}`,
    ]);
    await clock.advance(600_000);
    expect(updater.isCompleted).toBe(true);
    expect(updater.lastError(deployments)).toBeUndefined();
  });

  it('never completes on a server without the API', async () => {
    const { clock, updater } = fixture({ isServed: false });
    await clock.advance(700_000);
    expect(updater.isCompleted).toBe(false);
    expect(updater.lastError(deployments)).toBeInstanceOf(StatusError);
    expect(updater.lastError(deployments)).toMatchObject({
      message:
        'the server could not find the requested resource (post storageversions.internal.apiserver.k8s.io)',
    });
  });

  it('ends with its server, and tells who waits', async () => {
    const { clock, updater, stop } = fixture({ hasLease: false });
    await clock.advance(50);
    stop.abort(new Error('The server is shutting down'));
    await expect(updater.completed).rejects.toThrow('The server is shutting down');
  });
});
