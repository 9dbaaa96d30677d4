import type { RestClient } from '@skewplane/client';
import type { Instance } from '@skewplane/cluster';
import { describe, expect, it } from 'vitest';
import { startPlane } from './plane.js';
import type { TestPlane } from './plane.js';
import { Acknowledged, Follower, codeOf, lostWrites, writeUntil } from './traffic.js';
import type { TrafficApi } from './traffic.js';
import { until } from './until.js';

/** Served by 1.35 and gone in 1.36. */
const oldOnly: TrafficApi = {
  path: '/apis/scheduling.k8s.io/v1alpha1/namespaces/default/workloads',
  build: (name) => ({
    apiVersion: 'scheduling.k8s.io/v1alpha1',
    kind: 'Workload',
    metadata: { name },
    spec: { podGroups: [{ name: 'group', policy: { basic: {} } }] },
  }),
};
/** On by default from 1.36 on; 1.35 does not know this version. */
const newOnly: TrafficApi = {
  path: '/apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings',
  build: (name) => ({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingAdmissionPolicyBinding',
    metadata: { name },
    spec: { policyName: 'none' },
  }),
};
const both: TrafficApi = {
  path: '/api/v1/namespaces/default/configmaps',
  build: (name) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } }),
};
const old = {
  version: '1.35',
  featureGates: { GenericWorkload: true },
  extraArgs: ['--runtime-config=scheduling.k8s.io/v1alpha1=true'],
};
const upgraded = { version: '1.36', featureGates: {}, extraArgs: [] };
const mixTrafficMs = 1_500;

const serves = (instance: Instance, api: TrafficApi): boolean =>
  api === both || (instance.version === '1.35') === (api === oldOnly);

/** Three instances of 1.35 that become 1.36 one after the other. */
class Upgrade {
  readonly #plane: TestPlane;
  /** The instance that is away, or just back. */
  leaving: Instance | undefined;

  constructor(plane: TestPlane) {
    this.#plane = plane;
  }

  static start(peerProxy: boolean): Promise<TestPlane> {
    const { version, featureGates, extraArgs } = old;
    return startPlane({
      versions: [version, version, version],
      peerProxy,
      featureGates,
      extraArgs,
    });
  }

  get staying(): readonly Instance[] {
    return this.#plane.cluster.instances.filter((instance) => instance !== this.leaving);
  }

  /** Is there an instance, other than one on its way, that serves the API? */
  isServed(api: TrafficApi): boolean {
    return this.staying.some((instance) => serves(instance, api));
  }

  /**
   * Calls `traffic` with all on the old version, while each instance is away (until it is back and knows its peers),
   * and after each has changed. The signal ends it.
   */
  async run(traffic: (signal: AbortSignal) => Promise<void>): Promise<void> {
    await this.#settled();
    await traffic(AbortSignal.timeout(mixTrafficMs));
    for (const instance of this.#plane.cluster.instances) {
      this.leaving = instance;
      const back = new AbortController();
      const meanwhile = traffic(back.signal);
      await instance
        .restart(upgraded)
        .then(() => this.#settled())
        .finally(() => {
          back.abort();
        });
      await meanwhile;
      this.leaving = undefined;
      await traffic(AbortSignal.timeout(mixTrafficMs));
    }
  }

  /** Ready does not mean that peers are known: waits until every API is reached through every instance. */
  async #settled(): Promise<void> {
    const { instances } = this.#plane.cluster;
    for (const instance of instances) {
      const client = await this.#plane.client(instance.name.replace('apiserver', 'skew'));
      for (const api of [oldOnly, newOnly, both]) {
        if (!instances.some((each) => serves(each, api))) continue;
        await until(`${instance.name} reaches ${api.path}`, async () => client.list(api.path));
      }
    }
  }
}

