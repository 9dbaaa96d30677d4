import {
  fieldForbidden,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  validateDns1123Subdomain,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { fieldsAt, has, semanticallyEqual, textAt, type Fields } from '../object-fields.js';
import { checkNodeSelector } from './affinity-validation.js';
import { checkEnum, checkImmutable, checkText } from './checks.js';
import { checkAccessModes, checkPositive, volumeModes } from './claim-validation.js';
import { jsonDiff } from './json-diff.js';
import { oneTypeOnly, persistentSourceChecks, sourcePath } from './volume-source-validation.js';

const retainPolicies = ['Delete', 'Recycle', 'Retain'];

/** In upstream's order: the first one set is the volume's type, every further one is refused. */
const sources = [
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
];

/** Classes of volume attributes are on by default since 1.34. */
export const attributesClassSince = 34;

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidatePersistentVolumeSpec` */
export function checkVolume(object: Immutable<KubeObject>, minor: number): FieldError[] {
  const spec = fieldsAt(object, 'spec');
  const className = textAt(spec, 'storageClassName');
  return [
    ...checkAccessModes(spec, 'spec', ''),
    ...checkCapacity(spec),
    ...checkEnum(
      spec['persistentVolumeReclaimPolicy'],
      'spec.persistentVolumeReclaimPolicy',
      retainPolicies,
      'fine',
    ),
    ...checkNodeAffinity(spec, minor),
    ...checkSource(spec, object.metadata.name ?? ''),
    ...(/^\/+$/.test(textAt(spec, 'hostPath.path')) &&
    spec['persistentVolumeReclaimPolicy'] === 'Recycle'
      ? [
          fieldForbidden(
            'spec.persistentVolumeReclaimPolicy',
            "may not be 'recycle' for a hostPath mount of '/'",
          ),
        ]
      : []),
    ...(className === ''
      ? []
      : checkText(className, 'spec.storageClassName', validateDns1123Subdomain)),
    ...checkEnum(spec['volumeMode'], 'spec.volumeMode', volumeModes, 'fine'),
    ...(minor >= attributesClassSince ? checkAttributesClass(spec) : []),
  ];
}

function checkCapacity(spec: Fields): FieldError[] {
  const capacity = fieldsAt(spec, 'capacity');
  const names = Object.keys(capacity);
  return [
    ...(names.length === 0 ? [fieldRequired('spec.capacity')] : []),
    ...(!('storage' in capacity) || names.length > 1
      ? [fieldNotSupported('spec.capacity', capacity, ['storage'])]
      : []),
    ...names.flatMap((name) => checkPositive(capacity[name], `spec.capacity[${name}]`)),
  ];
}

function checkNodeAffinity(spec: Fields, minor: number): FieldError[] {
  if (!has(spec, 'nodeAffinity')) return [];
  const at = 'spec.nodeAffinity.required';
  return has(spec, 'nodeAffinity.required')
    ? checkNodeSelector(fieldsAt(spec, 'nodeAffinity.required'), at, minor)
    : [fieldRequired(at, 'must specify required node constraints')];
}

function checkSource(spec: Fields, name: string): FieldError[] {
  const [first, ...more] = sources.filter((source) => has(spec, source));
  if (first === undefined) return [fieldRequired('spec', 'must specify a volume type')];
  const fields = fieldsAt(spec, first);
  return [
    ...(persistentSourceChecks[first]?.(fields, `spec.${sourcePath(first)}`) ?? []),
    ...(first === 'iscsi' ? checkIscsiName(fields, name) : []),
    ...(first === 'local' && !has(spec, 'nodeAffinity')
      ? [fieldRequired('spec.nodeAffinity', 'Local volume requires node affinity')]
      : []),
    ...more.map((source) => oneTypeOnly('spec', source)),
  ];
}

function checkIscsiName(source: Fields, name: string): FieldError[] {
  const portal = textAt(source, 'targetPortal');
  return has(source, 'initiatorName') && `${name}:${portal}`.length > 64
    ? [
        fieldInvalid(
          'spec.iscsi.targetportal',
          portal,
          'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.',
        ),
      ]
    : [];
}

function checkAttributesClass(spec: Fields): FieldError[] {
  if (!has(spec, 'volumeAttributesClassName')) return [];
  const path = 'spec.volumeAttributesClassName';
  const name = textAt(spec, 'volumeAttributesClassName');
  return [
    ...(name === ''
      ? [fieldRequired(path, 'an empty string is disallowed')]
      : checkText(name, path, validateDns1123Subdomain)),
    ...(has(spec, 'csi')
      ? []
      : [fieldRequired('spec.csi', 'has to be specified when using volumeAttributesClassName')]),
  ];
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidatePersistentVolumeUpdate` */
export function checkVolumeUpdate(
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject>,
  minor: number,
): FieldError[] {
  const [next, old] = [fieldsAt(object, 'spec'), fieldsAt(current, 'spec')];
  return [
    ...checkSourceStays(next, old),
    // Upstream leaves `spec` out of these two paths.
    ...checkImmutable(next['volumeMode'], old['volumeMode'], 'volumeMode'),
    ...(has(old, 'nodeAffinity') && !semanticallyEqual(next['nodeAffinity'], old['nodeAffinity'])
      ? checkAffinityStays(next, old)
      : []),
    ...(minor >= attributesClassSince &&
    has(old, 'volumeAttributesClassName') &&
    !has(next, 'volumeAttributesClassName')
      ? [
          fieldForbidden(
            'spec.volumeAttributesClassName',
            'update from non-nil value to nil is forbidden',
          ),
        ]
      : []),
  ];
}

/** The one thing that may be added later is the secret for growing the volume. */
function checkSourceStays(next: Fields, old: Fields): FieldError[] {
  const late = has(old, 'csi') && !has(old, 'csi.controllerExpandSecretRef');
  const sourceOf = (spec: Fields): Fields =>
    Object.fromEntries(
      sources.map((source) => [
        source,
        source === 'csi' && late && has(spec, 'csi')
          ? { ...fieldsAt(spec, 'csi'), controllerExpandSecretRef: undefined }
          : spec[source],
      ]),
    );
  const [to, from] = [sourceOf(next), sourceOf(old)];
  if (semanticallyEqual(to, from)) return [];
  return [
    fieldForbidden(
      'spec.persistentvolumesource',
      `spec.persistentvolumesource is immutable after creation\n${jsonDiff(from, to)}`,
    ),
  ];
}

/** Labels of nodes that got new names. */
const renamedLabels: Readonly<Record<string, string>> = {
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  'beta.kubernetes.io/os': 'kubernetes.io/os',
  'beta.kubernetes.io/arch': 'kubernetes.io/arch',
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
};

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validatePvNodeAffinity` */
function checkAffinityStays(next: Fields, old: Fields): FieldError[] {
  const renamed = (value: unknown, key: string): unknown =>
    key === 'key' && typeof value === 'string' ? (renamedLabels[value] ?? value) : value;
  const withNewNames = (spec: Fields): unknown =>
    JSON.parse(
      JSON.stringify(spec['nodeAffinity'] ?? null, (key, value: unknown) => renamed(value, key)),
    );
  // Only forwards: a new name never becomes an old one.
  const backwards = JSON.stringify(next['nodeAffinity'] ?? null).includes('beta.kubernetes.io/');
  return !backwards && semanticallyEqual(withNewNames(next), withNewNames(old))
    ? []
    : [
        fieldInvalid(
          'nodeAffinity',
          next['nodeAffinity'] ?? null,
          'field is immutable, except for updating from beta label to GA',
        ),
      ];
}
