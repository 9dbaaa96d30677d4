import { FakeClock, type KubeObject } from '@skewplane/apimachinery';
import { Registry } from 'prom-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPeerProxyMetrics } from '../metrics.js';
import { group } from '../testing/discovery-builders.js';
import { FakeLiveView } from '../testing/fake-live-view.js';
import { RecordingLogger } from '../testing/recording-logger.js';
import { ProcessCrash, nilPointerPanic } from '../process-crash.js';
import { upstreamTimings } from '../timings.js';
import { PeerDiscoveryCache } from './peer-discovery-cache.js';
import { peerEntry, type PeerEntries } from './peer-entry.js';

function lease(
  name: string,
  parts: {
    holder?: string | undefined;
    namespace?: string;
    label?: string;
    renewTime?: string;
  } = {},
): [string, KubeObject] {
  const { namespace = 'kube-system', label = 'kube-apiserver', renewTime = 't0' } = parts;
  const holderIdentity = 'holder' in parts ? parts.holder : `${name}_1`;
  return [
    `leases/${namespace}/${name}`,
    {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name, namespace, labels: { 'apiserver.kubernetes.io/identity': label } },
      spec: { renewTime, ...(holderIdentity === undefined ? {} : { holderIdentity }) },
    },
  ];
}

/** Server `a` with peers that answer as the test says. */
async function fixture(options: { leases?: [string, KubeObject][]; maxRetries?: number } = {}) {
  const clock = new FakeClock();
  const leases = new FakeLiveView();
  for (const [key, object] of options.leases ?? []) leases.set(key, object);
  const logger = new RecordingLogger();
  const registry = new Registry();
  const book = new Map([
    ['b', '10.0.0.2:6443'],
    ['c', '10.0.0.3:6443'],
  ]);
  const asked: { serverId: string; atMs: number }[] = [];
  const failing = new Map<string, Error>();
  const rebuilt: PeerEntries[] = [];
  const crashes: ProcessCrash[] = [];
  const startMs = clock.now();
  const cache = new PeerDiscoveryCache({
    serverId: 'a',
    leases,
    addresses: { read: async () => book },
    fetch: async ({ serverId, address }) => {
      asked.push({ serverId, atMs: clock.now() - startMs });
      const error = failing.get(serverId);
      if (error instanceof ProcessCrash) throw error;
      const documents = error === undefined ? [[group('batch', { v1: ['jobs'] })]] : [];
      return { entry: peerEntry(address, documents), error };
    },
    onRebuilt: (entries) => rebuilt.push(entries),
    maxRetries: options.maxRetries ?? 20,
    timings: upstreamTimings,
    metrics: createPeerProxyMetrics(registry, 'D36'),
    crash: (crash) => crashes.push(crash),
    clock,
    logger,
  });
  onTestFinished(() => cache.stop());
  await cache.start();
  await clock.advance(0);
  const known = () => [...cache.entries.keys()];
  const errors = async (type: string) =>
    (
      await registry.getSingleMetric('apiserver_peer_discovery_sync_errors_total')?.get()
    )?.values.find(({ labels }) => labels['type'] === type)?.value ?? 0;
  return { clock, leases, logger, book, asked, failing, rebuilt, cache, known, errors, crashes };
}

it('ends its worker with the process', async () => {
  const { leases, failing, crashes, asked, clock } = await fixture({ leases: [lease('b')] });
  failing.set('b', nilPointerPanic(new Error('discovery request failed with status: 503')));
  leases.set(...lease('b', { holder: 'b_2' }));
  await clock.advance(0);
  leases.set(...lease('b', { holder: 'b_3' }));
  await clock.advance(10_000);
  expect(crashes).toEqual([failing.get('b')]);
  expect(asked).toHaveLength(2);
});

