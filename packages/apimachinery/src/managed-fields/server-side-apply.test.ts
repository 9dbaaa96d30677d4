import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../kube-object.js';
import {
  t0,
  deployment,
  widget,
  apply,
  write,
  stored,
  entries,
  fieldsOf,
  statusOf,
} from './testing/writes.js';

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
      { subresource: 'status', resetFields: { without: { 'f:spec': {} } } },
    );
    expect(entries(applied).map(({ subresource }) => subresource)).toEqual([undefined, 'status']);
    expect(entries(applied)[1]?.fieldsV1).toEqual({ 'f:status': { 'f:phase': {} } });
  });

  it('leaves out fields the endpoint resets', () => {
    const applied = apply(
      undefined,
      { ...deployment({ replicas: 1 }), status: { phase: 'x' } },
      { resetFields: { without: { 'f:status': {} } } },
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
