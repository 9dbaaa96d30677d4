import type { Immutable, KubeObject } from '@skewplane/apimachinery';
import { fieldsAt, has, listAt, numberAt, textAt, textMapAt, textsAt } from '../object-fields.js';
import {
  age,
  ageOf,
  byName,
  condition,
  count,
  firstFew,
  integer,
  joined,
  labels,
  name,
  none,
  templateColumns,
  text,
  unset,
} from './cells.js';
import type { PrintedColumn } from './column-printer.js';
import { loadBalancerAddresses } from './networking.js';

// Everything here: kubernetes/kubernetes pkg/printers/internalversion/printers.go

const healthy = (field: string, absent = ''): PrintedColumn['cell'] => {
  return (object) => {
    const found = listAt(object, 'conditions').find((each) => each['type'] === 'Healthy');
    return found === undefined ? absent : textAt(found, field);
  };
};

export const componentStatusColumns: PrintedColumn[] = [
  name,
  {
    name: 'Status',
    cell: (object) => {
      const status = healthy('status', 'Unknown')(object, 0);
      return status === 'True' ? 'Healthy' : status === 'Unknown' ? 'Unknown' : 'Unhealthy';
    },
  },
  { name: 'Message', cell: healthy('message') },
  { name: 'Error', cell: healthy('error') },
];

export const configMapColumns: PrintedColumn[] = [
  name,
  { name: 'Data', cell: count('data', 'binaryData') },
  age,
];

export const secretColumns: PrintedColumn[] = [
  name,
  { name: 'Type', cell: text('type') },
  { name: 'Data', cell: count('data') },
  age,
];

export const serviceAccountColumns = (minor: number): PrintedColumn[] => [
  name,
  ...(minor >= 35 ? [] : [{ name: 'Secrets', cell: count('secrets') }]),
  age,
];

export const namespaceColumns: PrintedColumn[] = [
  name,
  { name: 'Status', cell: text('status.phase') },
  age,
];

export const podTemplateColumns: PrintedColumn[] = [
  name,
  { name: 'Containers', cell: joined('template.spec.containers', 'name') },
  { name: 'Images', cell: joined('template.spec.containers', 'image') },
  { name: 'Pod Labels', cell: labels('template.metadata.labels') },
];

export const replicationControllerColumns: PrintedColumn[] = [
  name,
  { name: 'Desired', type: 'integer', cell: integer('spec.replicas') },
  { name: 'Current', type: 'integer', cell: integer('status.replicas') },
  { name: 'Ready', type: 'integer', cell: integer('status.readyReplicas') },
  age,
  ...templateColumns('spec.template'),
  { name: 'Selector', wide: true, cell: labels('spec.selector') },
];

export const endpointsColumns: PrintedColumn[] = [
  name,
  { name: 'Endpoints', cell: endpointAddresses },
  age,
];

function endpointAddresses(object: Immutable<KubeObject>): string {
  const subsets = listAt(object, 'subsets');
  if (subsets.length === 0) return none;
  const addresses = subsets.flatMap((subset) => {
    const ips = listAt(subset, 'addresses').map((each) => textAt(each, 'ip'));
    const ports = listAt(subset, 'ports');
    if (ports.length === 0) return ips;
    return ports.flatMap((port) =>
      ips.map(
        (ip) => `${ip.includes(':') ? `[${ip}]` : ip}:${String(numberAt(port, 'port') ?? 0)}`,
      ),
    );
  });
  return firstFew(addresses, 3);
}

export const resourceQuotaColumns = (minor: number): PrintedColumn[] => {
  const amounts = [
    { name: 'Request', cell: quotaUse((resource) => !resource.startsWith('limits.')) },
    { name: 'Limit', cell: quotaUse((resource) => resource.startsWith('limits.')) },
  ];
  return minor >= 33 ? [name, ...amounts, age] : [name, age, ...amounts];
};

const quotaUse = (belongs: (resource: string) => boolean): PrintedColumn['cell'] => {
  return (object) => {
    const used = textMapAt(object, 'status.used');
    return Object.entries(textMapAt(object, 'status.hard'))
      .filter(([resource]) => belongs(resource))
      .sort(([a], [b]) => byName(a, b))
      .map(([resource, hard]) => `${resource}: ${used[resource] ?? '0'}/${hard}`)
      .join(', ');
  };
};

export const serviceColumns: PrintedColumn[] = [
  name,
  { name: 'Type', cell: text('spec.type') },
  { name: 'Cluster-IP', cell: (object) => textsAt(object, 'spec.clusterIPs')[0] ?? none },
  { name: 'External-IP', cell: externalIp },
  { name: 'Port(s)', cell: servicePorts },
  age,
  { name: 'Selector', wide: true, cell: labels('spec.selector') },
];

