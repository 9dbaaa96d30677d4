import { expect, it } from 'vitest';
import { decodeDiscovery } from './decode-discovery.js';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value));

// Spec 3.4.3 and 4.2: releases differ in what they leave out, their content must compare equal.
it('brings what an older release sent into one form', () => {
  const body = encode({
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: [
      {
        metadata: { name: 'batch', creationTimestamp: null },
        versions: [
          {
            version: 'v1',
            resources: [
              {
                verbs: ['get'],
                resource: 'jobs',
                responseKind: { group: 'batch', version: 'v1', kind: 'Job' },
                scope: 'Namespaced',
                singularResource: 'job',
                shortNames: [],
              },
            ],
            freshness: 'Current',
          },
        ],
      },
    ],
  });
  expect(JSON.stringify(decodeDiscovery(body))).toBe(
    JSON.stringify([
      {
        metadata: { name: 'batch' },
        versions: [
          {
            version: 'v1',
            resources: [
              {
                resource: 'jobs',
                responseKind: { group: 'batch', version: 'v1', kind: 'Job' },
                scope: 'Namespaced',
                singularResource: 'job',
                verbs: ['get'],
              },
            ],
            freshness: 'Current',
          },
        ],
      },
    ]),
  );
});

it.each([
  ['the unaggregated form', encode({ kind: 'APIGroupList', apiVersion: 'v1', groups: [] })],
  ['something that is no object', encode([])],
  ['something that is no JSON', Buffer.from('404 page not found\n')],
])('does not decode %s', (_name, body) => {
  expect(() => decodeDiscovery(body)).toThrow(/^error decoding discovery response: /);
});
