import { FakeClock } from '@skewplane/apimachinery';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FakeEndpointStore } from '../testing/fake-cluster.js';
import { RecordingLogger } from '../testing/recording-logger.js';
import { upstreamTimings } from '../timings.js';
import { EndpointLease } from './endpoint-lease.js';

const key = 'peerserverleases/apiserver-x';

function fixture(options: { address?: string; isReady?: () => boolean } = {}) {
  const clock = new FakeClock();
  const store = new FakeEndpointStore();
  const logger = new RecordingLogger();
  const lease = new EndpointLease(
    {
      serverId: 'apiserver-x',
      address: options.address ?? '10.0.0.1:6443',
      timings: upstreamTimings,
    },
    { store, clock, logger, isReady: options.isReady ?? (() => true) },
  );
  onTestFinished(() => lease.stop());
  const record = (): unknown => JSON.parse(store.records.get(key)?.toString() ?? 'null');
  return { clock, store, logger, lease, record };
}

// Spec 2.4; kubernetes/apiserver pkg/reconcilers/peer_endpoint_lease_test.go.
describe('EndpointLease', () => {
  it('writes the exact record under a TTL of 15 s', async () => {
    const { lease, clock, store, record } = fixture();
    lease.start();
    await clock.advance(0);
    expect(record()).toEqual({
      kind: 'Endpoints',
      apiVersion: 'v1',
      metadata: { generation: 1, labels: { apiserverIdentity: 'apiserver-x' } },
      subsets: [
        {
          addresses: [{ ip: '10.0.0.1' }],
          ports: [{ name: 'https', port: 6443, protocol: 'TCP' }],
        },
      ],
    });
    expect(store.puts).toEqual([{ key, ttlSeconds: 15 }]);
  });

  it('waits for the own readiness, asked every 100 ms', async () => {
    let ready = false;
    const { lease, clock, store } = fixture({ isReady: () => ready });
    lease.start();
    await clock.advance(250);
    expect(store.puts).toEqual([]);
    ready = true;
    await clock.advance(49);
    expect(store.puts).toEqual([]);
    await clock.advance(1);
    expect(store.puts).toHaveLength(1);
  });

  it('refreshes every 10 s with the next generation', async () => {
    const { lease, clock, store, record } = fixture();
    lease.start();
    await clock.advance(20_000);
    expect(store.puts).toHaveLength(3);
    expect(record()).toMatchObject({ metadata: { generation: 3 } });
  });

  it('starts at 1 again when etcd dropped the key', async () => {
    const { lease, clock, store, record } = fixture();
    lease.start();
    await clock.advance(0);
    store.records.clear();
    await clock.advance(10_000);
    expect(record()).toMatchObject({ metadata: { generation: 1 } });
  });

  it('goes on after a failed refresh', async () => {
    const { lease, clock, store, logger } = fixture();
    lease.start();
    await clock.advance(0);
    store.failure = new Error('etcd is away');
    await clock.advance(10_000);
    expect(logger.lines).toEqual(['error: unable to update peer endpoint leases: etcd is away']);
    store.failure = undefined;
    await clock.advance(10_000);
    expect(store.puts).toHaveLength(2);
  });

  // Spec 1.4: the flags are not checked at start.
  it('complains every 10 s of a port that is no number, and never writes', async () => {
    const { lease, clock, store, logger } = fixture({ address: '10.0.0.1:x' });
    lease.start();
    await clock.advance(10_000);
    const line =
      'error: unable to update peer endpoint leases: strconv.Atoi: parsing "x": invalid syntax';
    expect(logger.lines).toEqual([line, line]);
    expect(store.puts).toEqual([]);
  });

  it('S23: takes the record away at stop and writes no more', async () => {
    const { lease, clock, store } = fixture();
    lease.start();
    await clock.advance(0);
    await lease.stop();
    expect(store.records.size).toBe(0);
    await clock.advance(60_000);
    expect(store.records.size).toBe(0);
    expect(clock.pending).toBe(0);
  });
});
