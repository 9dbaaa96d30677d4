import { expect } from 'vitest';
import type { Call } from '../fixture/http-client.js';
import { rerouted } from '../fixture/expected.js';
import { job, jobs } from '../fixture/paths.js';
import { until } from '../fixture/until.js';
import { openWatch } from '../fixture/watch.js';
import { all, releases, type Release } from '../generations.js';
import type { Scenario } from '../scenario.js';
import type { Member } from '../fixture/member.js';
import type { SeenRequest } from '../fixture/wire-tap.js';
import type { Skew3 } from '../skew3.js';

/** The one request for jobs that B and C together got while `work` ran, and which of them did. */
async function forwarded(
  { b, c }: Skew3,
  work: () => Promise<unknown>,
): Promise<{ readonly peer: Member; readonly request: SeenRequest }> {
  const before = [b, c].map(({ tap }) => tap.requests(jobs).length);
  await work();
  const fresh = [b, c].flatMap((peer, at) =>
    peer.tap
      .requests(jobs)
      .slice(before[at])
      .map((request) => ({ peer, request })),
  );
  const [only] = fresh;
  expect(fresh).toHaveLength(1);
  if (only === undefined) throw new Error('Nothing was forwarded');
  return only;
}

/** Alice with a UID and extra data, by whatever way the release has to be told of them. */
function asAlice({ minor }: Release): Call {
  // Front proxies may tell of UIDs from 1.33 on, and without a gate.
  if (minor >= 33) return { user: 'alice' };
  return {
    headers: {
      'Impersonate-User': 'alice',
      'Impersonate-Uid': 'u1',
      'Impersonate-Group': ['dev', 'system:authenticated'],
      'Impersonate-Extra-Example.com%2FScope': ['a', 'b'],
    },
  };
}

/** What leaves A, and what arrives. */
export const forwardingScenarios: readonly Scenario[] = [
  {
    id: 'S02',
    releases: all,
    title: 'what only B and C serve goes to one of them, to each as often',
    run: async ({ release, sharedPlane }) => {
      const plane = await sharedPlane();
      const { a, b, c } = plane;
      const growth = await a.growthDuring(async () => {
        const { peer, request } = await forwarded(plane, async () => {
          const { status, json } = await a.request(jobs, { user: 'alice' });
          expect({ status, kind: json.kind }).toEqual({ status: 200, kind: 'JobList' });
        });
        expect(request.values('x-kubernetes-peer-proxied')).toEqual(['true']);
        expect([b, c]).toContain(peer);
      });
      expect(growth).toEqual({ [rerouted(release, 200)]: 1 });

      const runs = 100;
      const before = b.tap.requests(jobs).length;
      for (let run = 0; run < runs; run++) {
        expect((await a.request(jobs, { user: 'alice' })).status).toBe(200);
      }
      const share = (b.tap.requests(jobs).length - before) / runs;
      // Five standard deviations on either side.
      expect(share).toBeGreaterThan(0.25);
      expect(share).toBeLessThan(0.75);
    },
  },
  {
    id: 'S12',
    releases: [releases.sv131, ...all],
    title: 'the peer is told who asks, and believes it',
    run: async ({ release, sharedPlane }) => {
      const plane = await sharedPlane();
      const call = asAlice(release);
      let auditId = '';
      const { peer, request } = await forwarded(plane, async () => {
        // A token that nobody checks, as the front proxy has vouched for alice already.
        const headers = {
          ...call.headers,
          ...(call.user === 'alice' ? { authorization: 'Bearer x' } : {}),
        };
        const answer = await plane.a.request(jobs, { ...call, headers });
        expect(answer.status).toBe(200);
        [auditId = ''] = answer.values('audit-id');
      });
      expect(request.values('X-Remote-User')).toEqual(['alice']);
      expect(request.values('X-Remote-Uid')).toEqual(release.minor >= 32 ? ['u1'] : []);
      expect(request.values('X-Remote-Group')).toEqual(['dev', 'system:authenticated']);
      const extra = request.names.filter((name) => name.startsWith('x-remote-extra-'));
      expect(new Set(extra)).toEqual(new Set(['x-remote-extra-example.com%2fscope']));
      expect(request.values('X-Remote-Extra-Example.com%2FScope')).toEqual(['a', 'b']);
      expect(request.values('Authorization')).toEqual([]);

      const { user } = await peer.auditOf(auditId);
      expect(user).toEqual({
        username: 'alice',
        ...(release.minor >= 33 ? { uid: 'u1' } : {}),
        groups: ['dev', 'system:authenticated'],
        extra: { 'example.com/scope': ['a', 'b'] },
      });
    },
  },
  {
    id: 'S13',
    releases: all,
    title: 'impersonation happens at A; the peer knows bob alone',
    run: async ({ sharedPlane }) => {
      const plane = await sharedPlane();
      let auditIds: readonly string[] = [];
      const { peer, request } = await forwarded(plane, async () => {
        const answer = await plane.a.request(jobs, { headers: { 'Impersonate-User': 'bob' } });
        expect(answer.status).toBe(200);
        auditIds = answer.values('audit-id');
      });
      expect(request.names.filter((name) => name.startsWith('impersonate-'))).toEqual([]);
      expect(request.values('X-Remote-User')).toEqual(['bob']);

      // Both servers set the header, and both values reach the client: one and the same.
      const [auditId = ''] = auditIds;
      expect(auditIds).toEqual([auditId, auditId]);
      const [source, destination] = [await plane.a.auditOf(auditId), await peer.auditOf(auditId)];
      const forBob =
        'RBAC: allowed by ClusterRoleBinding "everything" of ClusterRole "cluster-admin" to User "bob"';
      const allowed = {
        'authorization.k8s.io/decision': 'allow',
        'authorization.k8s.io/reason': forBob,
      };
      expect(source.user.username).toBe('kubernetes-admin');
      expect(source.impersonatedUser?.username).toBe('bob');
      expect(source.annotations).toMatchObject(allowed);
      expect(destination.user.username).toBe('bob');
      expect(destination.impersonatedUser).toBeUndefined();
      expect(destination.annotations).toMatchObject(allowed);
    },
  },
  {
    id: 'S16',
    releases: all,
    title: 'a watch streams through A and ends with its peer',
    run: async ({ release, ownPlane }) => {
      const plane = await ownPlane();
      const { a, b, c } = plane;
      const before = await a.counters();
      const path = `${jobs}?watch=1`;
      const watch = await openWatch(a.client, path);
      const peer = b.tap.requests(path).length > 0 ? b : c;
      const other = peer === b ? c : b;
      // Each event is read before the next one is made: held back, it would never come.
      for (const name of ['one', 'two', 'three']) {
        const created = await other.request(jobs, { method: 'POST', body: job(name) });
        expect(created.status).toBe(201);
        const { type, object } = await watch.next();
        expect({ type, name: object.metadata.name }).toEqual({ type: 'ADDED', name });
      }
      expect(await a.counters()).toEqual(before);

      await peer.crash();
      expect(await watch.end()).toEqual({ complete: false, events: [] });
      expect(other.tap.requests(path)).toEqual([]);
      const series = rerouted(release, 200);
      await until(
        async () => (await a.counters())[series] === (before[series] ?? 0) + 1,
        () => 'the watch is counted',
      );
    },
  },
];
