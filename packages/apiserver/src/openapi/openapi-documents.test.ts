import { describe, expect, it } from 'vitest';
import { schemasFor } from '@skewplane/api';
import { everything } from '../discovery/testing/everything.js';
import { builtInScopes, customScope, fakeLookup } from '../discovery/testing/fake-lookup.js';
import type { ResourceScope } from '../registry/resource-scope.js';
import { OpenApiDocuments } from './openapi-documents.js';

const minors = [30, 31, 32, 33, 34, 35, 36];

function documentsOf(minor: number, scopes: readonly ResourceScope[] = builtInScopes(minor)) {
  const lookup = fakeLookup(scopes);
  const schemas = schemasFor(minor);
  return {
    lookup,
    documents: new OpenApiDocuments({ lookup, schemas, serverVersion: `v1.${String(minor)}.0` }),
  };
}

type Json = Record<string, unknown>;
interface Doc {
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Record<string, Json> };
  definitions: Record<string, Json>;
  parameters: Record<string, Json>;
  info: Json;
}
const parse = (bytes: Buffer | undefined) =>
  JSON.parse((bytes ?? Buffer.from('null')).toString()) as Doc;

/** Every `$ref` in a value. */
function references(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const each of value) references(each, found);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      if (key === '$ref' && typeof each === 'string') found.add(each);
      else references(each, found);
    }
  }
  return found;
}

const cronTab = customScope('stable.example.com', 'v1', 'CronTab');
const cronTabs: ResourceScope = {
  ...cronTab,
  schema: {
    type: 'object',
    properties: new Map([
      [
        'spec',
        {
          type: 'object',
          required: ['cron'],
          properties: new Map([
            ['cron', { type: 'string', default: '* * * * *' }],
            ['port', { type: 'int-or-string' }],
            ['free', { type: 'object', preserveUnknownFields: true, nullable: true }],
            [
              'hooks',
              {
                type: 'array',
                listType: 'map',
                listMapKeys: ['name'],
                items: { type: 'object', properties: new Map([['name', { type: 'string' }]]) },
              },
            ],
          ]),
        },
      ],
    ]),
  },
};

