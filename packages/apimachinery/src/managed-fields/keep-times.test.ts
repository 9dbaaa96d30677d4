import { expect, it } from 'vitest';
import type { KubeObject } from '../kube-object.js';
import { keepUnchangedTimes } from './keep-times.js';

const object = (
  time: string,
  more: object = {},
  fieldsV1: Record<string, unknown> = { 'f:a': {} },
): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a', managedFields: [{ manager: 'm', operation: 'Update', time, fieldsV1 }] },
  ...more,
});

// kubernetes/apiserver pkg/endpoints/handlers/fieldmanager/equality.go
it.each([
  { name: 'only the time changed', updated: object('2'), want: '1' },
  { name: 'the object changed too', updated: object('2', { spec: {} }), want: '2' },
  { name: 'the fields changed too', updated: object('2', {}, { 'f:b': {} }), want: '2' },
])('$name', ({ updated, want }) => {
  expect(keepUnchangedTimes(object('1'), updated).metadata.managedFields?.[0]?.time).toBe(want);
});
