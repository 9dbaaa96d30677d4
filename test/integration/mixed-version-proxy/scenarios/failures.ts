import { expect } from 'vitest';
import {
  expectNoAddress,
  expectPageNotFound,
  expectUnreachable,
  rerouted,
  resolutionErrors,
} from '../fixture/expected.js';
import type { WireAnswer } from '../fixture/http-client.js';
import type { Member } from '../fixture/member.js';
import { jobs } from '../fixture/paths.js';
import { until } from '../fixture/until.js';
import { all, releases, since33 } from '../generations.js';
import type { Scenario } from '../scenario.js';
import type { Skew3 } from '../skew3.js';

const endpointRefreshMs = 10_000;

/**
 * Runs `work` while these servers have no endpoint lease. They write theirs anew when the time has come: `work`
 * counts only if none did.
 */
async function withoutAddress<T>(
  plane: Skew3,
  members: readonly Member[],
  work: () => Promise<T>,
): Promise<T> {
  const ids = members.map(({ serverId }) => serverId);
  for (let attempt = 0; attempt < 5; attempt++) {
    await Promise.all(ids.map((id) => plane.keys.delete(id)));
    const result = await work();
    const present = await plane.keys.ids();
    if (ids.some((id) => present.includes(id))) continue;
    for (const { clock } of members) await clock.advance(endpointRefreshMs);
    return result;
  }
  throw new Error('The endpoint leases came back each time');
}

const refused = ({ address }: Member) => `dial tcp ${address}: connect: connection refused`;

/** What clients see when peers cannot be found or reached. */
export const failureScenarios: readonly Scenario[] = [
  {
    id: 'S08',
    releases: since33,
    title: 'no peer has an address: 503 as a Status',
    run: async ({ release, sharedPlane }) => {
      const plane = await sharedPlane();
      const growth = await withoutAddress(plane, [plane.b, plane.c], () =>
        plane.a.growthDuring(async () => {
          expectNoAddress(await plane.a.request(jobs, { user: 'alice' }));
        }),
      );
      expect(growth).toEqual(resolutionErrors(release));
    },
  },
  {
    id: 'S09',
    releases: [releases.sv131, ...all],
    title: 'one of two peers has no address',
    run: async ({ release, sharedPlane }) => {
      const plane = await sharedPlane();
      const { a, b, c } = plane;
      const seen = () => [b, c].map(({ tap }) => tap.requests(jobs).length);
      const { answers, growth, byPeer } = await withoutAddress(plane, [b], async () => {
        const before = seen();
        const answers: WireAnswer[] = [];
        const growth = await a.growthDuring(async () => {
          for (let run = 0; run < 20; run++) answers.push(await a.request(jobs, { user: 'alice' }));
        });
        return { answers, growth, byPeer: seen().map((count, at) => count - (before[at] ?? 0)) };
      });
      if (release.minor <= 31) {
        for (const answer of answers) expectNoAddress(answer);
        expect({ growth, byPeer }).toEqual({ growth: {}, byPeer: [0, 0] });
        return;
      }
      expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
      expect({ growth, byPeer }).toEqual({
        growth: { [rerouted(release, 200)]: 20 },
        byPeer: [0, 20],
      });
    },
  },
  {
    id: 'S10',
    releases: all,
    title: 'the peer drawn refuses: 503 as text, and no other peer is tried',
    run: async ({ release, ownPlane }) => {
      const plane = await ownPlane();
      const { a, b, c } = plane;
      const refusal = async () => {
        expectUnreachable(await a.request(jobs, { user: 'alice' }), refused(b));
      };
      await plane.aimedAt('b', async () => {
        await b.closePort();
        const seen = c.tap.requests(jobs).length;
        expect(await a.growthDuring(refusal)).toEqual({ [rerouted(release, 503)]: 1 });
        expect(c.tap.requests(jobs)).toHaveLength(seen);
      });

      await b.stop();
      await b.start();
      await plane.settled();
      await plane.forget('c');
      await b.closePort();
      expect(await a.growthDuring(refusal)).toEqual({ [rerouted(release, 503)]: 1 });
      expect(await plane.keys.address(b.serverId)).toBe(b.address);
    },
  },
  {
    id: 'S11',
    releases: all,
    title: 'the certificate of the peer drawn is for another name: 503 as text',
    run: async ({ release, ownPlane }) => {
      const plane = await ownPlane();
      await plane.aimedAt('b', async () => {
        await plane.b.serveAs(['localhost']);
        const growth = await plane.a.growthDuring(async () => {
          expectUnreachable(
            await plane.a.request(jobs, { user: 'alice' }),
            'tls: failed to verify certificate: x509: certificate is valid for localhost, not kubernetes.default.svc',
          );
        });
        expect(growth).toEqual({ [rerouted(release, 503)]: 1 });
      });
    },
  },
  {
    id: 'S23',
    releases: all,
    title: 'a peer that stops in order takes its address along, from 1.35 on its identity too',
    run: async ({ release, ownPlane }) => {
      // An API that B alone has; StorageVersions are on everywhere where routing needs them.
      const only =
        release.generation === 'SV'
          ? { version: 'coordination.k8s.io/v1alpha2', resource: 'leasecandidates' }
          : { version: 'internal.apiserver.k8s.io/v1alpha1', resource: 'storageversions' };
      const path =
        release.generation === 'SV'
          ? `/apis/${only.version}/namespaces/default/${only.resource}`
          : `/apis/${only.version}/${only.resource}`;
      const plane = await ownPlane({
        members: { b: { runtimeConfig: [`${only.version}=true`] } },
      });
      const { a, b, c } = plane;
      const [group = ''] = only.version.split('/');
      await until(
        async () => (await a.request(path)).status === 200,
        () => `A sends ${path} to B`,
      );
      if (release.minor >= 35) {
        for (const member of [a, c]) expect(await member.mergedGroups()).toContain(group);
      }

      await b.stop();
      expect(await plane.keys.ids()).not.toContain(b.serverId);
      if (release.minor >= 35) {
        expect(await plane.identities()).not.toContain(b.serverId);
        for (const member of [a, c]) {
          await until(
            async () => !(await member.mergedGroups()).includes(group),
            () => `${member.hostname} drops ${group}`,
          );
        }
        expectPageNotFound(await a.request(path));
        return;
      }
      expect(await plane.identities()).toContain(b.serverId);
      expectNoAddress(await a.request(path));
      await plane.pass(59 * 60_000);
      expect(await plane.identities()).toContain(b.serverId);
      expectNoAddress(await a.request(path));
      await plane.pass(62 * 60_000);
      await until(
        async () => !(await plane.identities()).includes(b.serverId),
        () => 'the identity of B is collected',
      );
      if (release.generation === 'SV') {
        // What the objects say of B is for the controllers to take away.
        expectNoAddress(await a.request(path));
        return;
      }
      await until(
        async () => (await a.request(path)).status === 404,
        () => 'A forgets B',
      );
      expectPageNotFound(await a.request(path));
    },
  },
];
