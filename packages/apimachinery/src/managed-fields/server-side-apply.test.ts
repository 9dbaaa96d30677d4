import { describe, expect, it } from 'vitest';
import type { KubeObject, ManagedFieldsEntry } from '../kube-object.js';
import type { Schema } from '../schema.js';
import { StatusError } from '../status.js';
import { lastAppliedAnnotation } from './last-applied.js';
import { recordUpdate } from './record-update.js';
import { serverSideApply, type ServerSideApplyOptions } from './server-side-apply.js';
import { deploymentSchema, podSchema, widgetSchema } from './test-schemas.js';

const t0 = Date.parse('2024-01-01T00:00:00Z');

const deployment = (spec: object, meta: KubeObject['metadata'] = {}): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'default', ...meta },
  spec,
});
const widget = (spec: object): KubeObject => ({
  apiVersion: 'example.io/v1',
  kind: 'Widget',
  metadata: { name: 'w' },
  spec,
});

const schemas: Record<string, Schema> = {
  Deployment: deploymentSchema,
  Pod: podSchema,
  Widget: widgetSchema,
};

const apply = (
  live: KubeObject | undefined,
  applied: KubeObject,
  more: Partial<ServerSideApplyOptions> = {},
): KubeObject =>
  serverSideApply({
    live,
    applied,
    kind: applied.kind,
    apiVersion: applied.apiVersion,
    manager: 'applier',
    force: false,
    nowMs: t0,
    schema: schemas[applied.kind],
    ...more,
  });

/** A write by somebody else. */
const write = (
  live: KubeObject | undefined,
  updated: KubeObject,
  manager = 'other',
  subresource = '',
): KubeObject =>
  recordUpdate({
    live,
    updated,
    manager,
    subresource,
    apiVersion: updated.apiVersion,
    nowMs: t0,
    schema: schemas[updated.kind],
  });

const stored = (object: KubeObject): KubeObject => ({
  ...object,
  metadata: { ...object.metadata, uid: 'u' },
});
const entries = (object: KubeObject): ManagedFieldsEntry[] => object.metadata.managedFields ?? [];
const fieldsOf = (object: KubeObject, manager = 'applier'): unknown =>
  entries(object).find((entry) => entry.manager === manager)?.fieldsV1;

const statusOf = (run: () => unknown): StatusError['status'] => {
  try {
    run();
  } catch (error) {
    if (error instanceof StatusError) return error.status;
    throw error;
  }
  throw new Error('expected a StatusError');
};

