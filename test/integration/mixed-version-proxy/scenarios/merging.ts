import { expect } from 'vitest';
import { serverIdFor } from '../../../../packages/apiserver/src/peer-proxy/server-id.js';
import { joinAsFakePeer, type DiscoveryGroup } from '../fixture/fake-peer.js';
import { aggregatedAccept } from '../fixture/paths.js';
import { until } from '../fixture/until.js';
import { since35 } from '../generations.js';
import type { Scenario, ScenarioContext } from '../scenario.js';
import type { Skew3 } from '../skew3.js';

/** Two peers that are not ours, the one with the lower ID first. */
const hostnames = ['test-server-a', 'test-server-b'].sort((x, y) =>
  serverIdFor(x) < serverIdFor(y) ? -1 : 1,
);

const kind = { group: 'g.example.com', version: 'v1', kind: 'R' };
const subresource = (name: string, ...verbs: string[]) => ({
  subresource: name,
  responseKind: kind,
  verbs,
});

const group = (
  name: string,
  resource: object = { ...plain, resource: 'things' },
): DiscoveryGroup => ({
  metadata: { name },
  versions: [{ version: 'v1', resources: [resource], freshness: 'Current' }],
});

const plain = {
  resource: 'r',
  responseKind: kind,
  scope: 'Namespaced',
  singularResource: 'r',
};

/** The merged documents of A, B and C while two peers more tell of these groups. */
async function mergedWith(
  { ground, sharedPlane }: ScenarioContext,
  [ofFirst, ofSecond]: readonly [readonly DiscoveryGroup[], readonly DiscoveryGroup[]],
  look: (documents: readonly (readonly DiscoveryGroup[])[]) => void,
): Promise<void> {
  const plane: Skew3 = await sharedPlane();
  const [first = '', second = ''] = hostnames;
  const peers = [
    await joinAsFakePeer(plane, ground, { hostname: first, groups: ofFirst }),
    await joinAsFakePeer(plane, ground, { hostname: second, groups: ofSecond }),
  ];
  try {
    const wanted = [...ofFirst, ...ofSecond].map(({ metadata }) => metadata.name);
    for (const member of plane.members) {
      await until(
        async () => {
          const known = await member.mergedGroups();
          return wanted.every((name) => known.includes(name));
        },
        () => `${member.hostname} has heard of both`,
      );
    }
    await plane.settled();
    const headers = { accept: aggregatedAccept };
    const answers = await Promise.all(
      plane.members.map((member) => member.request('/apis', { headers })),
    );
    // One and the same document, whoever is asked.
    const [etag] = answers.map((answer) => answer.headers.etag);
    expect(answers.map((answer) => answer.headers.etag)).toEqual([etag, etag, etag]);
    look(answers.map(({ json }) => json.items as unknown as readonly DiscoveryGroup[]));
  } finally {
    for (const peer of peers) await peer.leave();
    for (const member of plane.members) {
      await until(
        async () => !(await member.mergedGroups()).some((name) => name.endsWith('.example.com')),
        () => `${member.hostname} forgets both`,
      );
    }
  }
}

/** How documents of several servers become one (spec 4.4). */
export const mergingScenarios: readonly Scenario[] = [
  {
    id: 'S21',
    releases: since35,
    title: 'one resource told of in two ways',
    run: (context) => {
      const ofFirst = group('g.example.com', {
        ...plain,
        verbs: ['get', 'list'],
        shortNames: ['ra'],
        subresources: [subresource('status', 'get')],
      });
      const ofSecond = group('g.example.com', {
        ...plain,
        verbs: ['watch', 'get'],
        shortNames: ['rb'],
        subresources: [subresource('status', 'get', 'patch'), subresource('log', 'get')],
      });
      return mergedWith(context, [[ofFirst], [ofSecond]], (documents) => {
        for (const groups of documents) {
          expect(groups.find(({ metadata }) => metadata.name === 'g.example.com')).toEqual(
            group('g.example.com', {
              ...plain,
              verbs: ['get', 'list', 'watch'],
              shortNames: ['ra'],
              subresources: [subresource('log', 'get'), subresource('status', 'get', 'patch')],
            }),
          );
        }
      });
    },
  },
  {
    id: 'S22',
    releases: since35,
    title: 'the order of groups is one that all lists agree with',
    run: (context) => {
      const list = (...names: string[]) => names.map((name) => group(name));
      const first = list('apps', 'batch', 'zeta.example.com');
      const second = list('apps', 'alpha.example.com', 'zeta.example.com');
      const named = new Set([...first, ...second].map(({ metadata }) => metadata.name));
      return mergedWith(context, [first, second], (documents) => {
        for (const groups of documents) {
          const names = groups
            .map(({ metadata }) => metadata.name)
            .filter((name) => named.has(name));
          expect(names).toEqual(['apps', 'alpha.example.com', 'batch', 'zeta.example.com']);
        }
      });
    },
  },
];
