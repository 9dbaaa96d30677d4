import { expect } from 'vitest';
import { systemClock } from '../../../../packages/apimachinery/src/index.js';
import { RestClient } from '../../../../packages/client/src/index.js';
import { storageVersionGc } from '../../../../packages/controllers/src/storage-version-gc/storage-version-gc.js';
import { silentLogger } from '../../silent-logger.js';
import { customResource, definition, foos } from '../fixture/custom-resource.js';
import { expectStatus } from '../fixture/expected.js';
import type { Member } from '../fixture/member.js';
import { leases } from '../fixture/paths.js';
import {
  statusOf,
  storageVersions,
  type StorageVersionStatus,
} from '../fixture/storage-versions.js';
import { until } from '../fixture/until.js';
import { releases } from '../generations.js';
import type { Scenario } from '../scenario.js';
import type { Skew3 } from '../skew3.js';

const deployments = '/apis/apps/v1/namespaces/default/deployments';
const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const reviews = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
const ofDeployments = `${storageVersions}/apps.deployments`;
const hourMs = 3_600_000;
const passMs = 600_000;

async function readStatus(asked: Member): Promise<StorageVersionStatus | undefined> {
  const { status, json } = await asked.request(ofDeployments);
  return status === 404 ? undefined : statusOf(json);
}

/** What an entry says of a server that knows two versions of deployments. */
const entry = (serverId: string, encodingVersion: string, ...servedVersions: string[]) => ({
  apiServerID: serverId,
  encodingVersion,
  decodableVersions: ['apps/v1', 'apps/v1beta2', 'apps/v1beta1'],
  servedVersions,
});

async function createLease({ a, b }: Skew3): Promise<void> {
  const made = await b.request(leases, {
    method: 'POST',
    body: {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: {
        name: a.serverId,
        labels: { 'apiserver.kubernetes.io/identity': 'kube-apiserver' },
      },
      spec: {
        holderIdentity: `${a.serverId}_old`,
        leaseDurationSeconds: 3600,
        renewTime: `${new Date().toISOString().slice(0, 23)}000Z`,
      },
    },
  });
  expect(made.status).toBe(201);
}

/** Runs the collector of the controllers over this server while `work` runs. */
async function collecting(plane: Skew3, asked: Member, work: () => Promise<void>): Promise<void> {
  const { cert = '', key = '' } = plane.users.admin;
  const client = new RestClient(
    {
      server: asked.url,
      ca: Buffer.from(plane.ca),
      cert: Buffer.from(cert),
      key: Buffer.from(key),
    },
    { userAgent: 'test' },
  );
  const stop = new AbortController();
  const collected = storageVersionGc(
    { client, clock: systemClock, logger: silentLogger, random: Math.random },
    stop.signal,
  );
  try {
    await work();
  } finally {
    stop.abort();
    await collected;
    await client.close();
  }
}

