import { expect } from 'vitest';
import { expectStatus, rerouted } from '../fixture/expected.js';
import { job, jobs } from '../fixture/paths.js';
import { until } from '../fixture/until.js';
import { all } from '../generations.js';
import type { Scenario } from '../scenario.js';

const freshTimeoutMs = 3_000;

/** Reads that a peer answers from a cache which is behind. */
export const freshnessScenarios: readonly Scenario[] = [
  {
    id: 'S34',
    releases: all,
    title: 'a peer whose cache is behind: 504 after three seconds',
    run: async ({ release, ground, ownPlane }) => {
      const plane = await ownPlane({
        members: { c: { flags: { 'skewplane-control-key-file': ground.controlKeyFile } } },
      });
      const { a, b, c } = plane;
      const faults = (staleCaches: readonly object[]) =>
        c.request('/skewplane/v1alpha1/faults', { method: 'PUT', body: { staleCaches } });
      await c.request(jobs); // its cache of jobs is there
      expect((await faults([{ id: 'behind', resources: ['jobs.batch'] }])).status).toBe(200);
      const current = (await c.request(`${jobs}?resourceVersion=0`)).json.metadata.resourceVersion;
      const made = await b.request(jobs, { method: 'POST', body: job('newer') });
      expect(made.status).toBe(201);
      const wanted = made.json.metadata.resourceVersion;
      expect(Number(wanted)).toBeGreaterThan(Number(current));

      await plane.aimedAt('c', async () => {
        const path = `${jobs}?resourceVersion=${wanted}&resourceVersionMatch=NotOlderThan`;
        const seen = c.tap.requests(path).length;
        const growth = await a.growthDuring(async () => {
          let isOver = false;
          const asked = a.request(path).finally(() => {
            isOver = true;
          });
          await until(
            () => c.tap.requests(path).length > seen,
            () => 'C is asked',
          );
          await c.clock.advance(freshTimeoutMs - 500);
          expect(isOver).toBe(false);
          await c.clock.advance(500);
          const answer = await asked;
          expectStatus(answer, {
            kind: 'Status',
            apiVersion: 'v1',
            metadata: {},
            status: 'Failure',
            message: `Timeout: Too large resource version: ${wanted}, current: ${current}`,
            reason: 'Timeout',
            details: {
              causes: [
                { reason: 'ResourceVersionTooLarge', message: 'Too large resource version' },
              ],
              retryAfterSeconds: 1,
            },
            code: 504,
          });
          expect(answer.values('retry-after')).toEqual(['1']);
        });
        expect(growth).toEqual({ [rerouted(release, 504)]: 1 });
      });
      expect((await faults([])).status).toBe(200);
    },
  },
];
