import { expect, it } from 'vitest';
import type { ManagedFieldsEntry } from '../kube-object.js';
import { managedFieldsAfterScale, managedFieldsOfScale } from './scale-managed-fields.js';

const paths = new Map([['apps/v1', ['spec', 'replicas']]]);
const entry = (
  manager: string,
  operation: 'Apply' | 'Update',
  fieldsV1: Record<string, unknown>,
  more: ManagedFieldsEntry = {},
): ManagedFieldsEntry => ({
  manager,
  operation,
  apiVersion: 'apps/v1',
  fieldsType: 'FieldsV1',
  fieldsV1,
  ...more,
});
const replicas = { 'f:spec': { 'f:replicas': {} } };
const time = '2024-01-01T00:00:00Z';
const parent = [
  entry('applier', 'Apply', { 'f:spec': { 'f:paused': {}, 'f:replicas': {} } }, { time }),
  entry('other', 'Update', { 'f:spec': { 'f:selector': {} } }),
  entry('old', 'Update', replicas, { apiVersion: 'extensions/v1beta1' }),
];

// kubernetes/apimachinery pkg/util/managedfields/scalehandler.go
it('shows the Scale only owners of replicas', () => {
  expect(managedFieldsOfScale(parent, paths)).toEqual([
    entry('applier', 'Apply', replicas, { apiVersion: 'autoscaling/v1', time }),
  ]);
});

it('moves replicas to who scaled, without a time', () => {
  const scaled = [
    entry('scaler', 'Update', replicas, {
      apiVersion: 'autoscaling/v1',
      subresource: 'scale',
      time,
    }),
  ];
  expect(managedFieldsAfterScale(parent, scaled, { paths, apiVersion: 'apps/v1' })).toEqual([
    entry('applier', 'Apply', { 'f:spec': { 'f:paused': {} } }, { time }),
    entry('other', 'Update', { 'f:spec': { 'f:selector': {} } }),
    entry('scaler', 'Update', replicas, { subresource: 'scale' }),
  ]);
});

it('leaves owners alone when the Scale still has them', () => {
  const untouched = managedFieldsOfScale(parent, paths) ?? [];
  expect(
    managedFieldsAfterScale(parent.slice(0, 2), untouched, { paths, apiVersion: 'apps/v1' }),
  ).toEqual(parent.slice(0, 2));
});
