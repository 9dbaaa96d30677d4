import {
  fieldDuplicate,
  fieldForbidden,
  fieldInvalid,
  fieldRequired,
  validateDns1123Label,
  type FieldError,
} from '@skewplane/apimachinery';
import { has, numberAt, textAt, type Fields } from '../object-fields.js';
import { checkEnum, checkName, checkRequired, eachOf } from './checks.js';

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
  'cephFS',
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
] as const;
type Source = (typeof sources)[number];

/** JSON names that differ from the words in upstream's paths. */
const jsonName = (source: Source): string => (source === 'cephFS' ? 'cephfs' : source);
const errorName = (source: Source): string => (source === 'downwardAPI' ? 'downwarAPI' : source);

const fileModeMessage = 'must be a number between 0 and 0777 (octal), both inclusive';
const hostPathTypes = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

/** Names of the volumes that are right: mounts of others are refused too, as upstream does. */
export interface CheckedVolumes {
  readonly errors: FieldError[];
  readonly names: ReadonlySet<string>;
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateVolumes` */
export function checkVolumes(spec: Fields, path: string): CheckedVolumes {
  const names = new Set<string>();
  const errors = eachOf(spec, 'volumes', path, (volume, at) => {
    const name = textAt(volume, 'name');
    const found = [
      ...checkSource(volume, at),
      ...checkName(name, `${at}.name`, validateDns1123Label),
      ...(names.has(name) ? [fieldDuplicate(`${at}.name`, name)] : []),
    ];
    if (found.length === 0) names.add(name);
    return found;
  });
  return { errors, names };
}

function checkSource(volume: Fields, path: string): FieldError[] {
  const [first, ...more] = sources.filter((source) => has(volume, jsonName(source)));
  if (first === undefined) return [fieldRequired(path, 'must specify a volume type')];
  return [
    ...checkFields(first, volume, path),
    ...more.map((source) =>
      fieldForbidden(`${path}.${errorName(source)}`, 'may not specify more than 1 volume type'),
    ),
  ];
}

/** Fields without which a volume of the type makes no sense. */
const requiredFields: Partial<Record<Source, readonly string[]>> = {
  hostPath: ['path'],
  gitRepo: ['repository'],
  gcePersistentDisk: ['pdName'],
  awsElasticBlockStore: ['volumeID'],
  secret: ['secretName'],
  nfs: ['server', 'path'],
  iscsi: ['targetPortal', 'iqn'],
  glusterfs: ['endpoints', 'path'],
  persistentVolumeClaim: ['claimName'],
  rbd: ['image'],
  cinder: ['volumeID'],
  flexVolume: ['driver'],
  configMap: ['name'],
  azureFile: ['secretName', 'shareName'],
  vsphereVolume: ['volumePath'],
  photonPersistentDisk: ['pdID'],
  portworxVolume: ['volumeID'],
  azureDisk: ['diskName', 'diskURI'],
  storageos: ['volumeName'],
  scaleIO: ['gateway', 'system', 'volumeName'],
  csi: ['driver'],
};

function checkFields(source: Source, volume: Fields, path: string): FieldError[] {
  const name = jsonName(source);
  const fields = volume[name];
  const at = `${path}.${source}`;
  return [
    ...(requiredFields[source] ?? []).flatMap((field) => checkRequired(fields, field, at)),
    ...checkMode(numberAt(fields, 'defaultMode'), `${at}.defaultMode`),
    ...(source === 'hostPath' ? checkHostPath(fields, at) : []),
    ...(source === 'secret' || source === 'configMap'
      ? eachOf(fields, 'items', at, checkItem)
      : []),
    ...(source === 'ephemeral' && !has(fields, 'volumeClaimTemplate')
      ? [fieldRequired(`${at}.volumeClaimTemplate`)]
      : []),
  ];
}

function checkHostPath(hostPath: unknown, path: string): FieldError[] {
  const to = textAt(hostPath, 'path');
  return [
    ...(to === '' ? [] : checkNoBacksteps(to, `${path}.path`)),
    ...checkEnum(textAt(hostPath, 'type'), `${path}.type`, hostPathTypes, 'fine'),
  ];
}

export const checkNoBacksteps = (to: string, path: string): FieldError[] =>
  to.split('/').includes('..') ? [fieldInvalid(path, to, "must not contain '..'")] : [];

function checkItem(item: Fields, path: string): FieldError[] {
  const to = textAt(item, 'path');
  return [
    ...checkRequired(item, 'key', path),
    ...checkRequired(item, 'path', path),
    ...(to === '' ? [] : checkLocalPath(to, `${path}.path`)),
    ...checkMode(numberAt(item, 'mode'), `${path}.mode`),
  ];
}

/** A path that stays inside its volume. */
export function checkLocalPath(to: string, path: string): FieldError[] {
  return [
    ...(to.startsWith('/') ? [fieldInvalid(path, to, 'must be a relative path')] : []),
    ...checkNoBacksteps(to, path),
    ...(to.startsWith('..') && !to.startsWith('../')
      ? [fieldInvalid(path, to, "must not start with '..'")]
      : []),
  ];
}

const checkMode = (mode: number | undefined, path: string): FieldError[] =>
  mode !== undefined && (mode < 0 || mode > 0o777)
    ? [fieldInvalid(path, mode, fileModeMessage)]
    : [];
