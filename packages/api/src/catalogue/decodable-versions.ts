import { compareKubeAwareVersions, type GroupKind } from '@skewplane/apimachinery';
import { isCompiledIn } from './lifecycle.js';
import { inRange, resourceTable, type MinorRange } from './resource-table.js';

const always: MinorRange = [null, null];
const until35: MinorRange = [null, 35];
const beta = { v1beta1: always };
const alphaAndBeta = { v1alpha1: always, v1beta1: always };
/**
 * Versions of kinds that a binary converts although it serves nothing in them any more, as
 * `group/Kind: { version: minors }`.
 * @see kubernetes/api `<group>/<version>/register.go`
 * @see kubernetes/apiextensions-apiserver `pkg/apis/apiextensions/v1beta1/register.go`
 * @see kubernetes/kube-aggregator `pkg/apis/apiregistration/v1beta1/register.go`
 */
const decodeOnly: Readonly<Record<string, Readonly<Record<string, MinorRange>>>> = {
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': beta,
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': beta,
  'apiextensions.k8s.io/CustomResourceDefinition': beta,
  'apiregistration.k8s.io/APIService': beta,
  'apps/ControllerRevision': { v1beta2: always, v1beta1: always },
  'apps/DaemonSet': { v1beta2: always },
  'apps/Deployment': { v1beta2: always, v1beta1: always },
  'apps/ReplicaSet': { v1beta2: always },
  'apps/StatefulSet': { v1beta2: always, v1beta1: always },
  'autoscaling/HorizontalPodAutoscaler': { v2beta1: until35, v2beta2: until35 },
  'batch/CronJob': beta,
  'certificates.k8s.io/CertificateSigningRequest': beta,
  'coordination.k8s.io/Lease': beta,
  'discovery.k8s.io/EndpointSlice': beta,
  'events.k8s.io/Event': beta,
  'flowcontrol.apiserver.k8s.io/FlowSchema': { v1beta2: always, v1beta1: always },
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration': { v1beta2: always, v1beta1: always },
  'networking.k8s.io/IPAddress': { v1alpha1: [31, 33] },
  'networking.k8s.io/Ingress': beta,
  'networking.k8s.io/IngressClass': beta,
  'networking.k8s.io/ServiceCIDR': { v1alpha1: [31, 33] },
  'node.k8s.io/RuntimeClass': alphaAndBeta,
  'policy/PodDisruptionBudget': beta,
  'rbac.authorization.k8s.io/ClusterRole': alphaAndBeta,
  'rbac.authorization.k8s.io/ClusterRoleBinding': alphaAndBeta,
  'rbac.authorization.k8s.io/Role': alphaAndBeta,
  'rbac.authorization.k8s.io/RoleBinding': alphaAndBeta,
  'scheduling.k8s.io/PriorityClass': { v1alpha1: until35, v1beta1: always },
  'storage.k8s.io/CSIDriver': beta,
  'storage.k8s.io/CSINode': beta,
  'storage.k8s.io/CSIStorageCapacity': alphaAndBeta,
  'storage.k8s.io/StorageClass': beta,
  'storage.k8s.io/VolumeAttachment': alphaAndBeta,
};

/** Ranks that do not follow from the names. @see kubernetes/kubernetes `pkg/apis/autoscaling/install/install.go` */
const unusualOrder: Readonly<Record<string, readonly string[]>> = {
  autoscaling: ['v2', 'v1', 'v2beta1', 'v2beta2'],
};

/**
 * Every version of a kind that a binary has types for, best first; served or not.
 * @see kubernetes/apimachinery `pkg/runtime/scheme.go`, `VersionsForGroupKind`
 */
export function decodableVersions({ group, kind }: GroupKind, binaryMinor: number): string[] {
  const served = resourceTable()
    .resources.filter((row) => row.group === group && row.kind === kind)
    .filter((row) => isCompiledIn(row, binaryMinor))
    .map(({ version }) => version);
  const others = Object.entries(decodeOnly[`${group}/${kind}`] ?? {})
    .filter(([, minors]) => inRange(minors, binaryMinor))
    .map(([version]) => version);
  const order = unusualOrder[group];
  return [...new Set([...served, ...others])].sort((a, b) =>
    order === undefined ? compareKubeAwareVersions(a, b) : order.indexOf(a) - order.indexOf(b),
  );
}