describe('/openapi/v3', () => {
  it('lists a document for each root, group and group-version', () => {
    const { paths } = parse(documentsOf(34).documents.index().bytes);
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['api', 'api/v1', 'apis', 'apis/apps', 'apis/apps/v1', 'version']),
    );
    expect(paths['apis/apps/v1']).toEqual({
      serverRelativeURL: expect.stringMatching(
        /^\/openapi\/v3\/apis\/apps\/v1\?hash=[0-9A-F]{128}$/,
      ) as string,
    });
  });

  it.each(minors)('1.%d: every document is whole and has the hash of the index', (minor) => {
    const { documents } = documentsOf(minor, builtInScopes(minor, everything));
    const { paths } = parse(documents.index().bytes);
    for (const [path, { serverRelativeURL }] of Object.entries(paths)) {
      const document = documents.document(path);
      expect(serverRelativeURL).toContain(document?.etag);
      const { components, paths: served } = parse(document?.bytes);
      const dangling = [...references({ components, served })].filter(
        (ref) => components.schemas[ref.replace('#/components/schemas/', '')] === undefined,
      );
      expect(dangling).toEqual([]);
    }
  });

  it('has no document for what is not served', () => {
    const { documents } = documentsOf(34);
    expect(documents.document('apis/nope/v1')).toBeUndefined();
  });

  // kubernetes/cli-runtime pkg/resource/query_param_verifier_v3.go
  it('lets kubectl find fieldValidation and dryRun on the patch of a kind', () => {
    const { paths } = parse(documentsOf(34).documents.document('apis/apps/v1')?.bytes);
    const patches = Object.values(paths).flatMap((item) => item['patch'] ?? []);
    const patch = patches.find(
      (each) => (each['x-kubernetes-group-version-kind'] as Json)['kind'] === 'Deployment',
    );
    expect(patch?.['parameters']).toEqual(
      expect.arrayContaining([
        { in: 'query', name: 'dryRun', schema: { type: 'string', uniqueItems: true } },
        { in: 'query', name: 'fieldValidation', schema: { type: 'string', uniqueItems: true } },
      ]),
    );
  });

  it('writes types with what merges and appliers need', () => {
    const { components } = parse(documentsOf(34).documents.document('api/v1')?.bytes);
    const at = (type: string, field: string) =>
      (components.schemas[`io.k8s.api.core.v1.${type}`]?.['properties'] as Json)[field];
    const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
    expect(at('Pod', 'spec')).toEqual({ allOf: [ref('io.k8s.api.core.v1.PodSpec')], default: {} });
    expect(at('PodSpec', 'affinity')).toEqual(ref('io.k8s.api.core.v1.Affinity'));
    expect(at('PodSpec', 'containers')).toEqual({
      type: 'array',
      items: { allOf: [ref('io.k8s.api.core.v1.Container')], default: {} },
      'x-kubernetes-list-map-keys': ['name'],
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-patch-merge-key': 'name',
      'x-kubernetes-patch-strategy': 'merge',
    });
    expect(at('PodSpec', 'volumes')).toMatchObject({
      'x-kubernetes-patch-strategy': 'merge,retainKeys',
    });
    expect(at('PodSpec', 'nodeSelector')).toEqual({
      type: 'object',
      additionalProperties: { type: 'string', default: '' },
      'x-kubernetes-map-type': 'atomic',
    });
    expect(at('ContainerPort', 'protocol')).toEqual({
      type: 'string',
      default: 'TCP',
      enum: ['SCTP', 'TCP', 'UDP'],
    });
    expect(components.schemas['io.k8s.apimachinery.pkg.util.intstr.IntOrString']).toEqual({
      format: 'int-or-string',
      oneOf: [{ type: 'integer' }, { type: 'string' }],
    });
    expect(
      components.schemas['io.k8s.api.core.v1.Pod']?.['x-kubernetes-group-version-kind'],
    ).toEqual([{ group: '', kind: 'Pod', version: 'v1' }]);
  });

  it('describes custom resources and follows them as they come and go', () => {
    const { documents, lookup } = documentsOf(34);
    const before = documents.index();
    expect(documents.document('apis/stable.example.com/v1')).toBeUndefined();

    lookup.set([...builtInScopes(34), cronTabs]);
    const { components, paths } = parse(documents.document('apis/stable.example.com/v1')?.bytes);
    expect(documents.index().etag).not.toBe(before.etag);
    expect(Object.keys(paths)).toEqual([
      '/apis/stable.example.com/v1/crontabs',
      '/apis/stable.example.com/v1/namespaces/{namespace}/crontabs',
      '/apis/stable.example.com/v1/namespaces/{namespace}/crontabs/{name}',
    ]);
    expect(components.schemas['com.example.stable.v1.CronTab']).toEqual({
      type: 'object',
      properties: {
        apiVersion: { type: 'string' },
        kind: { type: 'string' },
        metadata: { $ref: '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' },
        spec: {
          type: 'object',
          required: ['cron'],
          properties: {
            cron: { type: 'string', default: '* * * * *' },
            port: { 'x-kubernetes-int-or-string': true },
            free: { type: 'object', nullable: true, 'x-kubernetes-preserve-unknown-fields': true },
            hooks: {
              type: 'array',
              items: { type: 'object', properties: { name: { type: 'string' } } },
              'x-kubernetes-list-type': 'map',
              'x-kubernetes-list-map-keys': ['name'],
            },
          },
        },
      },
      'x-kubernetes-group-version-kind': [
        { group: 'stable.example.com', kind: 'CronTab', version: 'v1' },
      ],
    });

    const hash = documents.document('apis/stable.example.com/v1')?.etag;
    lookup.set([...builtInScopes(34), { ...cronTabs, schema: { type: 'object' } }]);
    expect(documents.document('apis/stable.example.com/v1')?.etag).not.toBe(hash);
    lookup.set(builtInScopes(34));
    expect(documents.index().etag).toBe(before.etag);
  });
});

describe('/openapi/v2', () => {
  it('holds everything, whole', () => {
    const { documents } = documentsOf(34, [...builtInScopes(34), cronTabs]);
    const document = parse(documents.v2().bytes);
    const known = document.definitions;
    const isDangling = (ref: string) => {
      const [, section = '', name = ''] = ref.split('/');
      return (section === 'parameters' ? document.parameters : known)[name] === undefined;
    };
    expect([...references(document)].filter(isDangling)).toEqual([]);
    expect(known['com.example.stable.v1.CronTabList']).toBeDefined();
  });

  it('stays within reason', () => {
    const { documents } = documentsOf(36, builtInScopes(36, everything));
    const { length } = documents.document('api/v1')?.bytes ?? [];
    expect(length).toBeGreaterThan(100_000);
    expect(length).toBeLessThan(2_000_000);
    expect(documents.v2().bytes.length).toBeLessThan(6_000_000);
  });
});
