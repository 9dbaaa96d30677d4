import { schemasFor } from '@skewplane/api';
import { describe, expect, it } from 'vitest';
import { builtInScopes, customScope, fakeLookup } from '../discovery/testing/fake-lookup.js';
import { OpenApiDocuments } from './openapi-documents.js';

const gvk = { group: 'stable.example.com', version: 'v1', kind: 'CronTab' };
const scope = {
  ...customScope('stable.example.com', 'v1', 'CronTab', {
    subresources: [
      { name: 'status', kind: gvk, verbs: ['get', 'patch', 'update'] },
      {
        name: 'scale',
        kind: { group: 'autoscaling', version: 'v1', kind: 'Scale' },
        verbs: ['get', 'patch', 'update'],
      },
    ],
  }),
  selectableFields: ['spec.color'],
};

interface Operation {
  readonly operationId: string;
  readonly consumes?: readonly string[];
  readonly produces?: readonly string[];
  readonly parameters?: readonly { readonly $ref?: string; readonly name?: string }[];
  readonly responses: Readonly<Record<string, unknown>>;
  readonly 'x-kubernetes-group-version-kind': unknown;
}
type PathItem = Readonly<Record<string, Operation>>;
interface Document {
  readonly info: unknown;
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly definitions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly securitySchemes?: unknown };
}

const documents = new OpenApiDocuments({
  lookup: fakeLookup([...builtInScopes(34), scope]),
  schemas: schemasFor(34),
  serverVersion: 'v1.34.0',
});
const parse = (bytes: Buffer = Buffer.from('null')) => JSON.parse(bytes.toString()) as Document;
const { paths, definitions } = parse(documents.v2().bytes);
const v3 = parse(documents.document('apis/stable.example.com/v1')?.bytes);

const base = '/apis/stable.example.com/v1/namespaces/{namespace}/crontabs';
const namesOf = (operation: Operation | undefined) =>
  (operation?.parameters ?? []).map(
    ({ $ref, name }) => name ?? $ref?.replace(/^#\/parameters\/(\w+)-.{8}$/, '$1'),
  );

// kubernetes/apiextensions-apiserver pkg/controller/openapi/builder/builder.go
describe('operations on custom resources', () => {
  it('have media types of their own', () => {
    const types = ['application/json', 'application/yaml'];
    expect(paths[base]?.['post']).toMatchObject({ consumes: types, produces: types });
    expect(paths[`${base}/{name}`]?.['patch']).toMatchObject({
      consumes: [
        'application/json-patch+json',
        'application/merge-patch+json',
        'application/apply-patch+yaml',
      ],
      produces: types,
    });
  });

  it.each([
    { verb: 'get', path: `${base}/{name}`, names: ['resourceVersion'], codes: ['200', '401'] },
    {
      verb: 'patch',
      path: `${base}/{name}`,
      names: ['body', 'dryRun', 'fieldManager', 'fieldValidation', 'force'],
      codes: ['200', '401'],
    },
    {
      verb: 'put',
      path: `${base}/{name}/scale`,
      names: ['body', 'dryRun', 'fieldManager', 'fieldValidation'],
      codes: ['200', '201', '401'],
    },
    {
      verb: 'post',
      path: base,
      names: ['body', 'dryRun', 'fieldManager', 'fieldValidation'],
      codes: ['200', '201', '202', '401'],
    },
    {
      verb: 'delete',
      path: base,
      names: [
        ...['allowWatchBookmarks', 'continue', 'fieldSelector', 'labelSelector', 'limit'],
        ...['resourceVersion', 'resourceVersionMatch', 'sendInitialEvents', 'timeoutSeconds'],
        'watch',
      ],
      codes: ['200', '401'],
    },
  ])('$verb $path takes and answers', ({ verb, path, names, codes }) => {
    const operation = paths[path]?.[verb];
    expect(namesOf(operation)).toEqual(names);
    expect(Object.keys(operation?.responses ?? {})).toEqual(codes);
  });

  it('are named after the resource, the scale too', () => {
    expect(paths[`${base}/{name}/scale`]?.['get']).toMatchObject({
      operationId: 'readStableExampleComV1NamespacedCronTabScale',
      'x-kubernetes-group-version-kind': gvk,
    });
  });

  it('have no watch paths and no discovery', () => {
    expect(Object.keys(paths).filter((path) => path.includes('/watch/apis/stable'))).toEqual([]);
    expect(paths['/apis/stable.example.com/']).toBeUndefined();
    expect(documents.etag('apis/stable.example.com')).toBeUndefined();
  });

  it('have a document with a head of its own', () => {
    expect(v3.info).toEqual({ title: 'Kubernetes CRD Swagger', version: 'v0.1.0' });
    expect(v3.components.securitySchemes).toBeUndefined();
  });

  it('tell nothing of a type without a schema but what can be selected', () => {
    expect(definitions['com.example.stable.v1.CronTab']).toEqual({
      type: 'object',
      'x-kubernetes-group-version-kind': [gvk],
      'x-kubernetes-selectable-fields': [{ fieldPath: 'spec.color' }],
    });
    expect(definitions['com.example.stable.v1.CronTabList']).toMatchObject({
      required: ['items'],
      'x-kubernetes-selectable-fields': [{ fieldPath: 'spec.color' }],
    });
  });
});