describe('ownership', () => {
  it('creates an object owned by its applier (merge/update.go, Apply)', () => {
    const created = apply(
      undefined,
      deployment(
        { replicas: 1, template: { spec: { containers: [{ name: 'app', image: 'a' }] } } },
        { labels: { a: '1' } },
      ),
    );
    expect(created['spec']).toEqual({
      replicas: 1,
      template: { spec: { containers: [{ name: 'app', image: 'a' }] } },
    });
    expect(entries(created)).toEqual([
      {
        manager: 'applier',
        operation: 'Apply',
        apiVersion: 'apps/v1',
        time: '2024-01-01T00:00:00Z',
        fieldsType: 'FieldsV1',
        fieldsV1: {
          'f:metadata': { 'f:labels': { 'f:a': {} } },
          'f:spec': {
            'f:replicas': {},
            'f:template': {
              'f:spec': {
                'f:containers': { 'k:{"name":"app"}': { '.': {}, 'f:image': {}, 'f:name': {} } },
              },
            },
          },
        },
      },
    ]);
  });

  it('changes nothing and no time when applied again', () => {
    const first = stored(apply(undefined, deployment({ replicas: 1 })));
    expect(apply(first, deployment({ replicas: 1 }), { nowMs: t0 + 5000 })).toEqual(first);
  });

  it('shares a field that two appliers set to the same value', () => {
    const first = stored(apply(undefined, deployment({ replicas: 1 })));
    const second = apply(first, deployment({ replicas: 1 }), { manager: 'second' });
    expect(fieldsOf(second)).toEqual({ 'f:spec': { 'f:replicas': {} } });
    expect(fieldsOf(second, 'second')).toEqual({ 'f:spec': { 'f:replicas': {} } });
  });

  it('puts down what was there before to before-first-apply (skipnonapplied.go)', () => {
    const live = stored(deployment({ replicas: 1, paused: true }));
    const applied = apply(live, deployment({ replicas: 1 }));
    expect(entries(applied).map(({ manager, operation }) => [manager, operation])).toEqual([
      ['applier', 'Apply'],
      ['before-first-apply', 'Update'],
    ]);
    expect(fieldsOf(applied, 'before-first-apply')).toEqual({
      'f:spec': { 'f:paused': {}, 'f:replicas': {} },
    });
    expect(statusOf(() => apply(live, deployment({ replicas: 2 }))).message).toBe(
      'Apply failed with 1 conflict: conflict with "before-first-apply" using apps/v1: .spec.replicas',
    );
  });

  it('names the subresource', () => {
    const live = stored(apply(undefined, deployment({ replicas: 1 })));
    const applied = apply(
      live,
      { ...deployment({ replicas: 1 }), status: { phase: 'x' } },
      { subresource: 'status', resetFields: { 'f:spec': {} } },
    );
    expect(entries(applied).map(({ subresource }) => subresource)).toEqual([undefined, 'status']);
    expect(entries(applied)[1]?.fieldsV1).toEqual({ 'f:status': { 'f:phase': {} } });
  });

  it('leaves out fields the endpoint resets', () => {
    const applied = apply(
      undefined,
      { ...deployment({ replicas: 1 }), status: { phase: 'x' } },
      { resetFields: { 'f:status': {} } },
    );
    expect(fieldsOf(applied)).toEqual({ 'f:spec': { 'f:replicas': {} } });
  });

  it('is the same applier at every version', () => {
    const v1beta1 = { ...deployment({ replicas: 1 }), apiVersion: 'apps/v1beta1' };
    const first = stored(apply(undefined, v1beta1));
    const second = apply({ ...first, apiVersion: 'apps/v1' }, deployment({ replicas: 2 }));
    expect(entries(second).map(({ manager, apiVersion }) => [manager, apiVersion])).toEqual([
      ['applier', 'apps/v1'],
    ]);
  });
});

