import type { GroupVersion } from '@skewplane/apimachinery';
import { isCompiledIn } from '../catalogue/lifecycle.js';
import { resourceTable } from '../catalogue/resource-table.js';

/**
 * Group-versions that upstream still knows how to decode although nothing is served in them, so that naming
 * them in `--runtime-config` is no error.
 * @see kubernetes/kubernetes `pkg/controlplane/import_known_versions.go`
 */
const decodeOnly: Readonly<Record<string, readonly string[]>> = {
  'admission.k8s.io': ['v1', 'v1beta1'],
  'apiextensions.k8s.io': ['v1beta1'],
  'apiregistration.k8s.io': ['v1beta1'],
  apps: ['v1beta1', 'v1beta2'],
  'authorization.k8s.io': ['v1beta1'],
  autoscaling: ['v2beta1', 'v2beta2'],
  batch: ['v1beta1'],
  'certificates.k8s.io': ['v1beta1'],
  'coordination.k8s.io': ['v1beta1'],
  'discovery.k8s.io': ['v1beta1'],
  'events.k8s.io': ['v1beta1'],
  extensions: ['v1beta1'],
  'flowcontrol.apiserver.k8s.io': ['v1beta1', 'v1beta2', 'v1beta3'],
  'imagepolicy.k8s.io': ['v1alpha1'],
  'networking.k8s.io': ['v1beta1'],
  'node.k8s.io': ['v1alpha1', 'v1beta1'],
  policy: ['v1beta1'],
  'rbac.authorization.k8s.io': ['v1alpha1', 'v1beta1'],
  'scheduling.k8s.io': ['v1alpha1', 'v1beta1'],
  'storage.k8s.io': ['v1alpha1', 'v1beta1'],
};

/** Which groups and versions a binary has types for. */
export interface RegisteredVersions {
  hasGroup(group: string): boolean;
  hasVersion(gv: GroupVersion): boolean;
}

export function registeredVersions(binaryMinor: number): RegisteredVersions {
  const versions = new Map<string, Set<string>>();
  const add = (group: string, version: string) => {
    const known = versions.get(group) ?? new Set();
    versions.set(group, known.add(version));
  };
  for (const row of resourceTable().resources) {
    if (isCompiledIn(row, binaryMinor)) add(row.group, row.version);
  }
  for (const [group, names] of Object.entries(decodeOnly)) {
    for (const version of names) add(group, version);
  }
  return {
    hasGroup: (group) => versions.has(group),
    hasVersion: ({ group, version }) => versions.get(group)?.has(version) ?? false,
  };
}
