import { expect } from 'vitest';
import { startDoor } from '../fixture/door.js';
import {
  expectPageNotFound,
  expectStatus,
  expectUnknownResource,
  syncHook,
} from '../fixture/expected.js';
import { jobs, pods } from '../fixture/paths.js';
import { until } from '../fixture/until.js';
import { all, since33 } from '../generations.js';
import type { Scenario } from '../scenario.js';
import type { Skew3 } from '../skew3.js';

/** How many requests for a path B and C got while `work` ran. */
async function seenByPeers(
  plane: Skew3,
  path: string,
  work: () => Promise<unknown>,
): Promise<number> {
  const count = () =>
    [plane.b, plane.c].reduce((sum, { tap }) => sum + tap.requests(path).length, 0);
  const before = count();
  await work();
  return count() - before;
}

/** What stays where it is: requests that no peer may see. */
export const localScenarios: readonly Scenario[] = [
  {
    id: 'S01',
    releases: all,
    title: 'what A serves itself stays with A',
    run: async ({ sharedPlane }) => {
      const plane = await sharedPlane();
      const seen = await seenByPeers(plane, pods, async () => {
        const growth = await plane.a.growthDuring(async () => {
          const { status, json } = await plane.a.request(pods, { user: 'alice' });
          expect({ status, kind: json.kind }).toEqual({ status: 200, kind: 'PodList' });
        });
        expect(growth).toEqual({});
      });
      expect(seen).toBe(0);
    },
  },
  {
    id: 'S03',
    releases: all,
    title: 'what nobody serves is the 404 of A',
    run: async ({ sharedPlane }) => {
      const plane = await sharedPlane();
      const path = '/apis/nope.example.com/v1/things';
      const seen = await seenByPeers(plane, path, async () => {
        const growth = await plane.a.growthDuring(async () => {
          expectPageNotFound(await plane.a.request(path, { user: 'alice' }));
        });
        expect(growth).toEqual({});
      });
      expect(seen).toBe(0);
    },
  },
  {
    id: 'S05',
    releases: all,
    title: 'whoever says that the request was rerouted is served here',
    run: async ({ sharedPlane }) => {
      const plane = await sharedPlane();
      const headers = { 'x-kubernetes-peer-proxied': 'true' };
      const seen = await seenByPeers(plane, jobs, async () => {
        const growth = await plane.a.growthDuring(async () => {
          expectPageNotFound(await plane.a.request(jobs, { user: 'alice', headers }));
        });
        expect(growth).toEqual({});
      });
      expect(seen).toBe(0);
    },
  },
  {
    id: 'S06',
    releases: all,
    title: 'before A is in sync it answers itself, with 404 and not 503',
    run: async ({ release, preparedPlane }) => {
      const plane = await preparedPlane();
      await plane.b.start();
      await plane.c.start();
      await plane.settled();
      // The start-up of A is held by an object that it must read and cannot.
      const key = 'priorityclasses/system-node-critical';
      const entry = await plane.keys.kv.get(key);
      await plane.keys.kv.put(key, Buffer.from('garbage'));
      await plane.a.start();
      await until(
        async () => (await plane.a.request('/readyz/etcd')).status === 200,
        () => 'A answers',
      );
      await until(
        async () => (await plane.a.request(jobs)).status !== 503,
        () => 'A has installed its paths',
      );
      const seen = await seenByPeers(plane, jobs, async () => {
        expectPageNotFound(await plane.a.request(jobs));
      });
      expect((await plane.a.request(`/readyz/poststarthook/${syncHook(release)}`)).status).toBe(
        500,
      );
      expect(seen).toBe(0);
      expect(await plane.a.counters()).toEqual({});

      await plane.keys.kv.put(key, entry?.value ?? Buffer.of());
      await plane.settled();
      expect((await plane.a.request(jobs)).status).toBe(200);
    },
  },
  {
    id: 'S07',
    releases: since33,
    title: 'ready does not mean that A knows its peers',
    run: async ({ release, preparedPlane }) => {
      const plane = await preparedPlane();
      const peers = [plane.b, plane.c];
      const doors = await Promise.all(peers.map(({ port }) => startDoor(port)));
      try {
        for (const [at, peer] of peers.entries()) {
          await peer.start({
            minor: release.minor,
            flags: { 'peer-advertise-port': String(doors[at]?.port) },
          });
        }
        await plane.haveLeases();
        await plane.a.start();
        await until(
          () => plane.a.isReady(),
          () => 'A is ready',
        );
        expectPageNotFound(await plane.a.request(jobs));
        expect(await plane.a.counters()).toEqual({});
        expect(await plane.a.isReady()).toBe(true);

        for (const door of doors) door.open();
        await until(
          async () => (await plane.a.request(jobs)).status === 200,
          () => 'A has asked its peers',
        );
      } finally {
        await plane.a.close();
        await Promise.all(doors.map((door) => door.close()));
      }
    },
  },
  {
    id: 'S14',
    releases: all,
    title: 'who may not is refused by A, and no peer hears of it',
    run: async ({ sharedPlane }) => {
      const plane = await sharedPlane();
      const seen = await seenByPeers(plane, jobs, async () => {
        const answer = await plane.a.request(jobs, { user: 'carol' });
        expectStatus(answer, {
          kind: 'Status',
          apiVersion: 'v1',
          metadata: {},
          status: 'Failure',
          message:
            'jobs.batch is forbidden: User "carol" cannot list resource "jobs" in API group "batch" in the namespace "default"',
          reason: 'Forbidden',
          details: { group: 'batch', kind: 'jobs' },
          code: 403,
        });
        const [auditId = ''] = answer.values('audit-id');
        expect((await plane.a.auditOf(auditId)).responseStatus.code).toBe(403);
        for (const peer of [plane.b, plane.c]) expect(peer.output.audit(auditId)).toEqual([]);
      });
      expect(seen).toBe(0);
    },
  },
  {
    id: 'S17',
    releases: all,
    title: 'a subresource that only peers know does not move the request',
    run: async ({ release, ownPlane }) => {
      // Beta in 1.33 and locked on in 1.35: what is younger lacks it when it emulates an older one.
      const gate = 'InPlacePodVerticalScaling';
      const plane = await ownPlane({
        members: {
          a: {
            gates: { [gate]: false },
            ...(release.minor >= 35 ? { flags: { 'emulated-version': '1.34' } } : {}),
          },
          ...(release.minor < 33
            ? { b: { gates: { [gate]: true } }, c: { gates: { [gate]: true } } }
            : {}),
        },
      });
      const path = `${pods}/p/resize`;
      const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'default' } };
      const put = { method: 'PUT', body: pod } as const;
      // B knows the subresource, and misses only the Pod.
      const { status, json } = await plane.b.request(path, put);
      expect({ status, details: json['details'] }).toEqual({
        status: 404,
        details: { name: 'p', kind: 'pods' },
      });
      const seen = await seenByPeers(plane, path, async () => {
        const growth = await plane.a.growthDuring(async () => {
          expectUnknownResource(await plane.a.request(path, put));
        });
        expect(growth).toEqual({});
      });
      expect(seen).toBe(0);
    },
  },
];
