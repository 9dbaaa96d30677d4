import type { Immutable, KubeObject } from '@skewplane/apimachinery';
import { has, listAt, numberAt, textAt, valueAt, type Fields } from '../object-fields.js';
import { age, ageAt, ageOf, name, none, text } from './cells.js';
import type { PrintedColumn } from './column-printer.js';

// Everything here: kubernetes/kubernetes pkg/printers/internalversion/printers.go

const classColumns = (spec: string): PrintedColumn[] => [
  { name: 'ResourceClassName', cell: text(`${spec}.resourceClassName`) },
  { name: 'AllocationMode', cell: text(`${spec}.allocationMode`) },
];

export const resourceClaimColumns = (minor: number): PrintedColumn[] => [
  name,
  ...(minor >= 31 ? [] : classColumns('spec')),
  { name: 'State', cell: (claim) => claimState(claim, minor) },
  age,
];

function claimState(claim: Immutable<KubeObject>, minor: number): string {
  const deleted = claim.metadata.deletionTimestamp !== undefined;
  const states = deleted ? ['deleted'] : [];
  if (!has(claim, 'status.allocation')) {
    if (!deleted) states.push('pending');
  } else {
    states.push('allocated');
    if (listAt(claim, 'status.reservedFor').length > 0) states.push('reserved');
    else if (minor <= 31 && (deleted || valueAt(claim, 'status.deallocationRequested') === true))
      states.push('deallocating');
  }
  return states.join(',');
}

export const resourceClaimTemplateColumns = (minor: number): PrintedColumn[] => [
  name,
  ...(minor >= 31 ? [] : classColumns('spec.spec')),
  age,
];

export const resourceSliceColumns = (minor: number): PrintedColumn[] =>
  minor >= 31
    ? [
        name,
        { name: 'Node', cell: text('spec.nodeName') },
        { name: 'Driver', cell: text('spec.driver') },
        { name: 'Pool', cell: text('spec.pool.name') },
        age,
      ]
    : [
        name,
        { name: 'Node', cell: text('nodeName') },
        { name: 'Driver', cell: text('driverName') },
        age,
      ];

export const deviceTaintRuleColumns: PrintedColumn[] = [
  name,
  { name: 'Key', cell: text('spec.taint.key') },
  { name: 'Value', cell: text('spec.taint.value') },
  { name: 'Effect', cell: text('spec.taint.effect') },
  { name: 'TimeAdded', cell: ageAt('spec.taint.timeAdded', '') },
  age,
];

export const podSchedulingContextColumns: PrintedColumn[] = [
  name,
  { name: 'SelectedNode', cell: text('spec.selectedNode') },
  age,
];

export const resourceClassColumns: PrintedColumn[] = [
  name,
  { name: 'DriverName', cell: text('driverName') },
  age,
];

export const resourceParametersColumns: PrintedColumn[] = [
  name,
  {
    name: 'GeneratedFrom',
    cell: (object) =>
      has(object, 'generatedFrom')
        ? `${textAt(object, 'generatedFrom.kind')}.${textAt(object, 'generatedFrom.apiGroup')} ${textAt(object, 'generatedFrom.name')}`
        : '',
  },
  age,
];

export const resourcePoolStatusRequestColumns: PrintedColumn[] = [
  name,
  { name: 'Driver', cell: text('spec.driver') },
  { name: 'Total', cell: poolSum(devices('totalDevices')) },
  { name: 'Available', cell: poolSum(devices('availableDevices')) },
  { name: 'Allocated', cell: poolSum(devices('allocatedDevices')) },
  { name: 'Unavailable', cell: poolSum(devices('unavailableDevices')) },
  { name: 'Errors', cell: poolSum((pool) => (has(pool, 'validationError') ? 1 : 0)) },
  { name: 'Pools', type: 'integer', cell: (object) => numberAt(object, 'status.poolCount') ?? 0 },
  { name: 'Status', cell: poolRequestStatus },
  {
    name: 'Completed',
    cell: (object, nowMs) => {
      const complete = decision(object);
      if (complete?.['type'] !== 'Complete') return none;
      return ageOf(complete['lastTransitionTime'], nowMs);
    },
  },
];

function devices(field: string): (pool: Fields) => number {
  return (pool) => numberAt(pool, field) ?? 0;
}

function poolSum(amount: (pool: Fields) => number): PrintedColumn['cell'] {
  return (object) => {
    if (!has(object, 'status') || decision(object)?.['type'] === 'Failed') return '-';
    return String(listAt(object, 'status.pools').reduce((sum, pool) => sum + amount(pool), 0));
  };
}

/** The first condition that ends the request. */
const decision = (object: Immutable<KubeObject>): Fields | undefined =>
  listAt(object, 'status.conditions').find(
    ({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True',
  );

function poolRequestStatus(object: Immutable<KubeObject>): string {
  const decided = textAt(decision(object), 'type');
  const listed = listAt(object, 'status.pools').length;
  const total = numberAt(object, 'status.poolCount') ?? 0;
  if (decided === 'Complete' && total > listed)
    return `Complete (${String(listed)}/${String(total)} pools)`;
  return decided === '' ? 'Pending' : decided;
}
