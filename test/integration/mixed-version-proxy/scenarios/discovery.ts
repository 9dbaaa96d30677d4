import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { expectPageNotFound } from '../fixture/expected.js';
import type { WireAnswer } from '../fixture/http-client.js';
import type { Member } from '../fixture/member.js';
import { aggregatedAccept, jobs } from '../fixture/paths.js';
import { until } from '../fixture/until.js';
import { all, releases, since35 } from '../generations.js';
import type { Scenario } from '../scenario.js';

const misses = 'aggregator_discovery_peer_aggregated_cache_misses_total';
const hits = 'aggregator_discovery_peer_aggregated_cache_hits_total';
const nopeers = 'aggregator_discovery_nopeer_requests_total';

const discover = (
  member: Member,
  { path = '/apis', nopeer = false, headers = {} } = {},
): Promise<WireAnswer> =>
  member.request(path, {
    headers: {
      accept: nopeer ? `${aggregatedAccept};profile=nopeer` : aggregatedAccept,
      ...headers,
    },
  });

interface Version {
  readonly version: string;
  readonly resources: readonly { readonly resource: string }[];
}

/** The core group has no name at all. */
const nameOf = (metadata: { readonly name?: string }): string => metadata.name ?? '';

/** `batch/v1/jobs` and so on. */
const resourcesIn = ({ json }: WireAnswer): string[] =>
  json.items.flatMap(({ metadata, ...group }) =>
    (group['versions'] as readonly Version[]).flatMap(({ version, resources }) =>
      resources.map(({ resource }) => `${nameOf(metadata)}/${version}/${resource}`),
    ),
  );

/** Status and headers of spec 4.2 and 4.5. */
function expectDocument(answer: WireAnswer): void {
  const { kind, apiVersion, ...list } = answer.json;
  expect({ kind, apiVersion }).toEqual({
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
  });
  const hash = createHash('sha512').update(JSON.stringify(list)).digest('hex').toUpperCase();
  expect({
    status: answer.status,
    type: answer.headers['content-type'],
    etag: answer.headers.etag,
    vary: answer.values('vary'),
    cacheControl: answer.values('cache-control'),
  }).toEqual({
    status: 200,
    type: aggregatedAccept,
    etag: `"${hash}"`,
    vary: ['Accept'],
    cacheControl: ['public'],
  });
}