/** What releases up to 1.32 tell each other of what they write. */
export const storageVersionScenarios: readonly Scenario[] = [
  {
    id: 'S29',
    releases: [releases.sv],
    title: 'until A has told of its storage versions, writes of those wait',
    run: async ({ release, preparedPlane }) => {
      const plane = await preparedPlane();
      const { a, b } = plane;
      await b.start();
      await plane.settled();
      expect((await b.request(definitions, { method: 'POST', body: definition })).status).toBe(201);
      await until(
        async () => (await b.request(foos)).status === 200,
        () => 'B serves foos',
      );

      // Its identity Lease is not there when A looks for the first time.
      await a.start({
        minor: release.minor,
        runtimeConfig: ['batch/v1=false'],
        flags: { 'skewplane-timer': 'storageVersionLeasePoll=1h' },
      });
      await until(
        async () => (await a.request(foos)).status === 200,
        () => 'A serves foos',
      );
      const body = {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'd' },
        spec: {
          selector: { matchLabels: { app: 'd' } },
          template: {
            metadata: { labels: { app: 'd' } },
            spec: { containers: [{ name: 'main', image: 'example.com/main' }] },
          },
        },
      };
      const create = () => a.request(deployments, { method: 'POST', body });
      const refused = await create();
      expectStatus(refused, {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message:
          'wait for storage version registration to complete for resource: deployments.apps, last seen error: <nil>',
        reason: 'ServiceUnavailable',
        code: 503,
      });
      const missing = await a.request(`${deployments}/d`);
      expect({ status: missing.status, details: missing.json['details'] }).toEqual({
        status: 404,
        details: { name: 'd', group: 'apps', kind: 'deployments' },
      });
      expect((await a.request(deployments)).status).toBe(200);
      const lease = {
        apiVersion: 'coordination.k8s.io/v1',
        kind: 'Lease',
        metadata: { name: 'l' },
      };
      const put = await a.request(`${leases}/l`, { method: 'PUT', body: lease });
      expect(put.status).toBe(201);
      const review = await a.request(reviews, {
        method: 'POST',
        body: {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SubjectAccessReview',
          spec: { user: 'bob', nonResourceAttributes: { path: '/', verb: 'get' } },
        },
      });
      expect(review.status).toBe(201);
      const custom = await a.request(foos, { method: 'POST', body: customResource('f') });
      expect(custom.status).toBe(201);

      await a.clock.advance(hourMs);
      await plane.settled();
      expect((await create()).status).toBe(201);
    },
  },
  {
    id: 'S30',
    releases: [releases.sv],
    title: 'one encoding that all agree on, or none, and servers that are gone',
    run: async ({ preparedPlane }) => {
      const plane = await preparedPlane();
      const { a, b, c } = plane;
      const idsOf = (status: StorageVersionStatus | undefined) =>
        status?.storageVersions?.map(({ apiServerID }) => apiServerID).sort();
      await b.start();
      await c.start();
      await plane.settled();
      await until(
        async () => (await readStatus(b))?.storageVersions?.length === 2,
        () => 'B and C have told of deployments',
      );

      // An A of older make says what it writes; the next pass of B finds that they do not agree.
      await createLease(plane);
      const { json } = await b.request(ofDeployments);
      const { commonEncodingVersion, ...told } = statusOf(json);
      expect(commonEncodingVersion).toBe('apps/v1');
      const body = {
        ...json,
        status: {
          ...told,
          storageVersions: [
            ...(told.storageVersions ?? []),
            entry(a.serverId, 'apps/v1beta2', 'apps/v1beta2'),
          ],
        },
      };
      const put = await b.request(`${ofDeployments}/status`, { method: 'PUT', body });
      expect(put.status).toBe(200);
      await b.clock.advance(passMs);
      await until(
        async () => (await readStatus(b))?.conditions?.[0]?.['status'] === 'False',
        () => 'the condition turns',
      );
      // No observedGeneration: upstream's strategy gives these objects no generation.
      const differing = await readStatus(b);
      expect(differing?.commonEncodingVersion).toBeUndefined();
      expect(differing?.conditions).toEqual([
        {
          type: 'AllEncodingVersionsEqual',
          status: 'False',
          lastTransitionTime: expect.any(String) as string,
          reason: 'CommonEncodingVersionUnset',
          message: 'Common encoding version unset',
        },
      ]);

      await a.clock.advance(passMs + 5_000); // times of conditions are full seconds
      await a.start();
      await until(
        async () => (await readStatus(b))?.commonEncodingVersion !== undefined,
        () => 'all encode alike',
      );
      const equal = await readStatus(b);
      expect(equal?.commonEncodingVersion).toBe('apps/v1');
      expect(equal?.conditions).toEqual([
        {
          type: 'AllEncodingVersionsEqual',
          status: 'True',
          lastTransitionTime: expect.any(String) as string,
          reason: 'CommonEncodingVersionSet',
          message: 'Common encoding version set',
        },
      ]);
      expect(equal?.conditions?.[0]?.['lastTransitionTime']).not.toBe(
        differing?.conditions?.[0]?.['lastTransitionTime'],
      );
      expect(idsOf(equal)).toEqual([a, b, c].map(({ serverId }) => serverId).sort());

      await a.stop();
      await collecting(plane, b, async () => {
        await b.request(`${leases}/${a.serverId}`, { method: 'DELETE' });
        const left = [b, c].map(({ serverId }) => serverId).sort();
        await until(
          async () => (await readStatus(b))?.storageVersions?.length === left.length,
          () => 'A is taken out',
        );
        const without = await readStatus(b);
        expect(idsOf(without)).toEqual(left);
        expect(without?.commonEncodingVersion).toBe('apps/v1');
        expect(without?.conditions).toEqual(equal?.conditions);

        await c.stop();
        for (const { serverId } of [c, b]) {
          await b.request(`${leases}/${serverId}`, { method: 'DELETE' });
        }
        await until(
          async () => (await readStatus(b)) === undefined,
          () => 'the object is deleted',
        );
      });
    },
  },
];
