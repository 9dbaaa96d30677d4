import {
  fieldDuplicate,
  fieldForbidden,
  fieldInvalid,
  fieldRequired,
  isQuantity,
  parseQuantity,
  validateDns1123Label,
  validateDns1123Subdomain,
  type FieldError,
} from '@skewplane/apimachinery';
import { fieldsAt, has, listAt, textAt, textMapAt, type Fields } from '../object-fields.js';
import { validateAnnotations, validateLabels } from '../object-meta-validation.js';
import { checkEnum, checkName, checkRequired, eachOf } from './checks.js';
import { checkClaimSpec } from './claim-validation.js';
import { checkFileMode } from './file-path-validation.js';
import type { PodRules } from './pod-rules.js';
import { checkProjectedVolume } from './projected-volume-validation.js';
import { checkDownwardFile, checkKeyToPath } from './volume-file-validation.js';
import {
  oneTypeOnly,
  podSourceChecks,
  sourcePath,
  type SourceCheck,
} from './volume-source-validation.js';

/** In upstream's order: the first one set is the volume's type, every further one is refused. */
const sources = [
  'emptyDir',
  'hostPath',
  'gitRepo',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'secret',
  'nfs',
  'iscsi',
  'glusterfs',
  'flocker',
  'persistentVolumeClaim',
  'rbd',
  'cinder',
  'cephfs',
  'quobyte',
  'downwardAPI',
  'fc',
  'flexVolume',
  'configMap',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'storageos',
  'projected',
  'scaleIO',
  'csi',
  'ephemeral',
  'image',
];

/** Volumes that are right, by name: mounts of others are refused too, as upstream does. */
export interface CheckedVolumes {
  readonly errors: FieldError[];
  readonly volumes: ReadonlyMap<string, Fields>;
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateVolumes` */
export function checkVolumes(spec: Fields, path: string, rules: PodRules): CheckedVolumes {
  const volumes = new Map<string, Fields>();
  const made = claimsMade(spec, rules.podName);
  const errors = eachOf(spec, 'volumes', path, (volume, at) => {
    const name = textAt(volume, 'name');
    const found = [
      ...checkSource(volume, at, rules),
      ...checkName(name, `${at}.name`, validateDns1123Label),
      ...(volumes.has(name) ? [fieldDuplicate(`${at}.name`, name)] : []),
    ];
    if (found.length === 0) volumes.set(name, volume);
    const claim = textAt(volume, 'persistentVolumeClaim.claimName');
    return claim !== '' && made.has(claim)
      ? [
          ...found,
          fieldInvalid(
            `${at}.persistentVolumeClaim.claimName`,
            claim,
            'must not reference a PVC that gets created for an ephemeral volume',
          ),
        ]
      : found;
  });
  return { errors, volumes };
}

const claimsMade = (spec: Fields, podName: string): ReadonlySet<string> =>
  new Set(
    podName === ''
      ? []
      : listAt(spec, 'volumes')
          .filter((volume) => has(volume, 'ephemeral'))
          .map((volume) => `${podName}-${textAt(volume, 'name')}`),
  );

function checkSource(volume: Fields, path: string, rules: PodRules): FieldError[] {
  const [first, ...more] = sources.filter((source) => has(volume, source));
  if (first === undefined) return [fieldRequired(path, 'must specify a volume type')];
  const fields = fieldsAt(volume, first);
  const at = `${path}.${sourcePath(first)}`;
  const own = podOnly[first];
  return [
    ...(podSourceChecks[first]?.(fields, at) ?? []),
    ...(own?.(fields, at, rules) ?? []),
    ...(first === 'iscsi' ? checkIscsiName(volume, fields, path) : []),
    ...(first === 'ephemeral' ? checkMadeClaimName(volume, path, rules) : []),
    ...more.map((source) => oneTypeOnly(path, source)),
  ];
}

/** Kinds of volumes that only pods have. */
const podOnly: Readonly<
  Record<string, (source: Fields, path: string, rules: PodRules) => FieldError[]>
> = {
  emptyDir: checkEmptyDir,
  secret: keysOf('secretName'),
  configMap: keysOf('name'),
  downwardAPI: (source, path) => [
    ...checkFileMode(source['defaultMode'], `${path}.defaultMode`),
    // Upstream leaves the index of the item out.
    ...listAt(source, 'items').flatMap((item) => checkDownwardFile(item, path)),
  ],
  projected: checkProjectedVolume,
  ephemeral: checkEphemeral,
  image: checkImage,
};

function checkEmptyDir(source: Fields, path: string): FieldError[] {
  const limit = textAt(source, 'sizeLimit');
  return isQuantity(limit) && parseQuantity(limit).nanos < 0n
    ? [fieldForbidden(`${path}.sizeLimit`, 'SizeLimit field must be a valid resource quantity')]
    : [];
}

function keysOf(name: string): SourceCheck {
  return (source, path) => [
    ...checkRequired(source, name, path),
    ...checkFileMode(source['defaultMode'], `${path}.defaultMode`),
    ...eachOf(source, 'items', path, checkKeyToPath),
  ];
}

function checkIscsiName(volume: Fields, source: Fields, path: string): FieldError[] {
  const name = textAt(volume, 'name');
  return has(source, 'initiatorName') && `${name}:${textAt(source, 'targetPortal')}`.length > 64
    ? [
        fieldInvalid(
          `${path}.name`,
          name,
          'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.',
        ),
      ]
    : [];
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidatePersistentVolumeClaimTemplate` */
function checkEphemeral(source: Fields, path: string, rules: PodRules): FieldError[] {
  const at = `${path}.volumeClaimTemplate`;
  if (!has(source, 'volumeClaimTemplate')) return [fieldRequired(at)];
  const template = fieldsAt(source, 'volumeClaimTemplate');
  return [
    ...validateAnnotations(
      textMapAt(template, 'metadata.annotations'),
      `${at}.metadata.annotations`,
    ),
    ...validateLabels(textMapAt(template, 'metadata.labels'), `${at}.metadata.labels`),
    ...Object.entries(fieldsAt(template, 'metadata'))
      .filter(([field, value]) => !templateMetadata.has(field) && isSet(value))
      .map(([field]) => fieldForbidden(`${at}.metadata.${field}`, 'cannot be set')),
    ...checkClaimSpec(fieldsAt(template, 'spec'), `${at}.spec`, rules.minor),
  ];
}

const templateMetadata = new Set(['annotations', 'labels']);
const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

function checkMadeClaimName(volume: Fields, path: string, { podName }: PodRules): FieldError[] {
  const name = textAt(volume, 'name');
  if (podName === '' || name === '') return [];
  const claim = `${podName}-${name}`;
  return validateDns1123Subdomain(claim).map((problem) =>
    fieldInvalid(`${path}.name`, name, `PVC name ${JSON.stringify(claim)}: ${problem}`),
  );
}

function checkImage(source: Fields, path: string, { isPod }: PodRules): FieldError[] {
  return [
    ...(isPod ? checkRequired(source, 'reference', path) : []),
    ...checkEnum(source['pullPolicy'], `${path}.pullPolicy`, ['Always', 'IfNotPresent', 'Never']),
  ];
}