function externalIp(service: Immutable<KubeObject>): string {
  const external = textsAt(service, 'spec.externalIPs');
  switch (textAt(service, 'spec.type')) {
    case 'ClusterIP':
    case 'NodePort':
      return external.length === 0 ? none : external.join(',');
    case 'LoadBalancer': {
      const all = [...loadBalancerAddresses(service), ...external];
      return all.length === 0 ? '<pending>' : all.join(',');
    }
    case 'ExternalName':
      return textAt(service, 'spec.externalName');
    default:
      return '<unknown>';
  }
}

function servicePorts(service: Immutable<KubeObject>): string {
  const ports = listAt(service, 'spec.ports').map((port) => {
    const node = numberAt(port, 'nodePort') ?? 0;
    const shown = `${String(numberAt(port, 'port') ?? 0)}${node > 0 ? `:${String(node)}` : ''}`;
    return `${shown}/${textAt(port, 'protocol')}`;
  });
  return ports.length === 0 ? none : ports.join(',');
}

/** Reads both shapes of events, so it serves `v1` and `events.k8s.io/v1`. */
export const eventColumns: PrintedColumn[] = [
  { name: 'Last Seen', cell: lastSeen },
  { name: 'Type', cell: text('type') },
  { name: 'Reason', cell: text('reason') },
  { name: 'Object', cell: involvedObject },
  { name: 'Subobject', wide: true, cell: (event) => textAt(regarding(event), 'fieldPath') },
  { name: 'Source', wide: true, cell: eventSource },
  { name: 'Message', cell: (event) => either(event, 'message', 'note').trim() },
  { name: 'First Seen', wide: true, cell: firstSeen },
  { name: 'Count', wide: true, cell: eventCount },
  { ...name, wide: true },
];

const regarding = (event: Immutable<KubeObject>) =>
  fieldsAt(event, has(event, 'involvedObject') ? 'involvedObject' : 'regarding');

function either(event: Immutable<KubeObject>, path: string, orElse: string): string {
  const value = textAt(event, path);
  return value === '' ? textAt(event, orElse) : value;
}

function firstSeen(event: Immutable<KubeObject>, nowMs: number): string {
  const first = either(event, 'firstTimestamp', 'deprecatedFirstTimestamp');
  return ageOf(first === '' ? event['eventTime'] : first, nowMs);
}

function lastSeen(event: Immutable<KubeObject>, nowMs: number): string {
  if (has(event, 'series')) return ageOf(textAt(event, 'series.lastObservedTime'), nowMs);
  const last = either(event, 'lastTimestamp', 'deprecatedLastTimestamp');
  return last === '' ? firstSeen(event, nowMs) : ageOf(last, nowMs);
}

function involvedObject(event: Immutable<KubeObject>): string {
  const reference = regarding(event);
  const kind = textAt(reference, 'kind').toLowerCase();
  const of = textAt(reference, 'name');
  return of === '' ? kind : `${kind}/${of}`;
}

function eventSource(event: Immutable<KubeObject>): string {
  const source = fieldsAt(event, has(event, 'source') ? 'source' : 'deprecatedSource');
  const component = textAt(source, 'component');
  const host = textAt(source, 'host');
  const reporter =
    component === '' ? either(event, 'reportingComponent', 'reportingController') : component;
  const instance = host === '' ? textAt(event, 'reportingInstance') : host;
  return instance === '' ? reporter : `${reporter}, ${instance}`;
}

function eventCount(event: Immutable<KubeObject>): number {
  if (has(event, 'series')) return numberAt(event, 'series.count') ?? 0;
  const total = numberAt(event, 'count') ?? numberAt(event, 'deprecatedCount') ?? 0;
  return total === 0 ? 1 : total;
}

export const nodeColumns = (minor: number): PrintedColumn[] => [
  name,
  { name: 'Status', cell: nodeStatus },
  { name: 'Roles', cell: nodeRoles },
  age,
  { name: 'Version', cell: text('status.nodeInfo.kubeletVersion') },
  { name: 'Internal-IP', wide: true, cell: nodeAddress('InternalIP') },
  { name: 'External-IP', wide: true, cell: nodeAddress('ExternalIP') },
  { name: 'OS-Image', wide: true, cell: text('status.nodeInfo.osImage', '<unknown>') },
  { name: 'Kernel-Version', wide: true, cell: kernelVersion(minor) },
  {
    name: 'Container-Runtime',
    wide: true,
    cell: text('status.nodeInfo.containerRuntimeVersion', '<unknown>'),
  },
];