// typed/remove.go, merge/update.go (prune): gone when the applier dropped it and nobody else owns it
describe('removal', () => {
  const first = (spec: object, meta?: KubeObject['metadata']): KubeObject =>
    stored(apply(undefined, deployment(spec, meta)));
  const containers = (...list: object[]): object => ({ template: { spec: { containers: list } } });

  it.each<{ name: string; before: object; after: object; want: object }>([
    {
      name: 'a field',
      before: { replicas: 1, paused: true },
      after: { paused: true },
      want: { paused: true },
    },
    {
      name: 'a list item',
      before: containers({ name: 'a' }, { name: 'b' }),
      after: containers({ name: 'b' }),
      want: containers({ name: 'b' }),
    },
    {
      name: 'a field of a list item',
      before: containers({ name: 'a', image: 'x' }),
      after: containers({ name: 'a' }),
      want: containers({ name: 'a' }),
    },
    {
      name: 'a list',
      before: containers({ name: 'a', env: [{ name: 'E', value: '1' }] }),
      after: containers({ name: 'a' }),
      want: containers({ name: 'a' }),
    },
    {
      name: 'an atomic list',
      before: containers({ name: 'a', args: ['x'] }),
      after: containers({ name: 'a' }),
      want: containers({ name: 'a' }),
    },
    {
      name: 'a struct with its last field',
      before: { paused: true, strategy: { rollingUpdate: { maxSurge: 1 } } },
      after: { paused: true },
      want: { paused: true },
    },
    {
      name: 'an atomic map',
      before: { paused: true, selector: { matchLabels: { a: '1' } } },
      after: { paused: true },
      want: { paused: true },
    },
    {
      name: 'an item of two keys',
      before: containers({
        name: 'a',
        ports: [{ containerPort: 80 }, { containerPort: 80, protocol: 'UDP' }],
      }),
      after: containers({ name: 'a', ports: [{ containerPort: 80, protocol: 'UDP' }] }),
      want: containers({ name: 'a', ports: [{ containerPort: 80, protocol: 'UDP' }] }),
    },
  ])('removes $name', ({ before, after, want }) => {
    const result = apply(first(before), deployment(after));
    expect(result['spec']).toEqual(want);
    expect(result.metadata).toMatchObject({ name: 'web', namespace: 'default', uid: 'u' });
  });

  it('removes a label and keeps other metadata', () => {
    const live = first({ paused: true }, { labels: { a: '1' }, finalizers: ['x/y'] });
    const { managedFields: _fields, ...metadata } = apply(
      live,
      deployment({ paused: true }, { finalizers: ['x/y'] }),
    ).metadata;
    expect(metadata).toEqual({ name: 'web', namespace: 'default', uid: 'u', finalizers: ['x/y'] });
  });

  it('keeps what another applier owns', () => {
    const second = apply(first({ replicas: 1, paused: true }), deployment({ replicas: 1 }), {
      manager: 'second',
    });
    expect(apply(second, deployment({ paused: true }))['spec']).toEqual({
      replicas: 1,
      paused: true,
    });
  });

  it('keeps what an updater owns', () => {
    const live = first({ replicas: 1, paused: true });
    const scaled = write(live, { ...live, spec: { replicas: 3, paused: true } });
    const result = apply(scaled, deployment({ paused: true }));
    expect(result['spec']).toEqual({ replicas: 3, paused: true });
    expect(fieldsOf(result, 'other')).toEqual({ 'f:spec': { 'f:replicas': {} } });
  });

  it('removes a list item with what others own in it (merge/multiple_appliers_test.go, remove_one_with_managed_subitem_keep_one)', () => {
    const live = first(containers({ name: 'a' }, { name: 'b' }));
    const edited = write(live, {
      ...live,
      spec: containers({ name: 'a' }, { name: 'b', image: 'x' }),
    });
    const result = apply(edited, deployment(containers({ name: 'a' })));
    expect(result['spec']).toEqual(containers({ name: 'a' }));
    expect(fieldsOf(result, 'other')).toBeUndefined();
  });

  it('removes members of sets and maps of a custom resource', () => {
    const live = stored(
      apply(
        undefined,
        widget({
          tags: ['a', 'b'],
          parts: [{ id: 'x' }, { id: 'y' }],
          free: { k: { v: 1 }, l: 1 },
        }),
      ),
    );
    expect(
      apply(live, widget({ tags: ['b'], parts: [{ id: 'y' }], free: { l: 1 } }))['spec'],
    ).toEqual({ tags: ['b'], parts: [{ id: 'y' }], free: { l: 1 } });
  });
});

