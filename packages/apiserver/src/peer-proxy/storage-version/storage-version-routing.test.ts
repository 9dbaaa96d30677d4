import type { KubeObject } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import type { LiveView, LiveViewChange } from '../../storage/live-view.js';
import { quirksOf } from '../generation.js';
import { FakeLiveView } from '../testing/fake-live-view.js';
import { RecordingLogger } from '../testing/recording-logger.js';
import { upstreamTimings } from '../timings.js';
import {
  StorageVersionRouting,
  type StorageVersionRoutingDeps,
} from './storage-version-routing.js';

const object = (name: string, ...servers: string[]): KubeObject => ({
  apiVersion: 'internal.apiserver.k8s.io/v1alpha1',
  kind: 'StorageVersion',
  metadata: { name },
  status: {
    storageVersions: servers.map((apiServerID) => ({
      apiServerID,
      encodingVersion: 'batch/v1',
      servedVersions: ['batch/v1'],
    })),
  },
});

/** Like the real one, tells of deletions that it did not see. */
class View extends FakeLiveView {
  readonly #listeners: ((change: LiveViewChange) => void)[] = [];

  override onChange(listener: (change: LiveViewChange) => void): () => void {
    this.#listeners.push(listener);
    return super.onChange(listener);
  }

  miss(key: string): void {
    const gone = this.get(key);
    if (gone === undefined) throw new RangeError(key);
    for (const listener of this.#listeners)
      listener({ type: 'DELETED', object: gone, previous: gone, missed: true });
  }
}

function fixture(view: LiveView) {
  let finish: () => void = () => undefined;
  const updated = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const logger = new RecordingLogger();
  const routing = new StorageVersionRouting(
    { serverId: 'a', generation: 'SV', quirks: quirksOf(31), timings: upstreamTimings },
    {
      storageVersions: { follow: () => view, updated },
      logger,
    } as unknown as StorageVersionRoutingDeps, // no request is sent here
  );
  return { routing, logger, finish };
}

const key = 'storageversions/batch.jobs';
const jobs = { group: 'batch', version: 'v1', resource: 'jobs' };

// kubernetes/apiserver pkg/util/peerproxy/peerproxy_handler.go of 1.32; spec 2.5 and 3.3.4
describe('StorageVersionRouting', () => {
  it('is ready with the objects known and the own ones written', async () => {
    const { routing, finish } = fixture(new FakeLiveView());
    const [hook] = routing.hooks;
    const started = routing.start();
    await Promise.resolve();
    expect([hook?.name, hook?.isDone(), routing.isSynced]).toEqual([
      'unknown-version-proxy-filter',
      false,
      false,
    ]);
    finish();
    await started;
    expect([hook?.isDone(), routing.isSynced]).toEqual([true, true]);
  });

  it.each([
    { name: 'nobody is known to serve it', servers: undefined, local: true, candidates: [] },
    { name: 'this server serves it too', servers: ['a', 'b'], local: true, candidates: ['a', 'b'] },
    { name: 'others serve it', servers: ['b', 'c'], local: false, candidates: ['b', 'c'] },
  ])('$name: here is $local', async ({ servers, local, candidates }) => {
    const view = new FakeLiveView();
    if (servers !== undefined) view.set(key, object('batch.jobs', ...servers));
    const { routing, finish } = fixture(view);
    finish();
    await routing.start();
    expect(routing.servesLocally(jobs)).toBe(local);
    expect(routing.candidates(jobs)).toEqual(candidates);
  });

  it('follows the objects', async () => {
    const view = new View();
    const { routing, finish } = fixture(view);
    finish();
    await routing.start();
    view.set(key, object('batch.jobs', 'b'));
    expect(routing.candidates(jobs)).toEqual(['b']);
    view.set(key, object('batch.jobs', 'c'));
    expect(routing.candidates(jobs)).toEqual(['c']);
    expect(routing.knownPeers()).toEqual([{ serverId: 'c', address: '', gvrCount: 1 }]);
    view.delete(key);
    expect(routing.candidates(jobs)).toEqual([]);
  });

  it('keeps an entry whose deletion was missed', async () => {
    const view = new View();
    view.set(key, object('batch.jobs', 'b'));
    const { routing, logger, finish } = fixture(view);
    finish();
    await routing.start();
    view.miss(key);
    expect(routing.candidates(jobs)).toEqual(['b']);
    expect(logger.lines).toEqual(['error: Invalid StorageVersion provided to deleteSV()']);
  });
});