function nodeStatus(node: Immutable<KubeObject>): string {
  const ready = condition(node, 'Ready');
  const status =
    ready === undefined ? 'Unknown' : ready['status'] === 'True' ? 'Ready' : 'NotReady';
  return `${status}${fieldsAt(node, 'spec')['unschedulable'] === true ? ',SchedulingDisabled' : ''}`;
}

const rolePrefix = 'node-role.kubernetes.io/';

function nodeRoles(node: Immutable<KubeObject>): string {
  const roles = new Set<string>();
  for (const [key, value] of Object.entries(node.metadata.labels ?? {})) {
    if (key.startsWith(rolePrefix) && key.length > rolePrefix.length) {
      roles.add(key.slice(rolePrefix.length));
    } else if (key === 'kubernetes.io/role' && value !== '') {
      roles.add(value);
    }
  }
  return roles.size === 0 ? none : [...roles].sort().join(',');
}

const nodeAddress = (type: string): PrintedColumn['cell'] => {
  return (node) => {
    const found = listAt(node, 'status.addresses').find((each) => each['type'] === type);
    return found === undefined ? none : textAt(found, 'address');
  };
};

const kernelVersion = (minor: number): PrintedColumn['cell'] => {
  return (node) => {
    const kernel = text('status.nodeInfo.kernelVersion', '<unknown>')(node, 0);
    const architecture = textAt(node, 'status.nodeInfo.architecture');
    return minor >= 36 && architecture !== '' ? `${String(kernel)} (${architecture})` : kernel;
  };
};

const accessModeShort = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
] as const;

const accessModes = (object: Immutable<KubeObject>, path: string): string => {
  const modes = textsAt(object, path);
  return accessModeShort
    .filter(([mode]) => modes.includes(mode))
    .map(([, short]) => short)
    .join(',');
};

const volumePhase = (object: Immutable<KubeObject>): string =>
  object.metadata.deletionTimestamp === undefined ? textAt(object, 'status.phase') : 'Terminating';

function storageClass(object: Immutable<KubeObject>): string {
  const annotated = object.metadata.annotations?.['volume.beta.kubernetes.io/storage-class'];
  return annotated ?? textAt(object, 'spec.storageClassName');
}

const volumeTail: PrintedColumn[] = [
  age,
  { name: 'VolumeMode', wide: true, cell: text('spec.volumeMode', unset) },
];
const attributesClass: PrintedColumn = {
  name: 'VolumeAttributesClass',
  cell: text('spec.volumeAttributesClassName', unset),
};

export const persistentVolumeColumns: PrintedColumn[] = [
  name,
  { name: 'Capacity', cell: text('spec.capacity.storage') },
  { name: 'Access Modes', cell: (volume) => accessModes(volume, 'spec.accessModes') },
  { name: 'Reclaim Policy', cell: text('spec.persistentVolumeReclaimPolicy') },
  { name: 'Status', cell: volumePhase },
  {
    name: 'Claim',
    cell: (volume) =>
      has(volume, 'spec.claimRef')
        ? `${textAt(volume, 'spec.claimRef.namespace')}/${textAt(volume, 'spec.claimRef.name')}`
        : '',
  },
  { name: 'StorageClass', cell: storageClass },
  attributesClass,
  { name: 'Reason', cell: text('status.reason') },
  ...volumeTail,
];

/** A claim shows what it got only once it is bound to a volume. */
const onceBound = (cell: (claim: Immutable<KubeObject>) => string): PrintedColumn['cell'] => {
  return (claim) => (textAt(claim, 'spec.volumeName') === '' ? '' : cell(claim));
};

export const persistentVolumeClaimColumns: PrintedColumn[] = [
  name,
  { name: 'Status', cell: volumePhase },
  { name: 'Volume', cell: text('spec.volumeName') },
  { name: 'Capacity', cell: onceBound((claim) => textAt(claim, 'status.capacity.storage')) },
  { name: 'Access Modes', cell: onceBound((claim) => accessModes(claim, 'status.accessModes')) },
  { name: 'StorageClass', cell: storageClass },
  attributesClass,
  ...volumeTail,
];

/** The table of a failed or plain answer. */
export const statusColumns: PrintedColumn[] = [
  { name: 'Status', cell: text('status') },
  { name: 'Reason', cell: text('reason') },
  { name: 'Message', cell: text('message') },
];
