import { discoveryPriorities } from '@skewplane/api';
import { describe, expect, it } from 'vitest';
import { apiGroup, apiGroupList, apiVersions, registeredGroups } from './api-groups.js';
import { apiResourceList } from './api-resource-list.js';
import { groupVersionsOf, rankGroups } from './group-versions.js';
import { rootPaths } from './root-paths.js';
import { storageVersionHash } from './storage-version-hash.js';
import { builtInScopes, customScope } from './testing/fake-lookup.js';

const scopes = builtInScopes(36);
const groupVersions = groupVersionsOf(scopes, discoveryPriorities(36));
const ranked = rankGroups(groupVersions);
const registered = groupVersions.filter(({ group }) => group !== 'apiregistration.k8s.io');

describe('groups: kubernetes/kube-aggregator pkg/apiserver/handler_apis.go', () => {
  it('are listed without the core group, each with its preferred version', () => {
    const { kind, apiVersion, groups } = apiGroupList(registered);
    expect([kind, apiVersion]).toEqual(['APIGroupList', 'v1']);
    expect(groups.map(({ name }) => name).slice(0, 2)).toEqual(['apiregistration.k8s.io', 'apps']);
    expect(JSON.stringify(groups.find(({ name }) => name === 'autoscaling'))).toBe(
      '{"name":"autoscaling","versions":[{"groupVersion":"autoscaling/v2","version":"v2"},' +
        '{"groupVersion":"autoscaling/v1","version":"v1"}],' +
        '"preferredVersion":{"groupVersion":"autoscaling/v2","version":"v2"}}',
    );
  });

  // kubernetes/kube-aggregator pkg/apis/apiregistration/v1/helper/helpers.go, SortedByGroupAndVersion
  it('go by the name of their first APIService, which starts with the version', () => {
    const one = (version: string, group: string, groupPriority = 1000, versionPriority = 15) => ({
      ...{ version, group, groupPriority, versionPriority },
    });
    expect(
      registeredGroups([
        one('v1beta1', 'a.example.com'),
        one('v1', 'b.example.com', 1000, 10),
        one('v2', 'b.example.com', 1000, 10),
        one('v1alpha1', 'b.example.com', 1000, 20),
        one('v1', 'c.example.com', 2000),
      ]),
    ).toEqual([
      { group: 'c.example.com', versions: ['v1'] },
      { group: 'b.example.com', versions: ['v1alpha1', 'v2', 'v1'] },
      { group: 'a.example.com', versions: ['v1beta1'] },
    ]);
  });

  it('are listed as long as an APIService names them, served or not', () => {
    const gone = { group: 'gone.example.com', version: 'v1', groupPriority: 1, versionPriority: 1 };
    expect(apiGroupList([gone]).groups.map(({ name }) => name)).toEqual([
      'apiregistration.k8s.io',
      'gone.example.com',
    ]);
  });

  it('stand alone with kind and version', () => {
    expect(JSON.stringify(apiGroup(ranked, 'batch'))).toBe(
      '{"kind":"APIGroup","apiVersion":"v1","name":"batch",' +
        '"versions":[{"groupVersion":"batch/v1","version":"v1"}],' +
        '"preferredVersion":{"groupVersion":"batch/v1","version":"v1"}}',
    );
  });

  it.each(['nope.example.com', ''])('have none called "%s"', (name) => {
    expect(apiGroup(ranked, name)).toBeUndefined();
  });
});

it('/api is older than apiVersion: kubernetes/apiserver pkg/endpoints/discovery/legacy.go', () => {
  expect(JSON.stringify(apiVersions(ranked, '10.0.0.1:6443'))).toBe(
    '{"kind":"APIVersions","versions":["v1"],' +
      '"serverAddressByClientCIDRs":[{"clientCIDR":"0.0.0.0/0","serverAddress":"10.0.0.1:6443"}]}',
  );
});

