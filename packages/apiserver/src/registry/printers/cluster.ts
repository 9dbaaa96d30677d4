import { humanDuration, type Immutable, type KubeObject } from '@skewplane/apimachinery';
import {
  fieldsAt,
  has,
  listAt,
  numberAt,
  textAt,
  textMapAt,
  textsAt,
  valueAt,
} from '../object-fields.js';
import {
  age,
  boolean,
  condition,
  count,
  firstFew,
  integer,
  isTrue,
  labels,
  name,
  namespacedName,
  none,
  text,
  unset,
} from './cells.js';
import type { PrintedColumn } from './column-printer.js';

// Everything here: kubernetes/kubernetes pkg/printers/internalversion/printers.go, but for APIService:
// kubernetes/kube-aggregator pkg/registry/apiservice/etcd/etcd.go

export const apiServiceColumns: PrintedColumn[] = [
  name,
  {
    name: 'Service',
    cell: (object) =>
      has(object, 'spec.service') ? namespacedName(object, 'spec.service') : 'Local',
  },
  { name: 'Available', cell: availability },
  age,
];

function availability(object: Immutable<KubeObject>): string {
  const available = condition(object, 'Available');
  if (available === undefined) return 'Unknown';
  const status = textAt(available, 'status');
  const reason = textAt(available, 'reason');
  return status === 'True' || reason === '' ? status : `${status} (${reason})`;
}

const webhooks: PrintedColumn = { name: 'Webhooks', type: 'integer', cell: count('webhooks') };
export const webhookConfigurationColumns: PrintedColumn[] = [name, webhooks, age];

const paramKind: PrintedColumn = {
  name: 'ParamKind',
  cell: (object) =>
    has(object, 'spec.paramKind')
      ? `${textAt(object, 'spec.paramKind.apiVersion')}/${textAt(object, 'spec.paramKind.kind')}`
      : unset,
};
export const validatingAdmissionPolicyColumns: PrintedColumn[] = [
  name,
  { name: 'Validations', type: 'integer', cell: count('spec.validations') },
  paramKind,
  age,
];
export const mutatingAdmissionPolicyColumns: PrintedColumn[] = [
  name,
  { name: 'Mutations', type: 'integer', cell: count('spec.mutations') },
  paramKind,
  age,
];
export const admissionPolicyBindingColumns: PrintedColumn[] = [
  name,
  { name: 'PolicyName', cell: text('spec.policyName') },
  { name: 'ParamRef', cell: paramRef },
  age,
];

function paramRef(object: Immutable<KubeObject>): string {
  const reference = fieldsAt(object, 'spec.paramRef');
  const of = textAt(reference, 'name');
  if (of === '') return has(reference, 'selector') ? goSelector(reference['selector']) : unset;
  const namespace = textAt(reference, 'namespace');
  return `${namespace === '' ? '*' : namespace}/${of}`;
}

/** The generated Go text of a LabelSelector, which is what upstream prints here. */
function goSelector(selector: unknown): string {
  const matchLabels = Object.entries(textMapAt(selector, 'matchLabels')).sort();
  const map = matchLabels.map(([key, value]) => `${key}: ${value},`).join('');
  const expressions = listAt(selector, 'matchExpressions')
    .map((each) => {
      const values = textsAt(each, 'values').join(' ');
      return `LabelSelectorRequirement{Key:${textAt(each, 'key')},Operator:${textAt(each, 'operator')},Values:[${values}],},`;
    })
    .join('');
  return `&LabelSelector{MatchLabels:map[string]string{${map}},MatchExpressions:[]LabelSelectorRequirement{${expressions}},}`;
}

export const certificateSigningRequestColumns: PrintedColumn[] = [
  name,
  age,
  { name: 'SignerName', cell: text('spec.signerName', none) },
  { name: 'Requestor', cell: text('spec.username') },
  {
    name: 'RequestedDuration',
    cell: (object) => {
      const seconds = numberAt(object, 'spec.expirationSeconds');
      return seconds === undefined ? none : humanDuration(seconds * 1000);
    },
  },
  { name: 'Condition', cell: certificateState },
];

function certificateState(request: Immutable<KubeObject>): string {
  const decision = ['Denied', 'Approved'].find((type) => condition(request, type) !== undefined);
  const failed = condition(request, 'Failed') === undefined ? '' : ',Failed';
  const issued = textAt(request, 'status.certificate') === '' ? '' : ',Issued';
  return `${decision ?? 'Pending'}${failed}${issued}`;
}

export const clusterTrustBundleColumns: PrintedColumn[] = [
  name,
  { name: 'SignerName', cell: text('spec.signerName', none) },
];

export const podCertificateRequestColumns = (minor: number): PrintedColumn[] => [
  name,
  { name: 'PodName', cell: text('spec.podName') },
  { name: 'ServiceAccountName', cell: text('spec.serviceAccountName') },
  { name: 'NodeName', cell: text('spec.nodeName') },
  { name: 'SignerName', cell: text('spec.signerName') },
  {
    name: 'State',
    cell: (object) =>
      ['Issued', 'Denied', 'Failed'].find((type) => condition(object, type) !== undefined) ??
      'Pending',
  },
  ...(minor >= 35
    ? [{ name: 'UnverifiedUserAnnotations', cell: labels('spec.unverifiedUserAnnotations') }]
    : []),
];

