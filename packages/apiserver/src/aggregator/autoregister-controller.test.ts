import { FakeClock, type Immutable, type KubeObject } from '@skewplane/apimachinery';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FakeLiveView } from '../peer-proxy/testing/fake-live-view.js';
import { RecordingLogger } from '../peer-proxy/testing/recording-logger.js';
import { ApiServiceLister } from './api-service.js';
import { AutoregisterController, type ManagedBy } from './autoregister-controller.js';
import { upstreamAggregatorTimings } from './timings.js';

const key = 'apiregistration.k8s.io/apiservices/v1.g';

function object(managed: ManagedBy | undefined, priority: number): KubeObject {
  return {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: {
      name: 'v1.g',
      ...(managed === undefined
        ? {}
        : { labels: { 'kube-aggregator.kubernetes.io/automanaged': managed } }),
    },
    spec: { group: 'g', version: 'v1', groupPriorityMinimum: priority, versionPriority: 1 },
  };
}

interface Given {
  /** Stored before the controller starts. */
  readonly atStart?: ManagedBy | 'nobody';
  /** Stored by somebody else when it has started. */
  readonly later?: ManagedBy | 'nobody';
  readonly wanted?: ManagedBy;
}

const wantedPriority = 7;

async function writesOf({ atStart, later, wanted }: Given): Promise<string[]> {
  const view = new FakeLiveView();
  const writes: string[] = [];
  const stored = (managed: ManagedBy | 'nobody') =>
    object(managed === 'nobody' ? undefined : managed, 5);
  if (atStart !== undefined) view.set(key, stored(atStart));
  const controller = new AutoregisterController({
    apiServices: new ApiServiceLister(view),
    loopback: {
      create: async (_target, created: Immutable<KubeObject>) => {
        writes.push('create');
        view.set(key, created as KubeObject);
        return created;
      },
      update: async (_target, updated: Immutable<KubeObject>) => {
        writes.push('update');
        view.set(key, updated as KubeObject);
        return updated;
      },
      delete: async () => {
        writes.push('delete');
        view.delete(key);
      },
    },
    clock: new FakeClock(),
    timings: upstreamAggregatorTimings,
    logger: new RecordingLogger(),
  });
  if (wanted !== undefined) {
    const priorities = { groupPriority: wantedPriority, versionPriority: 1 };
    controller.want({ group: 'g', version: 'v1', ...priorities }, wanted);
  }
  const stop = new AbortController();
  onTestFinished(() => {
    stop.abort();
  });
  const running = controller.run(stop.signal);
  await settled();
  // What happens after must not wake it again where it acts once.
  if (later !== undefined) view.set(key, stored(later));
  await settled();
  stop.abort();
  await running;
  return writes;
}

/** The controller works in microtasks alone. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

// kubernetes/kube-aggregator pkg/controllers/autoregister/autoregister_controller.go, checkAPIService
describe('AutoregisterController', () => {
  it.each<[string, Given, string[]]>([
    ['2A', {}, []],
    ['2B', { wanted: 'onstart' }, ['create']],
    ['2B, changed since', { wanted: 'onstart', later: 'onstart' }, ['create']],
    ['2C', { wanted: 'true' }, ['create']],
    ['3A', { atStart: 'nobody' }, []],
    ['3B', { atStart: 'nobody', wanted: 'onstart' }, []],
    ['3C', { atStart: 'nobody', wanted: 'true' }, []],
    ['4A', { later: 'onstart' }, []],
    ['5A', { atStart: 'onstart' }, ['delete']],
    ['5A, once', { atStart: 'onstart', later: 'onstart' }, ['delete']],
    ['5B', { atStart: 'onstart', wanted: 'onstart' }, ['update']],
    ['5B, once', { atStart: 'onstart', wanted: 'onstart', later: 'onstart' }, ['update']],
    ['6A', { atStart: 'true' }, ['delete']],
    ['6A, again', { atStart: 'true', later: 'true' }, ['delete', 'delete']],
    ['6B', { atStart: 'true', wanted: 'onstart' }, ['update']],
    ['6C', { atStart: 'true', wanted: 'true', later: 'true' }, ['update', 'update']],
  ])('does as row %s of the table says', async (_row, given, writes) => {
    expect(await writesOf(given)).toEqual(writes);
  });
});
