import { describe, expect, it } from 'vitest';
import type { KubeObject, ManagedFieldsEntry } from '../kube-object.js';
import type { Schema } from '../schema.js';
import { fieldSetOfPaths } from './field-set.js';
import { recordUpdate, type RecordUpdateOptions } from './record-update.js';
import { deploymentSchema, podSchema, widgetSchema } from './testing/schemas.js';

const t0 = Date.parse('2024-01-01T00:00:00Z');
const at = (second: number): string =>
  new Date(t0 + second * 1000).toISOString().replace('.000', '');

const pod = (more: Partial<KubeObject> = {}, meta: KubeObject['metadata'] = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a', namespace: 'default', uid: 'u', ...meta },
  ...more,
});

const record = (
  live: KubeObject | undefined,
  updated: KubeObject,
  more: Partial<RecordUpdateOptions<KubeObject>> = {},
): KubeObject =>
  recordUpdate({
    live,
    updated,
    manager: 'test',
    apiVersion: updated.apiVersion,
    nowMs: t0,
    schema: podSchema,
    ...more,
  });

const entries = (object: KubeObject): ManagedFieldsEntry[] => object.metadata.managedFields ?? [];
const fieldsOf = (object: KubeObject, manager = 'test'): unknown =>
  entries(object).find((entry) => entry.manager === manager)?.fieldsV1;

describe('create', () => {
  it('records the writer as kubectl create shows it (kubernetes/apimachinery pkg/util/managedfields/internal/managedfieldsupdater.go)', () => {
    const created = record(
      undefined,
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web', namespace: 'default', labels: { app: 'web' } },
        spec: {
          replicas: 1,
          selector: { matchLabels: { app: 'web' } },
          strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%' } },
          template: {
            metadata: { labels: { app: 'web' } },
            spec: {
              containers: [
                { name: 'nginx', image: 'nginx', ports: [{ containerPort: 80 }], resources: {} },
              ],
              securityContext: {},
            },
          },
        },
        status: {},
      },
      { manager: 'kubectl-create', schema: deploymentSchema },
    );
    expect(entries(created)).toEqual([
      {
        manager: 'kubectl-create',
        operation: 'Update',
        apiVersion: 'apps/v1',
        time: at(0),
        fieldsType: 'FieldsV1',
        fieldsV1: {
          'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} } },
          'f:spec': {
            'f:replicas': {},
            'f:selector': {},
            'f:strategy': { 'f:rollingUpdate': { '.': {}, 'f:maxSurge': {} }, 'f:type': {} },
            'f:template': {
              'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} } },
              'f:spec': {
                'f:containers': {
                  'k:{"name":"nginx"}': {
                    '.': {},
                    'f:image': {},
                    'f:name': {},
                    'f:ports': {
                      '.': {},
                      'k:{"containerPort":80,"protocol":"TCP"}': { '.': {}, 'f:containerPort': {} },
                    },
                    'f:resources': {},
                  },
                },
                'f:securityContext': {},
              },
            },
          },
        },
      },
    ]);
    expect(Object.keys(created.metadata.managedFields?.[0] ?? {})).toEqual([
      'manager',
      'operation',
      'apiVersion',
      'time',
      'fieldsType',
      'fieldsV1',
    ]);
  });

  it.each<{ name: string; object: KubeObject; schema: Schema | undefined; want: unknown }>([
    {
      name: 'structs of custom resources are owned, as their Go form is plain JSON',
      object: {
        apiVersion: 'example.io/v1',
        kind: 'Widget',
        metadata: { name: 'a' },
        spec: {
          size: 1,
          parts: [{ id: 'x', weight: 2 }],
          tags: ['b', 'a'],
          free: { x: { y: [1] } },
          whole: { a: '1' },
        },
      },
      schema: widgetSchema,
      want: {
        'f:spec': {
          '.': {},
          'f:free': { '.': {}, 'f:x': { '.': {}, 'f:y': {} } },
          'f:parts': { '.': {}, 'k:{"id":"x"}': { '.': {}, 'f:id': {}, 'f:weight': {} } },
          'f:size': {},
          'f:tags': { '.': {}, 'v:"a"': {}, 'v:"b"': {} },
          'f:whole': {},
        },
      },
    },
    {
      name: 'without a schema objects are granular and lists atomic (typed/parser.go, DeducedParseableType)',
      object: {
        apiVersion: 'example.io/v1',
        kind: 'Widget',
        metadata: { name: 'a' },
        spec: { a: { b: 1 }, list: [{ c: 2 }], empty: {}, nothing: null },
      },
      schema: undefined,
      want: {
        'f:spec': {
          '.': {},
          'f:a': { '.': {}, 'f:b': {} },
          'f:empty': {},
          'f:list': {},
          'f:nothing': {},
        },
      },
    },
    {
      name: 'names that are JavaScript words',
      object: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'a' },
        data: JSON.parse('{"__proto__":"x","constructor":"y"}') as unknown,
      },
      schema: undefined,
      want: { 'f:data': { '.': {}, 'f:__proto__': {}, 'f:constructor': {} } },
    },
    {
      name: 'items that share a key are owned as one (typed/compare.go, visitListItems)',
      object: pod({
        spec: {
          containers: [
            {
              name: 'a',
              env: [
                { name: 'E', value: '1' },
                { name: 'E', value: '2' },
              ],
            },
          ],
        },
      }),
      schema: podSchema,
      want: {
        'f:spec': {
          'f:containers': {
            'k:{"name":"a"}': { '.': {}, 'f:env': { '.': {}, 'k:{"name":"E"}': {} }, 'f:name': {} },
          },
        },
      },
    },
  ])('$name', ({ object, schema, want }) => {
    expect(fieldsOf(record(undefined, object, { schema }))).toEqual(want);
  });

  it('never owns what identifies the object or only the server sets (stripmeta.go)', () => {
    const created = record(
      undefined,
      pod({}, { resourceVersion: '1', generation: 1, creationTimestamp: at(0), selfLink: '/x' }),
    );
    expect(created.metadata.managedFields).toBeUndefined();
  });

  it('calls a writer without a name unknown (buildmanagerinfo.go)', () => {
    expect(
      entries(record(undefined, pod({}, { labels: { a: '1' } }), { manager: '' }))[0]?.manager,
    ).toBe('unknown');
  });
});

