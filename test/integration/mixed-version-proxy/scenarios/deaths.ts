import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import {
  expectNoAddress,
  expectPageNotFound,
  expectUnreachable,
  rerouted,
} from '../fixture/expected.js';
import { jobs } from '../fixture/paths.js';
import { until } from '../fixture/until.js';
import { since35 } from '../generations.js';
import type { Scenario } from '../scenario.js';

const minuteMs = 60_000;
/** How long etcd may take to drop a key after its time: it looks twice a second, and waits for a quorum. */
const etcdSlackMs = 4_000;

/** What is left of peers that died. */
export const deathScenarios: readonly Scenario[] = [
  {
    id: 'S24',
    releases: since35,
    title: 'a killed peer is drawn until its address expires, and known until its identity does',
    isSlow: true,
    run: async ({ release, ownPlane }) => {
      const plane = await ownPlane();
      const { a, b, c } = plane;
      const refused = `dial tcp ${b.address}: connect: connection refused`;
      const before = await a.counters();
      const answers = { viaC: 0, refused: 0 };

      // Refreshed four seconds before the death, the address has eleven left.
      await b.crash();
      const diedAt = performance.now();
      await plane.keys.put(b.serverId, b.address, { ttlSeconds: 11 });
      for (let turn = 0; (await plane.keys.address(b.serverId)) !== undefined; turn++) {
        a.draws.fix(turn % 2 === 0 ? 0.1 : 0.9);
        const answer = await a.request(jobs);
        const isThere = (await plane.keys.address(b.serverId)) !== undefined;
        if (answer.status === 200) answers.viaC++;
        else if (isThere) {
          expectUnreachable(answer, refused);
          answers.refused++;
        }
        await delay(1_000);
      }
      const livedMs = performance.now() - diedAt;
      expect(livedMs).toBeGreaterThan(10_000);
      expect(livedMs).toBeLessThan(11_000 + etcdSlackMs);
      expect(Math.min(answers.viaC, answers.refused)).toBeGreaterThanOrEqual(3);

      a.draws.fix(undefined);
      const growth = await a.growthDuring(async () => {
        for (let turn = 0; turn < 10; turn++) expect((await a.request(jobs)).status).toBe(200);
      });
      expect(growth).toEqual({ [rerouted(release, 200)]: 10 });
      expect((await a.counters())[rerouted(release, 503)] ?? 0).toBe(
        (before[rerouted(release, 503)] ?? 0) + answers.refused,
      );

      await c.crash();
      await plane.keys.put(c.serverId, c.address, { ttlSeconds: 5 });
      await until(
        async () => (await plane.keys.address(c.serverId)) === undefined,
        () => 'the address of C expires',
      );
      expectNoAddress(await a.request(jobs));
      await plane.pass(55 * minuteMs);
      expect((await plane.identities()).sort()).toEqual([a, b, c].map((m) => m.serverId).sort());
      expectNoAddress(await a.request(jobs));
      await plane.pass(66 * minuteMs);
      await until(
        async () => (await plane.identities()).length === 1,
        () => 'the identities of B and C are collected',
      );
      await until(
        async () => (await a.request(jobs)).status === 404,
        () => 'A forgets its peers',
      );
      expectPageNotFound(await a.request(jobs));
    },
  },
];
