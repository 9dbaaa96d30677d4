import { describe, expect, it } from 'vitest';
import type { KubeObject, ManagedFieldsEntry } from '../kube-object.js';
import { recordUpdate, type RecordUpdateOptions } from './record-update.js';
import { podSchema } from './testing/schemas.js';

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
describe('entries of managed fields', () => {
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

  it('sorts by operation, time, manager, version and subresource (managedfields.go, sortEncodedManagedFields)', () => {
    const entry = (
      manager: string,
      operation: 'Apply' | 'Update',
      second: number,
      label: string,
    ): ManagedFieldsEntry => ({
      manager,
      operation,
      apiVersion: 'v1',
      time: at(second),
      fieldsType: 'FieldsV1',
      fieldsV1: { 'f:metadata': { 'f:labels': { [`f:${label}`]: {} } } },
    });
    const sent = [
      entry('b', 'Update', 1, 'a'),
      entry('z', 'Update', 0, 'b'),
      entry('a', 'Update', 1, 'c'),
      entry('y', 'Apply', 9, 'd'),
    ];
    const updated = record(
      base,
      edit((object) => {
        object.metadata.managedFields = sent;
      }),
    );
    expect(entries(updated).map(({ manager }) => manager)).toEqual(['y', 'z', 'a', 'b']);
  });

  it('merges the oldest updaters of a version beyond ten (capmanagers.go)', () => {
    let object = record(undefined, pod({}, { labels: { l0: '' } }), { manager: 'm0' });
    for (let index = 1; index <= 11; index++) {
      const labels = { ...object.metadata.labels, [`l${index}`]: '' };
      object = record(
        object,
        { ...object, metadata: { ...object.metadata, labels } },
        { manager: `m${index}`, nowMs: t0 + index * 1000 },
      );
    }
    const managers = entries(object).map(({ manager }) => manager);
    expect(managers).toEqual([
      'ancient-changes',
      ...Array.from({ length: 9 }, (_, index) => `m${index + 3}`),
    ]);
    expect(entries(object)[0]).toMatchObject({
      manager: 'ancient-changes',
      time: at(2),
      fieldsV1: { 'f:metadata': { 'f:labels': { '.': {}, 'f:l0': {}, 'f:l1': {}, 'f:l2': {} } } },
    });
  });
});