export const leaseColumns: PrintedColumn[] = [
  name,
  { name: 'Holder', cell: text('spec.holderIdentity') },
  age,
];
export const leaseCandidateColumns: PrintedColumn[] = [
  name,
  { name: 'LeaseName', cell: text('spec.leaseName') },
  { name: 'BinaryVersion', cell: text('spec.binaryVersion') },
  { name: 'EmulationVersion', cell: text('spec.emulationVersion') },
  age,
];

export const flowSchemaColumns: PrintedColumn[] = [
  name,
  { name: 'PriorityLevel', cell: text('spec.priorityLevelConfiguration.name') },
  { name: 'MatchingPrecedence', cell: integer('spec.matchingPrecedence') },
  { name: 'DistinguisherMethod', cell: text('spec.distinguisherMethod.type', none) },
  age,
  {
    name: 'MissingPL',
    cell: (object) => {
      const dangling = condition(object, 'Dangling');
      return dangling === undefined ? '?' : textAt(dangling, 'status');
    },
  },
];

const queuing = 'spec.limited.limitResponse.queuing';
export const priorityLevelColumns: PrintedColumn[] = [
  name,
  { name: 'Type', cell: text('spec.type') },
  {
    name: 'NominalConcurrencyShares',
    cell: integer('spec.limited.nominalConcurrencyShares', none),
  },
  { name: 'Queues', cell: integer(`${queuing}.queues`, none) },
  { name: 'HandSize', cell: integer(`${queuing}.handSize`, none) },
  { name: 'QueueLengthLimit', cell: integer(`${queuing}.queueLengthLimit`, none) },
  age,
];

export const storageVersionColumns: PrintedColumn[] = [
  name,
  { name: 'CommonEncodingVersion', cell: text('status.commonEncodingVersion', unset) },
  {
    name: 'StorageVersions',
    cell: (object) => {
      const versions = listAt(object, 'status.storageVersions').map(
        (each) => `${textAt(each, 'apiServerID')}=${textAt(each, 'encodingVersion')}`,
      );
      return versions.length === 0 ? unset : firstFew(versions, 3);
    },
  },
  age,
];

export const storageVersionMigrationColumns = (minor: number): PrintedColumn[] => [
  { name: 'Name', cell: text('metadata.name') },
  { name: 'Resource', cell: (object) => migratedResource(object, minor) },
  ...(minor >= 35 ? [{ name: 'Status', cell: migrationStatus }] : []),
];

function migratedResource(object: Immutable<KubeObject>, minor: number): string {
  const resource = fieldsAt(object, 'spec.resource');
  const parts = [textAt(resource, 'resource')];
  if (minor < 35) parts.push(textAt(resource, 'version'));
  const group = textAt(resource, 'group');
  if (group !== '' || minor < 35) parts.push(group);
  return parts.join('.');
}

const migrationStatus = (object: Immutable<KubeObject>): string =>
  ['Succeeded', 'Failed', 'Running'].find((type) => isTrue(object, type)) ?? 'Unknown';

export const roleBindingColumns: PrintedColumn[] = [
  name,
  {
    name: 'Role',
    cell: (object) => `${textAt(object, 'roleRef.kind')}/${textAt(object, 'roleRef.name')}`,
  },
  age,
  { name: 'Users', wide: true, cell: subjects('User') },
  { name: 'Groups', wide: true, cell: subjects('Group') },
  { name: 'ServiceAccounts', wide: true, cell: subjects('ServiceAccount') },
];

function subjects(kind: string): PrintedColumn['cell'] {
  return (object) =>
    listAt(object, 'subjects')
      .filter((each) => each['kind'] === kind)
      .map((each) =>
        kind === 'ServiceAccount'
          ? `${textAt(each, 'namespace')}/${textAt(each, 'name')}`
          : textAt(each, 'name'),
      )
      .join(', ');
}

export const podDisruptionBudgetColumns: PrintedColumn[] = [
  name,
  { name: 'Min Available', cell: intOrPercent('spec.minAvailable') },
  { name: 'Max Unavailable', cell: intOrPercent('spec.maxUnavailable') },
  { name: 'Allowed Disruptions', type: 'integer', cell: integer('status.disruptionsAllowed') },
  age,
];

function intOrPercent(path: string): PrintedColumn['cell'] {
  return (object) => {
    const value = valueAt(object, path);
    return typeof value === 'number' || typeof value === 'string' ? String(value) : 'N/A';
  };
}

export const priorityClassColumns = (minor: number): PrintedColumn[] => [
  name,
  { name: 'Value', type: 'integer', cell: integer('value') },
  { name: 'Global-Default', type: 'boolean', cell: boolean('globalDefault', false) },
  age,
  ...(minor >= 32 ? [{ name: 'PreemptionPolicy', cell: text('preemptionPolicy') }] : []),
];

export const podGroupColumns: PrintedColumn[] = [
  name,
  {
    name: 'Policy',
    cell: (object) => (has(object, 'spec.schedulingPolicy.gang') ? 'Gang' : 'Basic'),
  },
  { name: 'Workload', cell: text('spec.podGroupTemplateRef.workload.workloadName', none) },
  { name: 'Status', cell: podGroupStatus },
  age,
];

function podGroupStatus(object: Immutable<KubeObject>): string {
  const disruption = condition(object, 'DisruptionTarget');
  if (disruption?.['status'] === 'True') return textAt(disruption, 'reason');
  const scheduled = condition(object, 'PodGroupScheduled');
  if (scheduled === undefined) return 'Pending';
  return scheduled['status'] === 'True' ? 'Scheduled' : 'Unschedulable';
}

export const runtimeClassColumns: PrintedColumn[] = [
  name,
  { name: 'Handler', cell: text('handler') },
  age,
];
