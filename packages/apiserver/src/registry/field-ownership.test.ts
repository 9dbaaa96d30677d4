import type { KubeObject, ManagedFieldsEntry } from '@skewplane/apimachinery';
import { expect, it } from 'vitest';
import { keepOwnershipValid } from './field-ownership.js';

const valid: ManagedFieldsEntry = {
  manager: 'm',
  operation: 'Update',
  apiVersion: 'v1',
  fieldsType: 'FieldsV1',
  fieldsV1: { 'f:data': {} },
};
const object = (managedFields: ManagedFieldsEntry[] | undefined): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a', ...(managedFields === undefined ? {} : { managedFields }) },
});
const because = (problem: string) =>
  `.metadata.managedFields was in an invalid state after admission; this could be caused by an outdated mutating admission controller; please fix your requests: ${problem}`;

// kubernetes/apiserver pkg/endpoints/handlers/fieldmanager/admission.go
it.each<[string, ManagedFieldsEntry[] | undefined, ManagedFieldsEntry[] | undefined, string[]]>([
  ['no change', [valid], [valid], []],
  ['records dropped', undefined, undefined, []],
  ['another manager', [{ ...valid, manager: 'n' }], [{ ...valid, manager: 'n' }], []],
  ['no operation', [{ manager: 'm' }], [valid], [because('operation must be `Apply` or `Update`')]],
  ['no version', [{ operation: 'Apply' }], [valid], [because('apiVersion must not be empty')]],
])('after admission: %s', (_name, admitted, expected, warnings) => {
  const after = object(admitted);
  const warned: string[] = [];
  keepOwnershipValid(object([valid]), after, (text) => warned.push(text));
  expect(after.metadata.managedFields).toEqual(expected);
  expect(warned).toEqual(warnings);
});
