import { createHash } from 'node:crypto';
import { discoveryPriorities } from '@skewplane/api';
import { describe, expect, it } from 'vitest';
import { DiscoveryDocuments } from './discovery-documents.js';
import { bytesOfVersion, cachingHeaders } from './encode-groups.js';
import { builtInScopes, customScope, fakeLookup } from './testing/fake-lookup.js';

function documents(minor: number, scopes = builtInScopes(minor)) {
  const lookup = fakeLookup(scopes);
  const made = new DiscoveryDocuments({
    lookup,
    priorities: discoveryPriorities(minor),
    binaryMinor: minor,
  });
  return { lookup, made };
}

const jobs = (minor: number) =>
  builtInScopes(minor).filter(({ gvr }) => gvr.resource === 'jobs' || gvr.resource === 'pods');

describe('aggregated documents', () => {
  it('are written as kubernetes/api apidiscovery/v2/types.go lays them out', () => {
    const { made } = documents(34, jobs(34));
    expect(made.localApis().bytes.toString()).toBe(
      '{"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","metadata":{},"items":[' +
        '{"metadata":{"name":"batch"},"versions":[{"version":"v1","resources":[{"resource":"jobs",' +
        '"responseKind":{"group":"","version":"","kind":"Job"},"scope":"Namespaced","singularResource":"job",' +
        '"verbs":["create","delete","deletecollection","get","list","patch","update","watch"],"categories":["all"],' +
        '"subresources":[{"subresource":"status","responseKind":{"group":"","version":"","kind":"Job"},' +
        '"verbs":["get","patch","update"]}]}],"freshness":"Current"}]}]}\n',
    );
  });

  it.each([
    [
      33,
      '{"metadata":{"name":"batch","creationTimestamp":null}',
      '{"metadata":{"creationTimestamp":null}',
    ],
    [34, '{"metadata":{"name":"batch"}', '{"metadata":{}'],
  ])('1.%i begins its groups with %s and %s', (minor, apis, api) => {
    const { made } = documents(minor, jobs(minor));
    expect(made.localApis().bytes.toString()).toContain(`"items":[${apis},"versions"`);
    expect(made.localApi().bytes.toString()).toContain(`"items":[${api},"versions"`);
  });

  it('have an ETag over all but kind and version (aggregated/etag.go)', () => {
    const { made } = documents(36);
    const { etag, bytes } = made.localApis();
    const { metadata, items } = JSON.parse(bytes.toString()) as Record<string, unknown>;
    const hash = createHash('sha512').update(JSON.stringify({ metadata, items })).digest('hex');
    expect(etag).toBe(`"${hash.toUpperCase()}"`);
    expect(cachingHeaders(made.localApis())).toEqual({
      etag,
      vary: 'Accept',
      'cache-control': 'public',
    });
  });

  it('differ between versions of the list in the version only', () => {
    const { made } = documents(32);
    const beta = bytesOfVersion(made.localApis(), 'v2beta1').toString();
    const v2 = bytesOfVersion(made.localApis(), 'v2').toString();
    expect(beta).toContain('"apiVersion":"apidiscovery.k8s.io/v2beta1"');
    expect(beta.replace('apidiscovery.k8s.io/v2beta1', 'apidiscovery.k8s.io/v2')).toBe(v2);
  });

  it('spell out kinds of other groups, and of custom resources (installer.go)', () => {
    const { made } = documents(36, [
      ...builtInScopes(36).filter(({ gvr }) => gvr.resource === 'replicasets'),
      customScope('example.com', 'v1', 'Foo', {
        shortNames: ['fo'],
        subresources: [
          {
            name: 'status',
            kind: { group: 'example.com', version: 'v1', kind: 'Foo' },
            verbs: ['get', 'patch', 'update'],
          },
        ],
      }),
    ]);
    const [apps, custom] = made.apis();
    expect(apps?.versions[0]?.resources[0]?.subresources?.map((each) => each.responseKind)).toEqual(
      [
        { group: 'autoscaling', version: 'v1', kind: 'Scale' },
        { group: '', version: '', kind: 'ReplicaSet' },
      ],
    );
    const foo = { group: 'example.com', version: 'v1', kind: 'Foo' };
    expect(custom?.versions[0]?.resources).toEqual([
      {
        resource: 'foos',
        responseKind: foo,
        scope: 'Namespaced',
        singularResource: 'foo',
        // kubernetes/apiextensions-apiserver pkg/apiserver/customresource_discovery_controller.go
        verbs: ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'],
        shortNames: ['fo'],
        subresources: [
          { subresource: 'status', responseKind: foo, verbs: ['get', 'patch', 'update'] },
        ],
      },
    ]);
  });
});

describe('keeping documents', () => {
  it('makes them once per change of the resource table', () => {
    const { lookup, made } = documents(36, jobs(36));
    const before = made.localApis();
    expect(made.localApis()).toBe(before);
    lookup.set([...jobs(36), customScope('example.com', 'v1', 'Foo')]);
    expect(made.localApis().etag).not.toBe(before.etag);
    expect(made.apis().map(({ metadata }) => metadata.name)).toEqual(['batch', 'example.com']);
    lookup.set(jobs(36));
    expect(made.localApis().etag).toBe(before.etag);
  });

  it('tells listeners after the change, until they leave', () => {
    const { lookup, made } = documents(36, jobs(36));
    const seen: number[] = [];
    const stop = made.onChange(() => seen.push(made.apis().length));
    lookup.set([...jobs(36), customScope('example.com', 'v1', 'Foo')]);
    stop();
    lookup.set([]);
    expect(seen).toEqual([2]);
  });

  it('stops following when closed', () => {
    const { lookup, made } = documents(36, jobs(36));
    const before = made.localApis();
    made.close();
    lookup.set([]);
    expect(made.localApis()).toBe(before);
  });
});

describe('resource lists', () => {
  it('are made for what is served only, and follow the table', () => {
    const { lookup, made } = documents(36, jobs(36));
    const batch = { group: 'batch', version: 'v1' };
    expect(made.resourceList({ group: 'batch', version: 'v9' })).toBeUndefined();
    expect(made.resourceList(batch)).toBe(made.resourceList(batch));
    lookup.set([]);
    expect(made.resourceList(batch)).toBeUndefined();
  });
});
