import type { TablePrinter } from '../resource-scope.js';
import { horizontalPodAutoscalerColumns } from './autoscaling.js';
import { age, name } from './cells.js';
import * as cluster from './cluster.js';
import { columnPrinter, type PrintedColumn } from './column-printer.js';
import * as core from './core.js';
import { defaultPrinter } from './default-printer.js';
import * as networking from './networking.js';
import { podPrinter } from './pods.js';
import * as claims from './resource-claims.js';
import * as storage from './storage.js';
import * as workloads from './workloads.js';

type Columns = readonly PrintedColumn[] | ((minor: number) => readonly PrintedColumn[]);

const nameAndAge: PrintedColumn[] = [name, age];

/** By `group/kind`; what is not here has the default table. */
const columnsByKind: Readonly<Record<string, Columns>> = {
  '/ComponentStatus': core.componentStatusColumns,
  '/ConfigMap': core.configMapColumns,
  '/Endpoints': core.endpointsColumns,
  '/Event': core.eventColumns,
  '/Namespace': core.namespaceColumns,
  '/Node': core.nodeColumns,
  '/PersistentVolume': core.persistentVolumeColumns,
  '/PersistentVolumeClaim': core.persistentVolumeClaimColumns,
  '/PodTemplate': core.podTemplateColumns,
  '/ReplicationController': core.replicationControllerColumns,
  '/ResourceQuota': core.resourceQuotaColumns,
  '/Secret': core.secretColumns,
  '/Service': core.serviceColumns,
  '/ServiceAccount': core.serviceAccountColumns,
  '/Status': core.statusColumns,
  'admissionregistration.k8s.io/MutatingAdmissionPolicy': cluster.mutatingAdmissionPolicyColumns,
  'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding':
    cluster.admissionPolicyBindingColumns,
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': cluster.webhookConfigurationColumns,
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy':
    cluster.validatingAdmissionPolicyColumns,
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding':
    cluster.admissionPolicyBindingColumns,
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration':
    cluster.webhookConfigurationColumns,
  'apiregistration.k8s.io/APIService': cluster.apiServiceColumns,
  'apps/ControllerRevision': workloads.controllerRevisionColumns,
  'apps/DaemonSet': workloads.daemonSetColumns,
  'apps/Deployment': workloads.deploymentColumns,
  'apps/ReplicaSet': workloads.replicaSetColumns,
  'apps/StatefulSet': workloads.statefulSetColumns,
  'autoscaling/HorizontalPodAutoscaler': horizontalPodAutoscalerColumns,
  'autoscaling/Scale': workloads.scaleColumns,
  'batch/CronJob': workloads.cronJobColumns,
  'batch/Job': workloads.jobColumns,
  'certificates.k8s.io/CertificateSigningRequest': cluster.certificateSigningRequestColumns,
  'certificates.k8s.io/ClusterTrustBundle': cluster.clusterTrustBundleColumns,
  'certificates.k8s.io/PodCertificateRequest': cluster.podCertificateRequestColumns,
  'coordination.k8s.io/Lease': cluster.leaseColumns,
  'coordination.k8s.io/LeaseCandidate': cluster.leaseCandidateColumns,
  'discovery.k8s.io/EndpointSlice': networking.endpointSliceColumns,
  'events.k8s.io/Event': core.eventColumns,
  'flowcontrol.apiserver.k8s.io/FlowSchema': cluster.flowSchemaColumns,
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration': cluster.priorityLevelColumns,
  'internal.apiserver.k8s.io/StorageVersion': cluster.storageVersionColumns,
  'networking.k8s.io/Ingress': networking.ingressColumns,
  'networking.k8s.io/IngressClass': networking.ingressClassColumns,
  'networking.k8s.io/NetworkPolicy': networking.networkPolicyColumns,
  'networking.k8s.io/ServiceCIDR': networking.serviceCidrColumns,
  'node.k8s.io/RuntimeClass': cluster.runtimeClassColumns,
  'policy/PodDisruptionBudget': cluster.podDisruptionBudgetColumns,
  'rbac.authorization.k8s.io/ClusterRoleBinding': cluster.roleBindingColumns,
  'rbac.authorization.k8s.io/RoleBinding': cluster.roleBindingColumns,
  'resource.k8s.io/DeviceClass': nameAndAge,
  'resource.k8s.io/DeviceTaintRule': claims.deviceTaintRuleColumns,
  'resource.k8s.io/PodSchedulingContext': claims.podSchedulingContextColumns,
  'resource.k8s.io/ResourceClaim': claims.resourceClaimColumns,
  'resource.k8s.io/ResourceClaimParameters': claims.resourceParametersColumns,
  'resource.k8s.io/ResourceClaimTemplate': claims.resourceClaimTemplateColumns,
  'resource.k8s.io/ResourceClass': claims.resourceClassColumns,
  'resource.k8s.io/ResourceClassParameters': claims.resourceParametersColumns,
  'resource.k8s.io/ResourcePoolStatusRequest': claims.resourcePoolStatusRequestColumns,
  'resource.k8s.io/ResourceSlice': claims.resourceSliceColumns,
  'scheduling.k8s.io/PodGroup': cluster.podGroupColumns,
  'scheduling.k8s.io/PriorityClass': cluster.priorityClassColumns,
  'scheduling.k8s.io/Workload': nameAndAge,
  'storage.k8s.io/CSIDriver': storage.csiDriverColumns,
  'storage.k8s.io/CSINode': storage.csiNodeColumns,
  'storage.k8s.io/CSIStorageCapacity': storage.csiStorageCapacityColumns,
  'storage.k8s.io/StorageClass': storage.storageClassColumns,
  'storage.k8s.io/VolumeAttachment': storage.volumeAttachmentColumns,
  'storage.k8s.io/VolumeAttributesClass': storage.volumeAttributesClassColumns,
  'storagemigration.k8s.io/StorageVersionMigration': cluster.storageVersionMigrationColumns,
};

/**
 * The table of a built-in kind as the given minor prints it. Rows take objects in the storage version.
 * @see kubernetes/kubernetes `pkg/printers/internalversion/printers.go`, `AddHandlers`
 */
export function printerFor(options: {
  readonly group: string;
  readonly kind: string;
  readonly minor: number;
}): TablePrinter {
  const { group, kind, minor } = options;
  if (group === '' && kind === 'Pod') return podPrinter(minor);
  if (group === 'networking.k8s.io' && kind === 'IPAddress') {
    return columnPrinter(networking.ipAddressColumns, { surplus: [age.cell] });
  }
  const columns = columnsByKind[`${group}/${kind}`];
  if (columns === undefined) return defaultPrinter;
  return columnPrinter(typeof columns === 'function' ? columns(minor) : columns);
}