/** Discovery of one server and of all. */
export const discoveryScenarios: readonly Scenario[] = [
  {
    id: 'S04',
    releases: all,
    title: 'a group-version of others is 404 on A, though its group is listed',
    run: async ({ sharedPlane }) => {
      const { a, b, c } = await sharedPlane();
      const seen = () =>
        [b, c].flatMap(({ tap }) =>
          tap.requests('/apis/batch/v1').filter(({ url }) => url === '/apis/batch/v1'),
        );
      const before = seen().length;
      const growth = await a.growthDuring(async () => {
        expectPageNotFound(await a.request('/apis/batch/v1', { user: 'alice' }));
        const { status, json } = await a.request('/apis/batch', { user: 'alice' });
        const v1 = { groupVersion: 'batch/v1', version: 'v1' };
        expect({ status, json }).toEqual({
          status: 200,
          json: {
            kind: 'APIGroup',
            apiVersion: 'v1',
            name: 'batch',
            versions: [v1],
            preferredVersion: v1,
          },
        });
      });
      expect(growth).toEqual({});
      expect(seen()).toHaveLength(before);
    },
  },
  {
    id: 'S18',
    releases: since35,
    title: 'the merged document is made once and kept; nopeer asks for that of A alone',
    run: async ({ ownPlane }) => {
      const { a } = await ownPlane();
      const growth = await a.growthDuring(async () => {
        for (let time = 0; time < 3; time++) {
          const answer = await discover(a);
          expectDocument(answer);
          expect(resourcesIn(answer)).toContain('batch/v1/jobs');
        }
      });
      expect(growth).toEqual({ [misses]: 1, [hits]: 2 });
      const growthOfOne = await a.growthDuring(async () => {
        const answer = await discover(a, { nopeer: true });
        expectDocument(answer);
        const groups = answer.json.items.map(({ metadata }) => metadata.name);
        expect(groups).not.toContain('batch');
        expect(groups).toContain('apps');
      });
      expect(growthOfOne).toEqual({ [nopeers]: 1 });
    },
  },
  {
    id: 'S19',
    releases: since35,
    title: 'the ETag holds until a peer comes back with more',
    run: async ({ release, ownPlane }) => {
      const plane = await ownPlane();
      const { a, b } = plane;
      const { etag = '' } = (await discover(a)).headers;
      const asBefore = { headers: { 'if-none-match': etag } };
      const unchanged = await discover(a, asBefore);
      expect({ status: unchanged.status, text: unchanged.text }).toEqual({ status: 304, text: '' });

      // A process of 1.35 or later deletes its Lease when it stops and makes another when it starts.
      await b.stop();
      await b.start({
        minor: release.minor,
        runtimeConfig: ['internal.apiserver.k8s.io/v1alpha1=true'],
      });
      await plane.settled();
      const changed = await discover(a, asBefore);
      expectDocument(changed);
      expect(changed.headers.etag).not.toBe(etag);
      expect(resourcesIn(changed)).toContain('internal.apiserver.k8s.io/v1alpha1/storageversions');
    },
  },
  {
    id: 'S20',
    releases: since35,
    title: 'what is not aggregated, and /api, is never merged',
    run: async ({ sharedPlane }) => {
      const { a } = await sharedPlane();
      const plain = async () => {
        const { status, json, headers } = await a.request('/apis', {
          headers: { accept: 'application/json' },
        });
        expect({ status, kind: json.kind, type: headers['content-type'] }).toEqual({
          status: 200,
          kind: 'APIGroupList',
          type: 'application/json',
        });
        return (json['groups'] as readonly { readonly name: string }[]).map(({ name }) => name);
      };
      expect(await a.growthDuring(plain)).toEqual({});
      expect(await plain()).toContain('batch');

      const growth = await a.growthDuring(async () => {
        const [merged, own] = [
          await discover(a, { path: '/api' }),
          await discover(a, { path: '/api', nopeer: true }),
        ];
        expectDocument(merged);
        expectDocument(own);
        expect(merged.text).toBe(own.text);
        expect(resourcesIn(own)).toContain('/v1/pods');
      });
      expect(growth).toEqual({ [nopeers]: 1 });
    },
  },
  {
    id: 'S27',
    releases: [releases.d36],
    title: 'without a peer CA B sends nothing on and merges nothing, but serves its peers',
    run: async ({ ownPlane }) => {
      const plane = await ownPlane({
        members: {
          b: { flags: { 'peer-ca-file': undefined }, runtimeConfig: ['apps/v1=false'] },
        },
      });
      const { a, b } = plane;
      expectPageNotFound(await b.request('/apis/apps/v1/namespaces/default/deployments'));
      const growth = await b.growthDuring(async () => {
        const [document, own] = [await discover(b), await discover(b, { nopeer: true })];
        expectDocument(document);
        expect(document.text).toBe(own.text);
        const groups = document.json.items.map(({ metadata }) => metadata.name);
        expect(groups).toContain('batch');
        expect(groups).not.toContain('apps');
      });
      expect(Object.keys(growth)).not.toEqual(expect.arrayContaining([hits]));
      expect(Object.keys(growth)).not.toEqual(expect.arrayContaining([misses]));
      await plane.aimedAt('b', async () => {
        const seen = b.tap.requests(jobs).length;
        expect((await a.request(jobs)).status).toBe(200);
        expect(b.tap.requests(jobs)).toHaveLength(seen + 1);
      });
    },
  },
  {
    id: 'S33',
    releases: all,
    title: 'a restarted A deletes the APIService of what it does not serve',
    run: async ({ release, ownPlane }) => {
      const plane = await ownPlane();
      const { a, b, c } = plane;
      const path = '/apis/apiregistration.k8s.io/v1/apiservices/v1.batch';
      const { json } = await b.request(path);
      expect(json.metadata['labels']).toEqual({
        'kube-aggregator.kubernetes.io/automanaged': 'onstart',
      });
      await a.stop();
      await a.start();
      await plane.settled();
      await until(
        async () => (await b.request(path)).status === 404,
        () => 'A deletes v1.batch',
      );
      for (const member of [a, b, c]) {
        await until(
          async () => !(await plainGroups(member)).includes('batch'),
          () => `${member.hostname} lists batch no more`,
        );
      }
      const { status, json: group } = await b.request('/apis/batch');
      expect({ status, kind: group.kind, name: group['name'] }).toEqual({
        status: 200,
        kind: 'APIGroup',
        name: 'batch',
      });
      expectPageNotFound(await a.request('/apis/batch'));
      expect((await b.request(jobs)).status).toBe(200);
      expect(resourcesIn(await discover(b, { nopeer: release.minor >= 35 }))).toContain(
        'batch/v1/jobs',
      );
      expect((await b.request(path)).status).toBe(404);

      await b.stop();
      await b.start();
      await plane.settled();
      await until(
        async () => (await a.request(path)).status === 200,
        () => 'B makes v1.batch again',
      );
    },
  },
];

/** Names in the APIGroupList. */
async function plainGroups(member: Member): Promise<string[]> {
  const { json } = await member.request('/apis', { headers: { accept: 'application/json' } });
  return (json['groups'] as readonly { readonly name: string }[]).map(({ name }) => name);
}
