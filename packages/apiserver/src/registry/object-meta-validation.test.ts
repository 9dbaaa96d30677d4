import { describe, expect, it } from 'vitest';
import {
  validateDns1123Subdomain,
  type ObjectMeta,
  type OwnerReference,
} from '@skewplane/apimachinery';
import { validateObjectMeta, validateObjectMetaUpdate } from './object-meta-validation.js';

const rules = { namespaced: true, nameRule: validateDns1123Subdomain };
const good: ObjectMeta = { name: 'a', namespace: 'default' };
const owner: OwnerReference = { apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'u' };
const { apiVersion: _version, ...unversioned } = owner;
const brief = (errors: readonly { field: string; message: string }[]): string[] =>
  errors.map(({ field, message }) => `${field}: ${message}`);

// kubernetes/apimachinery pkg/api/validation/objectmeta.go, ValidateObjectMeta
describe('validateObjectMeta', () => {
  it.each<{ name: string; metadata: ObjectMeta; want: RegExp | undefined }>([
    { name: 'good', metadata: good, want: undefined },
    {
      name: 'no name',
      metadata: { namespace: 'default' },
      want: /^metadata.name: Required value: name or generateName is required$/,
    },
    {
      name: 'upper case name',
      metadata: { ...good, name: 'A' },
      want: /^metadata.name: Invalid value: "A": a lowercase RFC 1123 subdomain/,
    },
    { name: 'prefix with a dash', metadata: { ...good, generateName: 'a-' }, want: undefined },
    {
      name: 'bad prefix',
      metadata: { ...good, generateName: 'A-' },
      want: /^metadata.generateName: Invalid value: "A-": a lowercase/,
    },
    { name: 'no namespace', metadata: { name: 'a' }, want: /^metadata.namespace: Required value$/ },
    {
      name: 'bad label key',
      metadata: { ...good, labels: { '-': 'x' } },
      want: /^metadata.labels: Invalid value: "-": name part must consist of/,
    },
    {
      name: 'bad label value',
      metadata: { ...good, labels: { a: '-' } },
      want: /^metadata.labels: Invalid value: "-": a valid label must be/,
    },
    {
      name: 'upper case annotation key',
      metadata: { ...good, annotations: { 'EXAMPLE.com/a': 'x' } },
      want: undefined,
    },
    {
      name: 'too many annotation bytes',
      metadata: { ...good, annotations: { a: 'x'.repeat(262144) } },
      want: /^metadata.annotations: Too long: may not be more than 262144 bytes$/,
    },
    {
      name: 'an owner without a version',
      metadata: { ...good, ownerReferences: [unversioned as OwnerReference] },
      want: /^metadata.ownerReferences\[0\].apiVersion: Required value: must not be empty$/,
    },
    {
      name: 'owner without uid',
      metadata: { ...good, ownerReferences: [{ ...owner, uid: '' }] },
      want: /^metadata.ownerReferences\[0\].uid: Required value: must not be empty$/,
    },
    {
      name: 'owner of a bad version',
      metadata: { ...good, ownerReferences: [{ ...owner, apiVersion: 'a/b/c' }] },
      want: /apiVersion: Invalid value: "a\/b\/c": must be <group>\/<version> or <version>$/,
    },
    {
      name: 'an event owns nothing',
      metadata: { ...good, ownerReferences: [{ ...owner, kind: 'Event' }] },
      want: /: \/v1, Kind=Event is disallowed from being an owner$/,
    },
    {
      name: 'two controllers',
      metadata: {
        ...good,
        ownerReferences: [
          { ...owner, controller: true },
          { ...owner, uid: 'v', name: 'q', controller: true },
        ],
      },
      want: /Only one reference can have Controller set to true. Found "true" in references for Pod\/p and Pod\/q$/,
    },
    {
      name: 'orphan and foreground',
      metadata: { ...good, finalizers: ['orphan', 'foregroundDeletion'] },
      want: /finalizer orphan and foregroundDeletion cannot be both set$/,
    },
    {
      name: 'unknown operation of a field manager',
      metadata: { ...good, managedFields: [{ operation: 'Create' as 'Apply' }] },
      want: /^metadata.managedFields\[0\].operation: Unsupported value: "Create": supported values: "Apply", "Update"$/,
    },
  ])('$name', ({ metadata, want }) => {
    const found = brief(validateObjectMeta(metadata, rules));
    if (want === undefined) {
      expect(found).toEqual([]);
    } else {
      expect(found).toHaveLength(1);
      expect(found[0]).toMatch(want);
    }
  });

  it('refuses a namespace on a cluster-scoped kind', () => {
    const found = validateObjectMeta(good, { ...rules, namespaced: false });
    expect(brief(found)).toEqual(['metadata.namespace: Forbidden: not allowed on this type']);
  });
});

// kubernetes/apimachinery pkg/api/validation/objectmeta.go, ValidateObjectMetaUpdate
describe('validateObjectMetaUpdate', () => {
  const current: ObjectMeta = {
    ...good,
    uid: 'u',
    resourceVersion: '1',
    generation: 2,
    creationTimestamp: '2024-01-01T00:00:00Z',
  };
  it.each<{ name: string; next: Partial<ObjectMeta>; want: string[] }>([
    { name: 'nothing changed', next: {}, want: [] },
    {
      name: 'other uid',
      next: { uid: 'v' },
      want: ['metadata.uid: Invalid value: "v": field is immutable'],
    },
    {
      name: 'no resource version',
      next: { resourceVersion: '' },
      want: ['metadata.resourceVersion: Invalid value: "": must be specified for an update'],
    },
    {
      name: 'generation went back',
      next: { generation: 1 },
      want: ['metadata.generation: Invalid value: 1: must not be decremented'],
    },
    {
      name: 'other creation time',
      next: { creationTimestamp: '2024-01-02T00:00:00Z' },
      want: [
        'metadata.creationTimestamp: Invalid value: "2024-01-02T00:00:00Z": field is immutable',
      ],
    },
  ])('$name', ({ next, want }) => {
    expect(brief(validateObjectMetaUpdate({ ...current, ...next }, current))).toEqual(want);
  });

  it('takes no new finalizers while the object is going away', () => {
    const dying = { ...current, deletionTimestamp: '2024-01-02T00:00:00Z' };
    expect(
      brief(validateObjectMetaUpdate({ ...dying, finalizers: ['b/b', 'a/a'] }, dying)),
    ).toEqual([
      'metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"a/a", "b/b"}',
    ]);
  });
});
