import { formatGroupResource, type GroupVersion, parseGroupVersion } from '@skewplane/apimachinery';
import type { EffectiveVersion } from '../versions/effective-version.js';
import { isCompiledIn } from './lifecycle.js';
import { discoveryPriorities } from './priorities.js';
import { type ResourceRow, resourceTable } from './resource-table.js';

/** `[from, to, version]` of the binary, null until further notice; storage versions that upstream fixes by hand. */
type Override = readonly (readonly [number, number | null, string])[];

/**
 * Fixed by hand, because lifecycle markers would say otherwise or are missing. Custom resource definitions are
 * kept in v1beta1, which is the more compact form; both event APIs share the core one.
 * @see kubernetes/kubernetes `pkg/kubeapiserver/default_storage_factory_builder.go`,
 * `cmd/kube-apiserver/app/apiextensions.go`
 */
const overrides: Readonly<Record<string, Override>> = {
  'customresourcedefinitions.apiextensions.k8s.io': [[30, null, 'apiextensions.k8s.io/v1beta1']],
  'events.events.k8s.io': [[30, null, 'v1']],
  'validatingadmissionpolicies.admissionregistration.k8s.io': [
    [30, 30, 'admissionregistration.k8s.io/v1beta1'],
  ],
  'validatingadmissionpolicybindings.admissionregistration.k8s.io': [
    [30, 30, 'admissionregistration.k8s.io/v1beta1'],
  ],
  'mutatingadmissionpolicies.admissionregistration.k8s.io': [
    [32, 34, 'admissionregistration.k8s.io/v1alpha1'],
    [35, null, 'admissionregistration.k8s.io/v1beta1'],
  ],
  'mutatingadmissionpolicybindings.admissionregistration.k8s.io': [
    [32, 34, 'admissionregistration.k8s.io/v1alpha1'],
    [35, null, 'admissionregistration.k8s.io/v1beta1'],
  ],
  'ipaddresses.networking.k8s.io': [
    [30, 30, 'networking.k8s.io/v1alpha1'],
    [31, 33, 'networking.k8s.io/v1beta1'],
  ],
  'servicecidrs.networking.k8s.io': [
    [30, 30, 'networking.k8s.io/v1alpha1'],
    [31, 33, 'networking.k8s.io/v1beta1'],
  ],
  'clustertrustbundles.certificates.k8s.io': [
    [30, 32, 'certificates.k8s.io/v1alpha1'],
    [33, null, 'certificates.k8s.io/v1beta1'],
  ],
  'podcertificaterequests.certificates.k8s.io': [
    [34, 34, 'certificates.k8s.io/v1alpha1'],
    [35, null, 'certificates.k8s.io/v1beta1'],
  ],
  'leasecandidates.coordination.k8s.io': [
    [31, 31, 'coordination.k8s.io/v1alpha1'],
    [32, 32, 'coordination.k8s.io/v1alpha2'],
    [33, null, 'coordination.k8s.io/v1beta1'],
  ],
  'volumeattributesclasses.storage.k8s.io': [
    [30, 30, 'storage.k8s.io/v1alpha1'],
    [31, 35, 'storage.k8s.io/v1beta1'],
  ],
  'deviceclasses.resource.k8s.io': [[32, 32, 'resource.k8s.io/v1beta1']],
  'resourceclaims.resource.k8s.io': [[32, 32, 'resource.k8s.io/v1beta1']],
  'resourceclaimtemplates.resource.k8s.io': [[32, 32, 'resource.k8s.io/v1beta1']],
  'resourceslices.resource.k8s.io': [[32, 32, 'resource.k8s.io/v1beta1']],
  'devicetaintrules.resource.k8s.io': [[33, null, 'resource.k8s.io/v1alpha3']],
  'resourcepoolstatusrequests.resource.k8s.io': [[36, null, 'resource.k8s.io/v1alpha3']],
  'workloads.scheduling.k8s.io': [
    [35, 35, 'scheduling.k8s.io/v1alpha1'],
    [36, null, 'scheduling.k8s.io/v1alpha2'],
  ],
  'podgroups.scheduling.k8s.io': [[36, null, 'scheduling.k8s.io/v1alpha2']],
};

/**
 * The version a server writes to etcd: fixed by hand, else the best one that the oldest compatible server has,
 * else the best one there is.
 * @see kubernetes/apiserver `pkg/server/storage/resource_encoding_config.go`, `emulatedStorageVersion`
 */
export function storageVersionOf(
  { group, resource, version, kind }: Pick<ResourceRow, 'group' | 'resource' | 'version' | 'kind'>,
  effective: EffectiveVersion,
): GroupVersion {
  const { binaryMinor, minCompatibilityMinor } = effective;
  const fixed = overrides[formatGroupResource({ group, resource })]?.find(
    ([from, to]) => from <= binaryMinor && (to === null || binaryMinor <= to),
  );
  const parsed = fixed === undefined ? undefined : parseGroupVersion(fixed[2]);
  if (parsed !== undefined) return parsed;

  const versions = versionsOfKind(group, kind, binaryMinor);
  // 1.30 has no compatibility version: it stores what it prefers.
  const readable =
    binaryMinor === 30
      ? versions[0]
      : versions.find(({ introduced = 0 }) => introduced <= minCompatibilityMinor);
  return { group, version: (readable ?? versions[0])?.version ?? version };
}

/** Versions of a kind that the binary knows, best first. */
function versionsOfKind(group: string, kind: string, binaryMinor: number): ResourceRow[] {
  const priorities = discoveryPriorities(binaryMinor);
  return resourceTable()
    .resources.filter((row) => row.group === group && row.kind === kind)
    .filter((row) => isCompiledIn(row, binaryMinor))
    .sort((a, b) => priorities.versionPriority(b) - priorities.versionPriority(a));
}
