import { formatGroupVersion } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import { effectiveVersion, supportedMinors } from '../versions/effective-version.js';
import { atMinor, inRange, resourceTable } from './resource-table.js';
import { storageVersionOf } from './storage-version.js';

const minorsWithHashes = supportedMinors.filter((minor) => minor >= 31);

describe('kubernetes/apiserver pkg/server/storage/resource_encoding_config.go', () => {
  it.each(minorsWithHashes)('1.%i stores what its discovery hashes say', (minor) => {
    const rows = resourceTable().resources.filter(
      ({ served, storageVersion }) => inRange(served, minor) && storageVersion !== undefined,
    );
    const told = rows.map((row) => [nameOf(row), expected(row, minor)]);
    const computed = rows.map((row) => [
      nameOf(row),
      formatGroupVersion(storageVersionOf(row, effectiveVersion(minor))),
    ]);
    expect(computed).toEqual(told);
    expect(rows.length).toBeGreaterThan(50);
  });

  it.each([
    { minCompatibilityMinor: 32, want: 'v1beta1' },
    { minCompatibilityMinor: 33, want: 'v1beta2' },
    { minCompatibilityMinor: 35, want: 'v1' },
  ])('a 1.36 that 1.$minCompatibilityMinor must read stores $want', (each) => {
    const version = { binaryMinor: 36, emulatedMinor: 36, ...each };
    const row = {
      group: 'resource.k8s.io',
      version: 'v1',
      resource: 'resourceclaims',
      kind: 'ResourceClaim',
    };
    expect(storageVersionOf(row, version).version).toBe(each.want);
  });

  it('1.30 has no compatibility version but a list of its own', () => {
    const policies = {
      group: 'admissionregistration.k8s.io',
      version: 'v1',
      resource: 'validatingadmissionpolicies',
      kind: 'ValidatingAdmissionPolicy',
    };
    expect(storageVersionOf(policies, effectiveVersion(30)).version).toBe('v1beta1');
    expect(storageVersionOf(policies, effectiveVersion(31)).version).toBe('v1');
  });
});

type Row = ReturnType<typeof resourceTable>['resources'][number];

function nameOf({ group, version, resource }: Row): string {
  return `${resource}.${version}.${group}`;
}

function expected(row: Row, minor: number): string {
  const told = atMinor(row.storageVersion ?? '', minor);
  if (told === 'core/v1') return 'v1';
  return formatGroupVersion({ group: row.group, version: told });
}
