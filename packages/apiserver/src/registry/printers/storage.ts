import type { Immutable, KubeObject } from '@skewplane/apimachinery';
import { listAt, textsAt } from '../object-fields.js';
import { age, boolean, count, joined, name, none, text, unset } from './cells.js';
import type { PrintedColumn } from './column-printer.js';

// Everything here: kubernetes/kubernetes pkg/printers/internalversion/printers.go

const marked = (object: Immutable<KubeObject>, annotations: readonly string[]): string => {
  const isDefault = annotations.some((each) => object.metadata.annotations?.[each] === 'true');
  return `${object.metadata.name ?? ''}${isDefault ? ' (default)' : ''}`;
};

export const storageClassColumns: PrintedColumn[] = [
  {
    ...name,
    cell: (object) =>
      marked(object, [
        'storageclass.kubernetes.io/is-default-class',
        'storageclass.beta.kubernetes.io/is-default-class',
      ]),
  },
  { name: 'Provisioner', cell: text('provisioner') },
  { name: 'ReclaimPolicy', cell: text('reclaimPolicy', 'Delete') },
  { name: 'VolumeBindingMode', cell: text('volumeBindingMode', 'Immediate') },
  { name: 'AllowVolumeExpansion', cell: boolean('allowVolumeExpansion', false) },
  age,
];

export const volumeAttributesClassColumns = (minor: number): PrintedColumn[] => [
  {
    ...name,
    cell: (object) =>
      marked(
        object,
        minor <= 33 ? ['storage.alpha.kubernetes.io/is-default-volume-attributes-class'] : [],
      ),
  },
  { name: 'DriverName', cell: text('driverName') },
  age,
];

export const volumeAttachmentColumns: PrintedColumn[] = [
  name,
  { name: 'Attacher', format: 'name', cell: text('spec.attacher') },
  { name: 'PV', cell: text('spec.source.persistentVolumeName') },
  { name: 'Node', cell: text('spec.nodeName') },
  { name: 'Attached', type: 'boolean', cell: boolean('status.attached', false) },
  age,
];

export const csiDriverColumns: PrintedColumn[] = [
  name,
  { name: 'AttachRequired', type: 'boolean', cell: boolean('spec.attachRequired', true) },
  { name: 'PodInfoOnMount', type: 'boolean', cell: boolean('spec.podInfoOnMount', false) },
  { name: 'StorageCapacity', type: 'boolean', cell: boolean('spec.storageCapacity', false) },
  {
    name: 'TokenRequests',
    cell: (object) =>
      listAt(object, 'spec.tokenRequests').length === 0
        ? unset
        : joined('spec.tokenRequests', 'audience')(object, 0),
  },
  { name: 'RequiresRepublish', type: 'boolean', cell: boolean('spec.requiresRepublish', false) },
  {
    name: 'Modes',
    cell: (object) => textsAt(object, 'spec.volumeLifecycleModes').join(',') || none,
  },
  age,
];

export const csiNodeColumns: PrintedColumn[] = [
  name,
  { name: 'Drivers', type: 'integer', cell: count('spec.drivers') },
  age,
];

export const csiStorageCapacityColumns: PrintedColumn[] = [
  name,
  { name: 'StorageClassName', cell: text('storageClassName') },
  { name: 'Capacity', cell: text('capacity', unset) },
];