// typed/merge.go
describe('merging', () => {
  it.each<{ name: string; live: object; applied: object; want: object }>([
    {
      name: 'atomic maps are replaced',
      live: { whole: { a: '1' } },
      applied: { whole: { b: '2' } },
      want: { whole: { b: '2' } },
    },
    {
      name: 'granular maps merge',
      live: { free: { a: 1 } },
      applied: { free: { b: 2 } },
      want: { free: { a: 1, b: 2 } },
    },
    {
      name: 'an empty map says nothing',
      live: { free: { a: 1 } },
      applied: { free: {} },
      want: { free: { a: 1 } },
    },
    { name: 'null for a leaf', live: { size: 1 }, applied: { size: null }, want: { size: null } },
    {
      name: 'sets unite',
      live: { tags: ['a', 'b'] },
      applied: { tags: ['c', 'b'] },
      want: { tags: ['a', 'c', 'b'] },
    },
    {
      name: 'the applied order wins',
      live: { tags: ['a', 'b', 'c'] },
      applied: { tags: ['c', 'a'] },
      want: { tags: ['b', 'c', 'a'] },
    },
    {
      name: 'live-only items stay before what they preceded',
      live: { tags: ['x', 'a', 'y', 'b'] },
      applied: { tags: ['a', 'b', 'n'] },
      want: { tags: ['x', 'a', 'y', 'b', 'n'] },
    },
    {
      name: 'items of a map list merge by key',
      live: { parts: [{ id: 'x', weight: 1 }] },
      applied: { parts: [{ id: 'y' }, { id: 'x' }] },
      want: { parts: [{ id: 'y' }, { id: 'x', weight: 1 }] },
    },
    {
      name: 'another type replaces',
      live: { free: { a: { b: 1 } } },
      applied: { free: { a: 'text' } },
      want: { free: { a: 'text' } },
    },
  ])('$name', ({ live, applied, want }) => {
    const before = structuredClone({ live, applied });
    expect(apply(stored(widget(live)), widget(applied), { force: true })['spec']).toEqual(want);
    expect({ live, applied }).toEqual(before);
  });
});

// kubernetes/apimachinery pkg/util/managedfields/internal/conflict.go
describe('conflicts', () => {
  const live = write(
    undefined,
    deployment({
      replicas: 1,
      paused: true,
      template: { spec: { containers: [{ name: 'app', image: 'a' }] } },
    }),
    'kubectl-client-side-apply',
  );

  it('refuses to change one field of another', () => {
    expect(statusOf(() => apply(stored(live), deployment({ replicas: 2 })))).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      reason: 'Conflict',
      code: 409,
      message:
        'Apply failed with 1 conflict: conflict with "kubectl-client-side-apply" using apps/v1: .spec.replicas',
      details: {
        causes: [
          {
            reason: 'FieldManagerConflict',
            message: 'conflict with "kubectl-client-side-apply" using apps/v1',
            field: '.spec.replicas',
          },
        ],
      },
    });
  });

  it('lists several by manager', () => {
    const object = write(
      stored(live),
      { ...stored(live), status: { phase: 'x' } },
      'controller',
      'status',
    );
    const status = statusOf(() =>
      apply(stored(object), {
        ...deployment({
          replicas: 2,
          template: { spec: { containers: [{ name: 'app', image: 'b' }] } },
        }),
        status: { phase: 'y' },
      }),
    );
    expect(status.message).toBe(
      [
        'Apply failed with 3 conflicts: conflicts with "controller" with subresource "status" using apps/v1:',
        '- .status.phase',
        'conflicts with "kubectl-client-side-apply" using apps/v1:',
        '- .spec.replicas',
        '- .spec.template.spec.containers[name="app"].image',
      ].join('\n'),
    );
    expect(status.details?.causes).toHaveLength(3);
  });

  it('names an applier without a version', () => {
    const object = stored(apply(undefined, deployment({ replicas: 1 })));
    expect(
      statusOf(() => apply(object, deployment({ replicas: 2 }), { manager: 'second' })).message,
    ).toBe('Apply failed with 1 conflict: conflict with "applier": .spec.replicas');
  });

  it('takes the fields when forced', () => {
    const result = apply(stored(live), deployment({ replicas: 2 }), { force: true });
    expect(result['spec']).toMatchObject({ replicas: 2 });
    expect(fieldsOf(result)).toEqual({ 'f:spec': { 'f:replicas': {} } });
    expect(fieldsOf(result, 'kubectl-client-side-apply')).not.toHaveProperty([
      'f:spec',
      'f:replicas',
    ]);
  });
});