describe('resources: kubernetes/apiserver pkg/endpoints/discovery/version.go', () => {
  it('of the core group come without an apiVersion, sorted as paths', () => {
    const list = apiResourceList(scopes, { group: '', version: 'v1' });
    expect(Object.keys(list ?? {})).toEqual(['kind', 'groupVersion', 'resources']);
    const names = list?.resources.map(({ name }) => name) ?? [];
    expect(names.slice(names.indexOf('pods'), names.indexOf('replicationcontrollers'))).toEqual([
      'pods',
      'pods/attach',
      'pods/binding',
      'pods/ephemeralcontainers',
      'pods/eviction',
      'pods/exec',
      'pods/log',
      'pods/portforward',
      'pods/proxy',
      'pods/resize',
      'pods/status',
      'podtemplates',
    ]);
  });

  it.each([
    [
      'pods/eviction',
      '{"name":"pods/eviction","singularName":"","namespaced":true,"group":"policy","version":"v1","kind":"Eviction","verbs":["create"]}',
    ],
    [
      'pods/log',
      '{"name":"pods/log","singularName":"","namespaced":true,"kind":"Pod","verbs":["get"]}',
    ],
    [
      'bindings',
      '{"name":"bindings","singularName":"binding","namespaced":true,"kind":"Binding","verbs":["create"]}',
    ],
    [
      'configmaps',
      '{"name":"configmaps","singularName":"configmap","namespaced":true,"kind":"ConfigMap","verbs":["create","delete","deletecollection","get","list","patch","update","watch"],"shortNames":["cm"],"storageVersionHash":"qFsyl6wFWjQ="}',
    ],
  ])('%s', (name, want) => {
    const list = apiResourceList(scopes, { group: '', version: 'v1' });
    expect(JSON.stringify(list?.resources.find((each) => each.name === name))).toBe(want);
  });

  it('of a custom group come with their subresources, status first', () => {
    const kind = { group: 'example.com', version: 'v1', kind: 'Foo' };
    const custom = customScope('example.com', 'v1', 'Foo', {
      storageVersion: { group: 'example.com', version: 'v2' },
      subresources: [
        { name: 'status', kind, verbs: ['get', 'patch', 'update'] },
        {
          name: 'scale',
          kind: { group: 'autoscaling', version: 'v1', kind: 'Scale' },
          verbs: ['get', 'patch', 'update'],
        },
      ],
    });
    const list = apiResourceList([custom], { group: 'example.com', version: 'v1' });
    expect(list?.apiVersion).toBe('v1');
    expect(list?.resources.map(({ name }) => name)).toEqual(['foos', 'foos/status', 'foos/scale']);
    expect(list?.resources[0]?.storageVersionHash).toBe(
      storageVersionHash({ group: 'example.com', version: 'v2', kind: 'Foo' }),
    );
    expect(list?.resources[2]).toMatchObject({
      group: 'autoscaling',
      version: 'v1',
      kind: 'Scale',
    });
  });
});

// values a real server shows: kubernetes/kubernetes api/discovery
it.each([
  ['', 'v1', 'Endpoints', 'fWeeMqaN/OA='],
  ['', 'v1', 'ConfigMap', 'qFsyl6wFWjQ='],
  ['apiextensions.k8s.io', 'v1beta1', 'CustomResourceDefinition', 'jfWCUB31mvA='],
])('hash of "%s" %s %s is %s', (group, version, kind, hash) => {
  expect(storageVersionHash({ group, version, kind })).toBe(hash);
});

it('/ lists paths: kubernetes/apiserver pkg/server/routes/index.go', () => {
  const { paths } = rootPaths(ranked, ['/version', '/healthz', '/healthz/ping']);
  expect(paths.slice(0, 5)).toEqual([
    '/api',
    '/api/v1',
    '/apis',
    '/apis/',
    '/apis/admissionregistration.k8s.io',
  ]);
  expect(paths).toContain('/apis/batch/v1');
  expect(paths.slice(-3)).toEqual(['/healthz', '/healthz/ping', '/version']);
});
