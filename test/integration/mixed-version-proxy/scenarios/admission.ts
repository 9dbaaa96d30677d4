import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { apiserverFlags } from '../../../../packages/apiserver/src/flags.js';
import { rerouted } from '../fixture/expected.js';
import { job, jobs } from '../fixture/paths.js';
import { startWebhook } from '../fixture/webhook.js';
import { all } from '../generations.js';
import type { Scenario } from '../scenario.js';

const configurations = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations';
const policyFlag = 'audit-policy-file';

/** Everything at level Request, once servers take a policy; until then all of them audit at Metadata. */
async function auditFlags(directory: string): Promise<Readonly<Record<string, string>>> {
  if (!apiserverFlags.some(({ name }) => name === policyFlag)) return {};
  const path = join(directory, 'audit-policy.yaml');
  const policy = {
    apiVersion: 'audit.k8s.io/v1',
    kind: 'Policy',
    omitStages: ['RequestReceived'],
    rules: [{ level: 'Request' }],
  };
  await writeFile(path, JSON.stringify(policy));
  return { [policyFlag]: path };
}

/** What happens at the destination alone. */
export const admissionScenarios: readonly Scenario[] = [
  {
    id: 'S15',
    releases: all,
    title: 'an object is admitted and stored once, by the peer',
    run: async ({ release, ground, ownPlane }) => {
      const flags = await auditFlags(ground.pki.directory);
      const plane = await ownPlane({ members: { a: { flags }, b: { flags }, c: { flags } } });
      const { a, b, c } = plane;
      const posts = () =>
        [b, c].flatMap(({ tap }) => tap.requests(jobs).filter(({ method }) => method === 'POST'));
      /** Requests that had reached a peer when the webhook was called, call by call. */
      const calls: number[] = [];
      const webhook = await startWebhook(ground, () => calls.push(posts().length));
      try {
        const configured = await a.request(configurations, {
          method: 'POST',
          body: webhook.configuration,
        });
        expect(configured.status, configured.text).toBe(201);
        // B and C have seen the configuration when they call it; dry runs store nothing.
        for (const peer of [b, c]) {
          await expect
            .poll(
              async () =>
                (await peer.request(`${jobs}?dryRun=All`, { method: 'POST', body: job('probe') }))
                  .json.metadata['labels'],
              { timeout: 20_000 },
            )
            .toEqual({ mutated: 'yes' });
        }
        const before = posts().length;
        calls.length = 0;

        let auditId = '';
        const growth = await a.growthDuring(async () => {
          const { status, json, values } = await a.request(jobs, {
            method: 'POST',
            body: job('one'),
            user: 'alice',
          });
          [auditId = ''] = values('audit-id');
          expect({ status, labels: json.metadata['labels'] }).toEqual({
            status: 201,
            labels: { mutated: 'yes' },
          });
        });
        expect(growth).toEqual({ [rerouted(release, 201)]: 1 });
        expect(calls).toEqual([before + 1]);
        expect(posts()).toHaveLength(before + 1);
        const stored = await plane.keys.kv.list('jobs/default/');
        expect(stored.map(({ key }) => key)).toEqual(['jobs/default/one']);

        const source = await a.auditOf(auditId);
        expect(source.responseStatus.code).toBe(201);
        expect(source.requestObject).toBeUndefined();
        const [peer] = [b, c].filter(({ tap }) =>
          tap.requests(jobs).some(({ values }) => values('audit-id').includes(auditId)),
        );
        const destination = await peer?.auditOf(auditId);
        expect(destination?.responseStatus.code).toBe(201);
        expect(destination?.requestObject === undefined).toBe(Object.keys(flags).length === 0);
      } finally {
        await webhook.close();
      }
    },
  },
];