// kubernetes/apimachinery pkg/util/managedfields/internal/lastappliedmanager.go, lastappliedupdater.go
describe('kubectl coming from client-side apply', () => {
  const lastApplied = deployment({ replicas: 1, paused: true });
  const annotations = { [lastAppliedAnnotation]: JSON.stringify(lastApplied) };
  const live = stored(
    write(
      undefined,
      deployment({ replicas: 1, paused: true }, { annotations }),
      'kubectl-client-side-apply',
    ),
  );

  it('does not conflict with what it applied and brings the annotation up to date', () => {
    const result = apply(live, deployment({ replicas: 2, paused: true }), { manager: 'kubectl' });
    expect(result['spec']).toEqual({ replicas: 2, paused: true });
    expect(result.metadata.annotations?.[lastAppliedAnnotation]).toBe(
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"default"},"spec":{"paused":true,"replicas":2}}\n',
    );
  });

  it('conflicts with what others changed since', () => {
    const scaled = write(live, { ...live, spec: { replicas: 5, paused: true } }, 'scaler');
    expect(
      statusOf(() =>
        apply(scaled, deployment({ replicas: 2, paused: false }), { manager: 'kubectl' }),
      ).message,
    ).toBe('Apply failed with 1 conflict: conflict with "scaler" using apps/v1: .spec.replicas');
  });

  it.each(['not json', '{"apiVersion":"apps/v1beta1","kind":"Deployment"}', ''])(
    'conflicts when the annotation is %s',
    (text) => {
      const object = write(
        live,
        { ...live, metadata: { ...live.metadata, annotations: { [lastAppliedAnnotation]: text } } },
        'kubectl-client-side-apply',
      );
      expect(
        statusOf(() => apply(object, deployment({ replicas: 2 }), { manager: 'kubectl' })).code,
      ).toBe(409);
    },
  );

  it('is for no other manager', () => {
    expect(statusOf(() => apply(live, deployment({ replicas: 2 }))).code).toBe(409);
    const result = apply(live, deployment({ replicas: 2 }), { force: true });
    expect(result.metadata.annotations).toEqual(annotations);
  });
});

describe('versions', () => {
  // At v1beta1 the field is called length.
  const convert: ServerSideApplyOptions['convert'] = (object, apiVersion) => {
    const { size, length, ...rest } = (object['spec'] ?? {}) as { size?: number; length?: number };
    const value = size ?? length;
    if (apiVersion === 'example.io/v1alpha1') return undefined;
    const name = apiVersion === 'example.io/v1beta1' ? 'length' : 'size';
    return {
      object: {
        ...object,
        apiVersion,
        spec: { ...rest, ...(value === undefined ? {} : { [name]: value }) },
      },
      schema: undefined,
    };
  };
  const options = { convert, schema: undefined };
  const beta = (spec: object): KubeObject => ({
    ...widget(spec),
    apiVersion: 'example.io/v1beta1',
  });

  it('removes what was applied at another version (merge/update.go, prune)', () => {
    const created = stored(apply(undefined, beta({ length: 1, other: 2 }), options));
    const { size, ...rest } = { size: 1, ...(created['spec'] as object) } as Record<
      string,
      unknown
    >;
    const live = { ...created, apiVersion: 'example.io/v1', spec: { size, other: rest['other'] } };
    expect(apply(live, widget({ other: 2 }), options)['spec']).toEqual({ other: 2 });
  });

  it('conflicts at the version of the owner', () => {
    const created = stored(apply(undefined, beta({ length: 1 }), options));
    const live = { ...created, apiVersion: 'example.io/v1', spec: { size: 1 } };
    expect(
      statusOf(() => apply(live, widget({ size: 2 }), { ...options, manager: 'second' })).message,
    ).toBe('Apply failed with 1 conflict: conflict with "applier": .spec.length');
  });

  it('forgets owners at versions that are gone', () => {
    const live = stored(widget({ size: 1 }));
    live.metadata.managedFields = [
      {
        manager: 'x',
        operation: 'Update',
        apiVersion: 'example.io/v1alpha1',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:spec': { 'f:size': {} } },
      },
    ];
    expect(
      entries(apply(live, widget({ size: 2 }), options)).map(({ manager }) => manager),
    ).toEqual(['applier']);
  });
});

