import { FakeClock, type KubeObject } from '@skewplane/apimachinery';
import { describe, expect, it, onTestFinished } from 'vitest';
import { quirksOf } from '../generation.js';
import { FakeLeaseClient } from '../testing/fake-cluster.js';
import { RecordingLogger } from '../testing/recording-logger.js';
import { upstreamTimings } from '../timings.js';
import { IdentityLease } from './identity-lease.js';

const startMs = Date.UTC(2026, 0, 1);
const key = 'leases/kube-system/apiserver-x';

function fixture(options: {
  minor: number;
  address?: string;
  client?: FakeLeaseClient;
  processId?: string;
}) {
  const clock = new FakeClock(startMs);
  const client = options.client ?? new FakeLeaseClient();
  const logger = new RecordingLogger();
  const lease = new IdentityLease(
    {
      serverId: 'apiserver-x',
      hostname: 'host-x',
      processId: options.processId ?? 'uuid-1',
      advertisedAddress: options.address,
      quirks: quirksOf(options.minor),
      timings: upstreamTimings,
    },
    { client, clock, logger, random: () => 0.5 },
  );
  onTestFinished(() => lease.stop());
  const stored = () => client.view.get(key)?.object;
  const spec = () => stored()?.['spec'] as Record<string, unknown> | undefined;
  return { clock, client, logger, lease, stored, spec };
}

// Spec 2.2; kubernetes/component-helpers apimachinery/lease/controller.go and
// kubernetes/kubernetes pkg/controlplane/apiserver/server.go.
describe('IdentityLease', () => {
  it('writes the exact object', async () => {
    const { lease, clock, stored } = fixture({ minor: 36, address: '10.0.0.1:6443' });
    lease.start();
    await clock.advance(0);
    const { resourceVersion: _revision, ...metadata } = (stored() as KubeObject).metadata;
    expect({ ...stored(), metadata }).toEqual({
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: {
        name: 'apiserver-x',
        namespace: 'kube-system',
        labels: {
          'apiserver.kubernetes.io/identity': 'kube-apiserver',
          'kubernetes.io/hostname': 'host-x',
        },
        annotations: { 'kubernetes.io/peer-advertise-address': '10.0.0.1:6443' },
      },
      spec: {
        holderIdentity: 'apiserver-x_uuid-1',
        leaseDurationSeconds: 3600,
        renewTime: '2026-01-01T00:00:00.000000Z',
      },
    });
  });

  it('has no annotation with the gate off', async () => {
    const { lease, clock, stored } = fixture({ minor: 34 });
    lease.start();
    await clock.advance(0);
    expect(stored()?.metadata.annotations).toBeUndefined();
  });

  it('renews every 10 s and a jitter of up to 4 %, without reading first', async () => {
    const { lease, clock, client, spec } = fixture({ minor: 36 });
    lease.start();
    await clock.advance(0);
    client.calls.length = 0;
    await clock.advance(10_199);
    expect(client.calls).toEqual([]);
    await clock.advance(1);
    expect(client.calls).toEqual(['update']);
    expect(spec()?.['renewTime']).toBe('2026-01-01T00:00:10.200000Z');
  });

  it('retries a failed creation after 200 ms, doubling up to 7 s, for ever', async () => {
    const { lease, clock, client } = fixture({ minor: 34 });
    client.failure = new Error('etcd is away');
    lease.start(); // the first attempt is made here
    const attempts: number[] = [];
    for (let ms = 100; ms < 30_000; ms += 100) {
      const before = client.calls.length;
      await clock.advance(100);
      if (client.calls.length > before) attempts.push(ms);
    }
    expect(attempts).toEqual([200, 600, 1400, 3000, 6200, 12_600, 19_600, 26_600]);
    client.failure = undefined;
    await clock.advance(7_000);
    expect(client.view.get(key)).toBeDefined();
  });

  it('takes up a Lease that somebody else changed in between', async () => {
    const { lease, clock, client, spec } = fixture({ minor: 36 });
    lease.start();
    await clock.advance(0);
    const foreign = structuredClone(client.view.get(key)?.object) as KubeObject;
    foreign.metadata.labels = { ...foreign.metadata.labels, foreign: 'yes' };
    client.view.set(key, foreign);
    await clock.advance(10_200);
    expect(spec()?.['renewTime']).toBe('2026-01-01T00:00:10.200000Z');
    expect(client.view.get(key)?.object.metadata.labels?.['foreign']).toBe('yes');
  });

  it.each([
    { minor: 34, holder: 'apiserver-x_old', gone: false, calls: ['get', 'update'] },
    { minor: 35, holder: 'apiserver-x_new', gone: true, calls: ['delete', 'get', 'create'] },
    { minor: 36, holder: 'apiserver-x_new', gone: true, calls: ['delete', 'get', 'create'] },
  ])(
    'restart in 1.$minor: holder $holder, gone after stop: $gone',
    async ({ minor, holder, gone, calls }) => {
      const client = new FakeLeaseClient();
      client.view.set(key, {
        apiVersion: 'coordination.k8s.io/v1',
        kind: 'Lease',
        metadata: { name: 'apiserver-x', namespace: 'kube-system' },
        spec: { holderIdentity: 'apiserver-x_old', leaseDurationSeconds: 3600 },
      });
      const { lease, clock, spec, stored } = fixture({ minor, client, processId: 'new' });
      lease.start();
      await clock.advance(0);
      expect(client.calls).toEqual(calls);
      expect(spec()?.['holderIdentity']).toBe(holder);
      expect(spec()?.['renewTime']).toBe('2026-01-01T00:00:00.000000Z');
      await lease.stop();
      expect(stored() === undefined).toBe(gone);
    },
  );

  it('does not wait longer than 10 s to delete its Lease at stop', async () => {
    const { lease, clock, client, logger } = fixture({ minor: 36 });
    lease.start();
    await clock.advance(0);
    client.delete = () => new Promise(() => undefined);
    let stopped = false;
    const stopping = lease.stop().then(() => {
      stopped = true;
    });
    await clock.advance(9_999);
    expect(stopped).toBe(false);
    await clock.advance(1);
    await stopping;
    expect(logger.lines).toContain('error: Failed to delete apiserver identity lease');
    expect(clock.pending).toBe(0);
  });
});