describe('update', () => {
  const base = record(
    undefined,
    pod({ spec: { containers: [{ name: 'a', image: '1' }] } }, { labels: { a: '1', b: '2' } }),
    { manager: 'creator' },
  );
  const edit = (change: (object: KubeObject) => void, from = base): KubeObject => {
    const copy = structuredClone(from);
    change(copy);
    return copy;
  };

  it('moves changed fields to the writer and removed ones to nobody', () => {
    const updated = record(
      base,
      edit((object) => {
        object.metadata.labels = { a: '9' };
      }),
      { nowMs: t0 + 5000 },
    );
    expect(fieldsOf(updated)).toEqual({ 'f:metadata': { 'f:labels': { 'f:a': {} } } });
    expect(fieldsOf(updated, 'creator')).toEqual({
      'f:metadata': { 'f:labels': {} },
      'f:spec': { 'f:containers': { 'k:{"name":"a"}': { '.': {}, 'f:image': {}, 'f:name': {} } } },
    });
    expect(entries(updated).map(({ manager, time }) => [manager, time])).toEqual([
      ['creator', at(0)],
      ['test', at(5)],
    ]);
  });

  it('adds to the entry of the same manager, operation, version and subresource', () => {
    const updated = record(
      base,
      edit((object) => {
        object.metadata.labels = { a: '1', b: '2', c: '3' };
      }),
      { manager: 'creator', nowMs: t0 + 5000 },
    );
    expect(entries(updated)).toHaveLength(1);
    expect(entries(updated)[0]?.time).toBe(at(5));
    expect(fieldsOf(updated, 'creator')).toMatchObject({
      'f:metadata': { 'f:labels': { '.': {}, 'f:a': {}, 'f:b': {}, 'f:c': {} } },
    });
  });

  it('keeps the time when nothing changes, and when fields only go', () => {
    const same = record(
      base,
      edit(() => undefined),
      { manager: 'creator', nowMs: t0 + 5000 },
    );
    expect(entries(same)).toEqual(entries(base));
    const less = record(
      base,
      edit((object) => {
        object.metadata.labels = { a: '1' };
      }),
      { manager: 'creator', nowMs: t0 + 5000 },
    );
    expect(entries(less)[0]?.time).toBe(at(0));
    expect(fieldsOf(less, 'creator')).toMatchObject({
      'f:metadata': { 'f:labels': { '.': {}, 'f:a': {} } },
    });
  });

  it('drops an entry that owns nothing any more', () => {
    const first = record(undefined, pod({}, { labels: { a: '1' } }), { manager: 'creator' });
    const updated = record(first, {
      ...first,
      metadata: { ...first.metadata, labels: { a: '2' } },
    });
    expect(entries(updated).map(({ manager }) => manager)).toEqual(['creator', 'test']);
    const gone = record(updated, pod());
    expect(gone.metadata.managedFields).toBeUndefined();
  });

  it('keeps subresources apart', () => {
    const updated = record(
      base,
      edit((object) => {
        object['status'] = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
      }),
      { manager: 'creator', subresource: 'status' },
    );
    expect(entries(updated).map(({ manager, subresource }) => [manager, subresource])).toEqual([
      ['creator', undefined],
      ['creator', 'status'],
    ]);
    expect(entries(updated)[1]?.fieldsV1).toEqual({
      'f:status': {
        'f:conditions': {
          '.': {},
          'k:{"type":"Ready"}': { '.': {}, 'f:status': {}, 'f:type': {} },
        },
        'f:phase': {},
      },
    });
  });

  it('keeps versions apart', () => {
    const updated = record(
      base,
      edit((object) => {
        object.metadata.labels = { a: '1', b: '2', c: '3' };
      }),
      { manager: 'creator', apiVersion: 'v2' },
    );
    expect(entries(updated).map(({ apiVersion }) => apiVersion)).toEqual(['v1', 'v2']);
  });

  it('leaves out fields the endpoint resets', () => {
    const resetFields = { without: fieldSetOfPaths([['status']]) };
    const created = record(undefined, pod({ status: { phase: 'x' } }, { labels: { a: '1' } }), {
      resetFields,
    });
    expect(fieldsOf(created)).toEqual({ 'f:metadata': { 'f:labels': { '.': {}, 'f:a': {} } } });
  });

  // kubernetes/apimachinery pkg/util/managedfields/internal/fieldmanager.go, decodeLiveOrNew
  it.each<{
    name: string;
    sent: ManagedFieldsEntry[] | undefined;
    subresource?: string;
    want: string[];
  }>([
    { name: 'nothing sent: those of the live object', sent: undefined, want: ['creator'] },
    { name: 'garbled: those of the live object', sent: [{ manager: 'x' }], want: ['creator'] },
    {
      name: 'edited by the client',
      sent: [
        {
          manager: 'x',
          operation: 'Update',
          apiVersion: 'v1',
          fieldsType: 'FieldsV1',
          fieldsV1: { 'f:spec': { 'f:nodeName': {} } },
        },
      ],
      want: ['x'],
    },
    { name: 'empty list resets', sent: [], want: [] },
    { name: 'one empty entry resets', sent: [{}], want: [] },
    { name: 'a subresource cannot reset', sent: [], subresource: 'status', want: ['creator'] },
  ])('$name', ({ sent, subresource, want }) => {
    const { managedFields: _old, ...metadata } = base.metadata;
    const updated = {
      ...base,
      metadata: { ...metadata, ...(sent === undefined ? {} : { managedFields: sent }) },
    };
    expect(entries(record(base, updated, { subresource })).map(({ manager }) => manager)).toEqual(
      want,
    );
  });

  it('does not begin to track an object that is not tracked (skipnonapplied.go)', () => {
    expect(record(pod(), pod({}, { labels: { a: '1' } })).metadata.managedFields).toBeUndefined();
  });

  it('keeps the managed fields of an object whose list items have no key', () => {
    const updated = record(
      base,
      edit((object) => {
        object['spec'] = { containers: [{ image: 'x' }] };
      }),
    );
    expect(entries(updated)).toEqual(entries(base));
  });

  it('makes owners of what became atomic own the whole of it (typed/reconcile_schema.go)', () => {
    const live = pod(
      { spec: { nodeSelector: { a: '1' }, tolerations: [{ key: 'x' }], containers: [] } },
      {
        managedFields: [
          {
            manager: 'old',
            operation: 'Update',
            apiVersion: 'v1',
            fieldsType: 'FieldsV1',
            fieldsV1: {
              'f:spec': {
                'f:nodeSelector': { '.': {}, 'f:a': {} },
                'f:tolerations': { 'k:{"key":"x"}': { '.': {}, 'f:key': {} } },
              },
            },
          },
        ],
      },
    );
    const updated = record(live, { ...live, metadata: { ...live.metadata, labels: { a: '1' } } });
    expect(fieldsOf(updated, 'old')).toEqual({
      'f:spec': { 'f:nodeSelector': {}, 'f:tolerations': {} },
    });
  });

  it('reckons owners at their version (merge/update.go)', () => {
    const v1beta1 = (object: KubeObject): KubeObject => ({
      ...object,
      apiVersion: 'example.io/v1beta1',
      spec: { length: (object['spec'] as { size?: number }).size },
    });
    const convert = (object: KubeObject, apiVersion: string) =>
      apiVersion === 'example.io/v1beta1'
        ? { object: v1beta1(object), schema: undefined }
        : undefined;
    const managedFields: ManagedFieldsEntry[] = [
      {
        manager: 'beta',
        operation: 'Update',
        apiVersion: 'example.io/v1beta1',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:spec': { 'f:length': {} } },
      },
      {
        manager: 'gone',
        operation: 'Update',
        apiVersion: 'example.io/v1alpha1',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:spec': { 'f:size': {} } },
      },
    ];
    const live: KubeObject = {
      apiVersion: 'example.io/v1',
      kind: 'Widget',
      metadata: { name: 'a', uid: 'u', managedFields },
      spec: { size: 1 },
    };
    const same = record(
      live,
      { ...live, metadata: { ...live.metadata, labels: { a: '1' } } },
      { schema: undefined, convert },
    );
    expect(entries(same).map(({ manager }) => manager)).toEqual(['beta', 'test']);
    const taken = record(live, { ...live, spec: { size: 2 } }, { schema: undefined, convert });
    expect(entries(taken).map(({ manager }) => manager)).toEqual(['test']);
  });

  it('changes neither argument', () => {
    const live = structuredClone(base);
    const updated = edit((object) => {
      object.metadata.labels = { c: '3' };
    });
    const before = structuredClone({ live, updated });
    record(live, updated);
    expect({ live, updated }).toEqual(before);
  });
});
