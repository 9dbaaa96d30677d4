import {
  fieldForbidden,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  formatTime,
  isQuantity,
  parseQuantity,
  validateDns1123Subdomain,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import {
  ensureFields,
  fieldsAt,
  fill,
  has,
  semanticallyEqual,
  textAt,
  textsAt,
  type Fields,
} from '../object-fields.js';
import { resetStatus, type KindStrategy } from './base.js';
import { checkEnum, checkImmutable, checkText } from './checks.js';
import { jsonDiff } from './json-diff.js';
import { defaultRemoteVolume } from './pod-spec-defaults.js';
import { checkQuantity } from './resource-requirements.js';
import { defaultClaimSpec } from './storage-defaults.js';

const accessModes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const volumeModes = ['Block', 'Filesystem'];
const retainPolicies = ['Delete', 'Recycle', 'Retain'];

/** @see kubernetes/kubernetes `pkg/registry/core/persistentvolume/strategy.go` */
export const persistentVolume: KindStrategy = (minor) => ({
  hasStatus: true,
  defaults: (object) => {
    const spec = ensureFields(object, 'spec');
    fill(ensureFields(object, 'status'), { phase: 'Pending' });
    fill(spec, { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' });
    defaultRemoteVolume(spec);
  },
  prepareForCreate: (object, { nowMs }) => {
    resetStatus(object, {
      phase: 'Pending',
      // Known by default since 1.29.
      ...(minor >= 29 ? { lastPhaseTransitionTime: formatTime(nowMs) } : {}),
    });
  },
  validate: (object) => checkVolume(fieldsAt(object, 'spec')),
  validateUpdate: (object, current) => [
    ...checkVolumeSource(fieldsAt(object, 'spec'), fieldsAt(current, 'spec')),
    ...checkImmutable(
      fieldsAt(object, 'spec')['volumeMode'],
      fieldsAt(current, 'spec')['volumeMode'],
      'spec.volumeMode',
    ),
  ],
});

const volumeSources = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'glusterfs',
  'flocker',
  'nfs',
  'rbd',
  'quobyte',
  'cephfs',
  'iscsi',
  'cinder',
  'fc',
  'flexVolume',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'scaleIO',
  'local',
  'storageos',
  'csi',
] as const;

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidatePersistentVolumeSpec` */
function checkVolume(spec: Fields): FieldError[] {
  const [first, ...more] = volumeSources.filter((source) => has(spec, source));
  const capacity = fieldsAt(spec, 'capacity');
  const keys = Object.keys(capacity);
  const className = textAt(spec, 'storageClassName');
  return [
    ...checkAccessModes(spec, ''),
    ...(keys.length === 0 ? [fieldRequired('spec.capacity')] : []),
    ...(keys.length > 0 && (!('storage' in capacity) || keys.length > 1)
      ? [fieldNotSupported('spec.capacity', capacity, ['storage'])]
      : []),
    ...keys.flatMap((key) => checkPositive(capacity[key], `spec.capacity[${key}]`)),
    ...checkEnum(
      spec['persistentVolumeReclaimPolicy'],
      'spec.persistentVolumeReclaimPolicy',
      retainPolicies,
      'fine',
    ),
    ...(first === 'hostPath' && textAt(spec, 'hostPath.path') === ''
      ? [fieldRequired('spec.hostPath.path')]
      : []),
    ...more.map((source) =>
      fieldForbidden(`spec.${source}`, 'may not specify more than 1 volume type'),
    ),
    ...(first === undefined ? [fieldRequired('spec', 'must specify a volume type')] : []),
    ...(first === 'local' && !has(spec, 'nodeAffinity')
      ? [fieldRequired('spec.nodeAffinity', 'Local volume requires node affinity')]
      : []),
    ...(className === ''
      ? []
      : checkText(className, 'spec.storageClassName', validateDns1123Subdomain)),
    ...checkEnum(spec['volumeMode'], 'spec.volumeMode', volumeModes, 'fine'),
  ];
}

function checkAccessModes(spec: Fields, whenNone: string): FieldError[] {
  const path = 'spec.accessModes';
  const modes = textsAt(spec, 'accessModes');
  return [
    ...(modes.length === 0 ? [fieldRequired(path, whenNone)] : []),
    ...modes.flatMap((mode) => checkEnum(mode, path, accessModes)),
    ...(modes.includes('ReadWriteOncePod') && modes.length > 1
      ? [fieldForbidden(path, 'may not use ReadWriteOncePod with other access modes')]
      : []),
  ];
}

function checkPositive(amount: unknown, path: string): FieldError[] {
  const text = String(amount);
  if (!isQuantity(text)) return [];
  return parseQuantity(text).nanos > 0n
    ? checkQuantity(text, path, false)
    : [fieldInvalid(path, text, 'must be greater than zero')];
}

function checkVolumeSource(next: Fields, old: Fields): FieldError[] {
  const sourceOf = (spec: Fields): Fields =>
    Object.fromEntries(volumeSources.map((source) => [source, spec[source]]));
  const [to, from] = [sourceOf(next), sourceOf(old)];
  if (semanticallyEqual(to, from)) return [];
  return [
    fieldForbidden(
      'spec.persistentvolumesource',
      `spec.persistentvolumesource is immutable after creation\n${jsonDiff(from, to)}`,
    ),
  ];
}

/** @see kubernetes/kubernetes `pkg/registry/core/persistentvolumeclaim/strategy.go` */
export const persistentVolumeClaim: KindStrategy = () => ({
  hasStatus: true,
  defaults: (object) => {
    const spec = ensureFields(object, 'spec');
    defaultClaimSpec(spec);
    fill(ensureFields(object, 'status'), { phase: 'Pending' });
    mirrorDataSource(spec);
  },
  prepareForCreate: (object) => {
    resetStatus(object, { phase: 'Pending' });
  },
  validate: (object) => checkClaim(fieldsAt(object, 'spec')),
  validateUpdate: checkClaimUpdate,
});

/** Old and new name of one field. @see kubernetes/kubernetes `pkg/api/persistentvolumeclaim/util.go`, `NormalizeDataSources` */
function mirrorDataSource(spec: Record<string, unknown>): void {
  if (has(spec, 'dataSource') && !has(spec, 'dataSourceRef')) {
    spec['dataSourceRef'] = structuredClone(spec['dataSource']);
  } else if (has(spec, 'dataSourceRef') && !has(spec, 'dataSource')) {
    if (!has(spec, 'dataSourceRef.namespace'))
      spec['dataSource'] = structuredClone(spec['dataSourceRef']);
  }
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidatePersistentVolumeClaimSpec` */
function checkClaim(spec: Fields): FieldError[] {
  const requests = fieldsAt(spec, 'resources.requests');
  const className = textAt(spec, 'storageClassName');
  return [
    ...checkAccessModes(spec, 'at least 1 access mode is required'),
    ...('storage' in requests
      ? checkPositive(requests['storage'], 'spec.resources[storage]')
      : [fieldRequired('spec.resources[storage]')]),
    ...(className === ''
      ? []
      : checkText(className, 'spec.storageClassName', validateDns1123Subdomain)),
    ...checkEnum(spec['volumeMode'], 'spec.volumeMode', volumeModes, 'fine'),
  ];
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidatePersistentVolumeClaimUpdate` */
function checkClaimUpdate(
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject>,
): FieldError[] {
  const [next, old] = [fieldsAt(object, 'spec'), fieldsAt(current, 'spec')];
  const bound = textAt(current, 'status.phase') === 'Bound';
  const munged: Fields = {
    ...next,
    // A claim gets its volume once, and may only grow while it has one.
    ...(textAt(old, 'volumeName') === '' ? { volumeName: old['volumeName'] } : {}),
    ...(has(old, 'storageClassName') ? {} : { storageClassName: old['storageClassName'] }),
    ...(bound
      ? {
          resources: {
            ...fieldsAt(next, 'resources'),
            requests: fieldsAt(old, 'resources')['requests'],
          },
        }
      : {}),
    volumeAttributesClassName: old['volumeAttributesClassName'],
  };
  const errors: FieldError[] = [];
  if (!semanticallyEqual(munged, old)) {
    const text =
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';
    errors.push(fieldForbidden('spec', `${text}\n${jsonDiff(old, munged)}`));
  }
  return [...errors, ...checkNotShrunk(next, old)];
}

function checkNotShrunk(next: Fields, old: Fields): FieldError[] {
  const [to, from] = [
    textAt(next, 'resources.requests.storage'),
    textAt(old, 'resources.requests.storage'),
  ];
  if (!isQuantity(to) || !isQuantity(from)) return [];
  return parseQuantity(to).nanos < parseQuantity(from).nanos
    ? [
        fieldForbidden(
          'spec.resources.requests.storage',
          'field can not be less than previous value',
        ),
      ]
    : [];
}