describe('refusals', () => {
  const app = (container: object): KubeObject =>
    deployment({ template: { spec: { containers: [container] } } });

  it.each<{ name: string; applied: KubeObject; code: number; message: string }>([
    {
      name: 'another kind (versioncheck.go)',
      applied: { ...deployment({}), kind: 'Pod' },
      code: 400,
      message: 'invalid object type: apps/v1, Kind=Pod',
    },
    {
      name: 'another version',
      applied: { ...deployment({}), apiVersion: 'v1' },
      code: 400,
      message: 'invalid object type: /v1, Kind=Deployment',
    },
    {
      name: 'managed fields (structuredmerge.go)',
      applied: deployment({}, { managedFields: [] }),
      code: 400,
      message: 'metadata.managedFields must be nil',
    },
    {
      name: 'an unknown field (typed/validate.go)',
      applied: deployment({ replica: 1 }),
      code: 500,
      message:
        'failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .spec.replica: field not declared in schema',
    },
    {
      name: 'an unknown field in a list',
      applied: app({ name: 'a', imagee: 'x' }),
      code: 500,
      message:
        'failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .spec.template.spec.containers[name="a"].imagee: field not declared in schema',
    },
    {
      name: 'an item without its key',
      applied: app({ image: 'x' }),
      code: 500,
      message:
        'failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .spec.template.spec.containers: element 0: associative list with keys has an element that omits all key fields ["name"] (and doesn\'t have default values for any key fields)',
    },
    {
      name: 'items with the same keys',
      applied: app({
        name: 'a',
        ports: [{ containerPort: 80 }, { containerPort: 80, protocol: 'TCP' }],
      }),
      code: 500,
      message:
        'failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .spec.template.spec.containers[name="a"].ports: duplicate entries for key [containerPort=80,protocol="TCP"]',
    },
    {
      name: 'no number',
      applied: deployment({ replicas: '1' }),
      code: 500,
      message:
        'failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .spec.replicas: expected numeric (int or float), got string',
    },
    {
      name: 'no string',
      applied: deployment({}, { labels: { a: 1 as unknown as string } }),
      code: 500,
      message:
        'failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .metadata.labels.a: expected string, got &value.valueUnstructured{Value:1}',
    },
    {
      name: 'no list',
      applied: deployment({ template: { spec: { containers: { name: 'a' } } } }),
      code: 500,
      message:
        'failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .spec.template.spec.containers: expected list, got &{map[name:a]}',
    },
    {
      name: 'no map',
      applied: deployment({ template: [] }),
      code: 500,
      message:
        'failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .spec.template: expected map, got &{[]}',
    },
    {
      name: 'several problems',
      applied: deployment({ paused: 1, x: 1 }),
      code: 500,
      message:
        'failed to create typed patch object (default/web; apps/v1, Kind=Deployment): errors:\n  .spec.paused: expected boolean, got &{1}\n  .spec.x: field not declared in schema',
    },
  ])('$name', ({ applied, code, message }) => {
    expect(
      statusOf(() =>
        apply(undefined, applied, {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          schema: deploymentSchema,
        }),
      ),
    ).toMatchObject({ code, message });
  });

  it('a live object whose managed fields are broken', () => {
    const live = stored(
      deployment({}, { managedFields: [{ manager: 'x', operation: 'Update', apiVersion: 'v1' }] }),
    );
    expect(statusOf(() => apply(live, deployment({})))).toMatchObject({
      code: 500,
      message: 'failed to decode managed fields: missing fieldsType in managed fields entry 0',
    });
  });
});
