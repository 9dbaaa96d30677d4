import { FakeClock } from '@skewplane/apimachinery';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FakeLocalDiscovery, group, resource } from '../testing/discovery-builders.js';
import { RecordingLogger } from '../testing/recording-logger.js';
import { LocalDiscoveryCache } from './local-discovery-cache.js';

const refreshMs = 1_800_000;

function fixture(discovery = new FakeLocalDiscovery([group('apps', { v1: ['deployments'] })])) {
  const clock = new FakeClock();
  const logger = new RecordingLogger();
  const cache = new LocalDiscoveryCache({ discovery, clock, logger, refreshMs });
  onTestFinished(() => {
    cache.stop();
  });
  const serves = (apiGroup: string, version: string, name: string) =>
    cache.serves({ group: apiGroup, version, resource: name });
  return { discovery, clock, logger, cache, serves };
}

// Spec 3.4.1; kubernetes/apiserver pkg/util/peerproxy/local_discovery_test.go.
describe('LocalDiscoveryCache', () => {
  it('knows what /api and /apis list', () => {
    const { cache, serves } = fixture();
    expect(serves('apps', 'v1', 'deployments')).toBe(false);
    cache.start();
    expect(serves('apps', 'v1', 'deployments')).toBe(true);
    expect(serves('', 'v1', 'pods')).toBe(true);
    expect(serves('batch', 'v1', 'jobs')).toBe(false);
  });

  it('leaves stale group-versions out and names subresources', () => {
    const status = {
      subresource: 'status',
      responseKind: { group: '', version: '', kind: 'D' },
      verbs: ['get'],
    };
    const apps = group('apps', { v1: [resource('deployments', { subresources: [status] })] });
    const stale = {
      metadata: { name: 'metrics.k8s.io' },
      versions: [
        { version: 'v1beta1', resources: [resource('nodes')], freshness: 'Stale' as const },
      ],
    };
    const { cache, serves } = fixture(new FakeLocalDiscovery([apps, stale]));
    cache.start();
    expect(serves('apps', 'v1', 'deployments/status')).toBe(true);
    expect(serves('metrics.k8s.io', 'v1beta1', 'nodes')).toBe(false);
  });

  it('looks again every 30 min and not when discovery changes', async () => {
    const { cache, discovery, clock, serves } = fixture();
    cache.start();
    discovery.set([group('batch', { v1: ['jobs'] })]);
    await clock.advance(refreshMs - 1);
    expect(serves('batch', 'v1', 'jobs')).toBe(false);
    await clock.advance(1);
    expect(serves('batch', 'v1', 'jobs')).toBe(true);
    expect(serves('apps', 'v1', 'deployments')).toBe(false);
  });

  // The ticker is made with the proxy; `start` comes when the server listens.
  it('counts the 30 min from its construction', async () => {
    const { cache, discovery, clock, serves } = fixture();
    await clock.advance(refreshMs - 1000);
    cache.start();
    discovery.set([group('batch', { v1: ['jobs'] })]);
    await clock.advance(1000);
    expect(serves('batch', 'v1', 'jobs')).toBe(true);
    discovery.set([]);
    await clock.advance(refreshMs - 1);
    expect(serves('batch', 'v1', 'jobs')).toBe(true);
    await clock.advance(1);
    expect(serves('batch', 'v1', 'jobs')).toBe(false);
  });

  it('keeps what it knows when a look fails, and says so', async () => {
    const { cache, discovery, clock, logger, serves } = fixture();
    cache.start();
    discovery.failure = new Error('not now');
    await clock.advance(refreshMs);
    expect(serves('apps', 'v1', 'deployments')).toBe(true);
    expect(logger.lines).toEqual([
      'error: Failed to repopulate local discovery cache: error getting API group resources from discovery: not now',
    ]);
  });

  it('cannot start without a first look', () => {
    const discovery = new FakeLocalDiscovery([]);
    discovery.failure = new Error('not now');
    const { cache } = fixture(discovery);
    expect(() => {
      cache.start();
    }).toThrow(
      'failed to populate initial local discovery cache: error getting API group resources from discovery: not now',
    );
    expect(cache.isPopulated).toBe(false);
  });
});