// Spec 3.4.2 – 3.4.4; kubernetes/apiserver pkg/util/peerproxy/peer_discovery_test.go.
describe('PeerDiscoveryCache', () => {
  it('asks every peer but itself', async () => {
    const { known, asked, cache } = await fixture({ leases: [lease('a'), lease('b'), lease('c')] });
    expect(known()).toEqual(['b', 'c']);
    expect(new Set(asked.map(({ serverId }) => serverId))).toEqual(new Set(['b', 'c']));
    expect([...(cache.entries.get('b')?.gvrs ?? [])]).toEqual(['batch/v1/jobs']);
  });

  it.each<{ name: string; lease: [string, KubeObject]; peers: string[] }>([
    {
      name: 'a Lease of another namespace counts',
      lease: lease('b', { namespace: 'default' }),
      peers: ['b'],
    },
    {
      name: 'a Lease of another component does not',
      lease: lease('b', { label: 'kcm' }),
      peers: [],
    },
    {
      name: 'a Lease without holder does not',
      lease: lease('b', { holder: undefined }),
      peers: [],
    },
    { name: 'our own does not', lease: lease('a'), peers: [] },
  ])('$name', async ({ lease: given, peers }) => {
    const { known } = await fixture({ leases: [given] });
    expect(known()).toEqual(peers);
  });

  it.each<{ name: string; change: (leases: FakeLiveView) => void; asksAgain: boolean }>([
    {
      name: 'a renewal',
      change: (leases) => {
        leases.set(...lease('b', { renewTime: 't1' }));
      },
      asksAgain: false,
    },
    {
      name: 'another holder',
      change: (leases) => {
        leases.set(...lease('b', { holder: 'b_2' }));
      },
      asksAgain: true,
    },
    {
      name: 'a new peer',
      change: (leases) => {
        leases.set(...lease('c'));
      },
      asksAgain: true,
    },
    {
      name: 'our own Lease',
      change: (leases) => {
        leases.set(...lease('a'));
      },
      asksAgain: false,
    },
    {
      name: 'somebody else coming',
      change: (leases) => {
        leases.set(...lease('x', { label: 'kcm' }));
      },
      asksAgain: false,
    },
  ])('on $name asks again: $asksAgain', async ({ change, asksAgain }) => {
    const { leases, asked, clock } = await fixture({ leases: [lease('b')] });
    asked.length = 0;
    change(leases);
    await clock.advance(3_600_000);
    expect(asked.length > 0).toBe(asksAgain);
  });

  it('S23: forgets a peer whose Lease is gone', async () => {
    const { leases, clock, known, rebuilt } = await fixture({ leases: [lease('b'), lease('c')] });
    leases.delete('leases/kube-system/b');
    await clock.advance(0);
    expect(known()).toEqual(['c']);
    expect([...(rebuilt.at(-1)?.keys() ?? [])]).toEqual(['c']);
  });

  it('loses a known peer that fails in a later sync', async () => {
    const { leases, clock, known, failing } = await fixture({ leases: [lease('b')] });
    failing.set('b', new Error('down'));
    leases.set(...lease('c'));
    await clock.advance(0);
    expect(known()).toEqual(['c']);
  });

  it('S07: finds a peer whose endpoint lease comes after its Lease', async () => {
    const { book, leases, clock, known, errors, logger } = await fixture();
    book.clear();
    leases.set(...lease('b'));
    await clock.advance(600);
    expect(known()).toEqual([]);
    expect(logger.lines[0]).toBe(
      'info: Error syncing discovery for peer lease b: failed to get host port info from identity lease for server b: missing port in address',
    );
    // Tried at 0, 5, 15, 35, 75, 155 and 315 ms.
    expect(await errors('hostport_resolution')).toBe(7);
    book.set('b', '10.0.0.2:6443');
    await clock.advance(35);
    expect(known()).toEqual(['b']);
  });

  it.each([
    { maxRetries: 5, lastMs: 155 },
    { maxRetries: 12, lastMs: 20_475 },
  ])(
    'gives up after $maxRetries retries, $lastMs ms, until a Lease changes',
    async ({ maxRetries, lastMs }) => {
      const { leases, clock, known, failing, asked, logger } = await fixture({ maxRetries });
      failing.set('b', new Error('down'));
      leases.set(...lease('b'));
      await clock.advance(3_600_000);
      expect(asked).toHaveLength(maxRetries + 1);
      expect(asked.at(-1)?.atMs).toBe(lastMs);
      expect(logger.lines.at(-1)).toBe('info: Dropping lease b out of the queue: down');
      failing.clear();
      await clock.advance(3_600_000);
      expect(known()).toEqual([]);
      leases.set(...lease('c'));
      await clock.advance(0);
      expect(known()).toEqual(['b', 'c']);
    },
  );

  it('leaves nothing running after stop', async () => {
    const { cache, clock, failing, leases } = await fixture();
    failing.set('b', new Error('down'));
    leases.set(...lease('b'));
    await clock.advance(0);
    await cache.stop();
    expect(clock.pending).toBe(0);
  });
});