describe('a rolling upgrade under traffic', () => {
  it('with the proxy: no 404 on what is served somewhere, nothing lost, watches without a gap', async () => {
    const plane = await Upgrade.start(true);
    const upgrade = new Upgrade(plane);
    const stop = new AbortController();
    const { signal } = stop;
    const wrong: string[] = [];
    const ignore = () => undefined;
    try {
      // Through each instance at every mix, and while one is away through the others.
      const writes = new Map([oldOnly, newOnly, both].map((api) => [api, new Acknowledged()]));
      const throughEach = async (round: number, end: AbortSignal) => {
        const { staying, leaving } = upgrade;
        const served = [...writes].filter(([api]) => upgrade.isServed(api));
        const writers = staying.flatMap((instance) =>
          served.map(async ([api, acknowledged]) => {
            const client = await plane.client(instance.name.replace('apiserver', 'skew'));
            const onError = (error: unknown) => {
              // What was on its way to the instance that leaves may break, but is never not found.
              if (leaving !== undefined && codeOf(error) !== 404) return;
              wrong.push(`${round}, ${instance.name}, ${api.path}: ${String(error)}`);
            };
            const prefix = `${instance.name}-${round}`;
            await writeUntil(client, api, { prefix, acknowledged, onError, signal: end });
          }),
        );
        await Promise.all(writers);
        const [reader] = staying;
        const client = await plane.client(reader?.name.replace('apiserver', 'skew'));
        for (const [api, acknowledged] of served) {
          expect(await lostWrites(client, api.path, acknowledged)).toEqual([]);
        }
      };

      // Through the balanced address all the time: here connections break, but no answer may be wrong.
      const balanced = await plane.client();
      const balancedWrites = new Acknowledged();
      const follower = new Follower(await plane.client(), both.path);
      await follower.listFirst();
      // Through an instance that does not serve them itself, before or after its own upgrade.
      const oldFollower = new Follower(await plane.client('skew-b'), oldOnly.path);
      const newFollower = new Follower(await plane.client('skew-b'), newOnly.path, {
        listsAgain: true,
      });
      const onAnswer = (error: unknown) => {
        if (codeOf(error) === 404) wrong.push(`balanced: ${String(error)}`);
      };
      const background = Promise.all([
        follower.followUntil(signal, onAnswer),
        writeUntil(balanced, both, {
          prefix: 'balanced',
          acknowledged: balancedWrites,
          onError: onAnswer,
          signal,
        }),
        oldFollower.followUntil(signal, ignore),
        // As an informer does: from the first list that succeeds, which is once an instance serves the API.
        until('the new API is served', () => newFollower.listFirst().then(() => true), 60_000).then(
          () => newFollower.followUntil(signal, onAnswer),
        ),
      ]);

      let round = 0;
      await upgrade.run((end) => throughEach(round++, end));
      expect(plane.cluster.instances.map(({ version }) => version)).toEqual([
        '1.36',
        '1.36',
        '1.36',
      ]);

      const written = [...(writes.get(both)?.versions ?? []), ...balancedWrites.versions];
      const newest = Math.max(...written.map(Number));
      await until('the watch has caught up', () => (follower.versions.at(-1) ?? 0) >= newest);
      // No gap: the last acknowledged state of every object of the new API came by, proxied and then local.
      const lastStates = [...(writes.get(newOnly)?.newest.values() ?? [])].map(Number);
      await until('the watch of the new API has caught up', () => {
        const came = new Set([...newFollower.listed, ...newFollower.versions]);
        return lastStates.every((version) => came.has(version));
      });
      expect(lastStates.length).toBeGreaterThan(10);
      expect(oldFollower.versions.length).toBeGreaterThan(10);
      stop.abort();
      await background;

      expect(wrong).toEqual([]);
      expect(balancedWrites.versions.length).toBeGreaterThan(20);
      expect(await lostWrites(balanced, both.path, balancedWrites)).toEqual([]);
      const seen = new Set(follower.versions);
      expect(written.filter((version) => !seen.has(Number(version)))).toEqual([]);
      expect(follower.versions).toEqual([...seen].sort((a, b) => a - b));
      expect(follower.reconnects).toBeGreaterThan(0);
    } finally {
      stop.abort();
      await plane.close();
    }
  });

  it('without the proxy: the 404s that it is there to prevent', async () => {
    const plane = await Upgrade.start(false);
    try {
      const clients = async (): Promise<[Instance, RestClient][]> =>
        Promise.all(
          plane.cluster.instances.map(async (instance) => [
            instance,
            await plane.client(instance.name.replace('apiserver', 'skew')),
          ]),
        );
      const checkMix = async () => {
        for (const [instance, client] of await clients()) {
          for (const api of [oldOnly, newOnly, both]) {
            const code = await client.list(api.path).then(() => 200, codeOf);
            const answer = [instance.name, instance.version, api.path, code];
            expect(answer).toEqual([...answer.slice(0, 3), serves(instance, api) ? 200 : 404]);
          }
        }
      };
      await checkMix();
      for (const instance of plane.cluster.instances) {
        await instance.restart(upgraded);
        await checkMix();
      }
    } finally {
      await plane.close();
    }
  });
});
