import {
  humanDuration,
  parseGroupVersion,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { has, numberAt, textAt, valueAt } from '../object-fields.js';
import {
  age,
  ageAt,
  count,
  integer,
  isTrue,
  labels,
  name,
  none,
  selector,
  selectorText,
  templateColumns,
  text,
  unset,
} from './cells.js';
import type { PrintedColumn } from './column-printer.js';

// Everything here: kubernetes/kubernetes pkg/printers/internalversion/printers.go

const selectorColumn = (path: string): PrintedColumn => ({
  name: 'Selector',
  wide: true,
  cell: selector(path),
});
const readyOfDesired: PrintedColumn = {
  name: 'Ready',
  cell: (object) =>
    `${String(numberAt(object, 'status.readyReplicas') ?? 0)}/${String(numberAt(object, 'spec.replicas') ?? 0)}`,
};

export const deploymentColumns: PrintedColumn[] = [
  name,
  readyOfDesired,
  { name: 'Up-to-date', cell: integer('status.updatedReplicas') },
  { name: 'Available', cell: integer('status.availableReplicas') },
  age,
  ...templateColumns('spec.template'),
  {
    name: 'Selector',
    wide: true,
    cell: (object) => selectorText(valueAt(object, 'spec.selector')) ?? '<invalid>',
  },
];

export const replicaSetColumns: PrintedColumn[] = [
  name,
  { name: 'Desired', type: 'integer', cell: integer('spec.replicas') },
  { name: 'Current', type: 'integer', cell: integer('status.replicas') },
  { name: 'Ready', type: 'integer', cell: integer('status.readyReplicas') },
  age,
  ...templateColumns('spec.template'),
  selectorColumn('spec.selector'),
];

export const statefulSetColumns: PrintedColumn[] = [
  name,
  readyOfDesired,
  age,
  ...templateColumns('spec.template'),
];

export const daemonSetColumns: PrintedColumn[] = [
  name,
  { name: 'Desired', type: 'integer', cell: integer('status.desiredNumberScheduled') },
  { name: 'Current', type: 'integer', cell: integer('status.currentNumberScheduled') },
  { name: 'Ready', type: 'integer', cell: integer('status.numberReady') },
  { name: 'Up-to-date', type: 'integer', cell: integer('status.updatedNumberScheduled') },
  { name: 'Available', type: 'integer', cell: integer('status.numberAvailable') },
  { name: 'Node Selector', cell: labels('spec.template.spec.nodeSelector') },
  age,
  ...templateColumns('spec.template'),
  selectorColumn('spec.selector'),
];

export const controllerRevisionColumns: PrintedColumn[] = [
  name,
  { name: 'Controller', cell: controllerOf },
  { name: 'Revision', cell: integer('revision') },
  age,
];

function controllerOf({ metadata }: Immutable<KubeObject>): string {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller === true);
  if (owner === undefined) return none;
  const group = parseGroupVersion(owner.apiVersion)?.group ?? '';
  return `${`${owner.kind}${group === '' ? '' : `.${group}`}`.toLowerCase()}/${owner.name}`;
}

export const scaleColumns: PrintedColumn[] = [
  { name: 'Name', cell: text('metadata.name') },
  { name: 'Desired', type: 'integer', cell: integer('spec.replicas') },
  { name: 'Available', type: 'integer', cell: integer('status.replicas') },
  age,
];

export const jobColumns = (minor: number): PrintedColumn[] => [
  name,
  { name: 'Status', cell: (job) => jobStatus(job, minor) },
  { name: 'Completions', cell: jobCompletions },
  { name: 'Duration', cell: jobDuration },
  age,
  ...templateColumns('spec.template'),
  selectorColumn('spec.selector'),
];

function jobStatus(job: Immutable<KubeObject>, minor: number): string {
  if (isTrue(job, 'Complete')) return 'Complete';
  if (isTrue(job, 'Failed')) return 'Failed';
  if (job.metadata.deletionTimestamp !== undefined) return 'Terminating';
  if (isTrue(job, 'Suspended')) return 'Suspended';
  if (isTrue(job, 'FailureTarget')) return 'FailureTarget';
  if (minor >= 34 && isTrue(job, 'SuccessCriteriaMet')) return 'SuccessCriteriaMet';
  return 'Running';
}

function jobCompletions(job: Immutable<KubeObject>): string {
  const succeeded = String(numberAt(job, 'status.succeeded') ?? 0);
  const completions = numberAt(job, 'spec.completions');
  if (completions !== undefined) return `${succeeded}/${String(completions)}`;
  const parallelism = numberAt(job, 'spec.parallelism') ?? 0;
  return `${succeeded}/1${parallelism > 1 ? ` of ${String(parallelism)}` : ''}`;
}

function jobDuration(job: Immutable<KubeObject>, nowMs: number): string {
  const start = Date.parse(textAt(job, 'status.startTime'));
  if (Number.isNaN(start)) return '';
  const end = Date.parse(textAt(job, 'status.completionTime'));
  return humanDuration((Number.isNaN(end) ? nowMs : end) - start);
}

export const cronJobColumns: PrintedColumn[] = [
  name,
  { name: 'Schedule', cell: text('spec.schedule') },
  { name: 'Timezone', cell: text('spec.timeZone', none) },
  { name: 'Suspend', type: 'boolean', cell: suspendText },
  { name: 'Active', type: 'integer', cell: count('status.active') },
  { name: 'Last Schedule', cell: ageAt('status.lastScheduleTime', none) },
  age,
  ...templateColumns('spec.jobTemplate.spec.template'),
  selectorColumn('spec.jobTemplate.spec.selector'),
];

function suspendText(cronJob: Immutable<KubeObject>): string {
  if (!has(cronJob, 'spec.suspend')) return unset;
  return valueAt(cronJob, 'spec.suspend') === true ? 'True' : 'False';
}
