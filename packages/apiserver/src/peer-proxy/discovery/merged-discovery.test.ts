import { createHash } from 'node:crypto';
import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { createPeerProxyMetrics } from '../metrics.js';
import { FakeLocalDiscovery, group } from '../testing/discovery-builders.js';
import { MergedDiscovery } from './merged-discovery.js';
import { peerEntry, type PeerEntries } from './peer-entry.js';

function fixture() {
  const registry = new Registry();
  const local = new FakeLocalDiscovery([group('apps', { v1: ['deployments'] })]);
  const state: { peers: PeerEntries } = {
    peers: new Map([['b', peerEntry('10.0.0.2:6443', [[group('batch', { v1: ['jobs'] })]])]]),
  };
  const merged = new MergedDiscovery({
    serverId: 'a',
    local,
    peers: () => state.peers,
    metrics: createPeerProxyMetrics(registry, 'D36'),
  });
  const counter = async (name: string) =>
    (await registry.getSingleMetric(`aggregator_discovery_${name}_total`)?.get())?.values[0]?.value;
  return { local, state, merged, counter };
}

describe('MergedDiscovery', () => {
  it('S18: merges once and answers from the cache after', async () => {
    const { merged, counter } = fixture();
    const documents = [merged.mergedApis(), merged.mergedApis(), merged.mergedApis()];
    merged.countNopeer();
    expect(documents[0]?.groups.map(({ metadata }) => metadata.name)).toEqual(['apps', 'batch']);
    expect(documents[2]).toBe(documents[0]);
    expect(await counter('peer_aggregated_cache_misses')).toBe(1);
    expect(await counter('peer_aggregated_cache_hits')).toBe(2);
    expect(await counter('nopeer_requests')).toBe(1);
  });

  it('S19: has another ETag once the peers changed, and the same for the same content', () => {
    const { merged, state } = fixture();
    const before = merged.mergedApis().etag;
    merged.invalidate();
    expect(merged.mergedApis().etag).toBe(before);
    state.peers = new Map();
    expect(merged.mergedApis().etag).toBe(before);
    merged.invalidate();
    expect(merged.mergedApis().etag).not.toBe(before);
  });

  it('is built anew after the local document changed', () => {
    const { merged, local } = fixture();
    merged.mergedApis();
    local.set([group('policy', { v1: ['poddisruptionbudgets'] })]);
    expect(merged.mergedApis().groups.map(({ metadata }) => metadata.name)).toContain('policy');
  });

  // kubernetes/apiserver pkg/endpoints/discovery/aggregated/etag.go
  it('hashes the list without its kind and version, in upper-case hex and quotes', () => {
    const { bytes, etag, groups } = fixture().merged.mergedApis();
    const list = JSON.stringify({ metadata: {}, items: groups });
    const hash = createHash('sha512').update(list).digest('hex').toUpperCase();
    expect(etag).toBe(`"${hash}"`);
    expect(JSON.parse(bytes.toString())).toEqual({
      kind: 'APIGroupDiscoveryList',
      apiVersion: 'apidiscovery.k8s.io/v2',
      metadata: {},
      items: groups,
    });
  });
});
