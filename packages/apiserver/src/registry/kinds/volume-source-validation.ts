import {
  fieldForbidden,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  fieldTooLong,
  validateDns1123Label,
  validateDns1123Subdomain,
  type FieldError,
} from '@skewplane/apimachinery';
import {
  fieldsAt,
  has,
  numberAt,
  textAt,
  textsAt,
  valueAt,
  type Fields,
} from '../object-fields.js';
import {
  checkEnum,
  checkName,
  checkRange,
  checkRequired,
  checkText,
  rangeMessage,
} from './checks.js';
import { checkNoBacksteps, checkRelativePath } from './file-path-validation.js';

/** Fields of one kind of storage, at the path upstream's errors name. */
export type SourceCheck = (source: Fields, path: string) => FieldError[];

const required =
  (...fields: readonly string[]): SourceCheck =>
  (source, path) =>
    fields.flatMap((field) => checkRequired(source, field, path));

const requiredList = (source: Fields, field: string, path: string): FieldError[] =>
  Array.isArray(source[field]) && source[field].length > 0
    ? []
    : [fieldRequired(`${path}.${field}`)];

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

const hostPath: SourceCheck = (source, path) => {
  const to = textAt(source, 'path');
  if (to === '') return [fieldRequired(`${path}.path`)];
  return [
    ...checkNoBacksteps(to, `${path}.path`),
    ...checkEnum(source['type'], `${path}.type`, hostPathTypes, 'fine'),
  ];
};

const gitRepo: SourceCheck = (source, path) => [
  ...checkRequired(source, 'repository', path),
  ...checkRelativePath(textAt(source, 'directory'), `${path}.directory`),
];

/** Zero means the whole disk; the text is that of the other values. */
const partition = (source: Fields, path: string): FieldError[] => {
  const value = numberAt(source, 'partition') ?? 0;
  return value < 0 || value > 255
    ? [fieldInvalid(`${path}.partition`, value, rangeMessage(1, 255))]
    : [];
};

const nfs: SourceCheck = (source, path) => {
  const to = textAt(source, 'path');
  return [
    ...required('server', 'path')(source, path),
    ...(to.startsWith('/') ? [] : [fieldInvalid(`${path}.path`, to, 'must be an absolute path')]),
  ];
};

const initiatorForms = {
  // The set of letters stands in for the character class of upstream's expression.
  iqn: /iqn\.\d{4}-\d{2}\.([0-9A-Za-z\-.]+)(:[^,;*&$|\s]+)$/,
  eui: /^eui.[0-9A-Za-z]{16}$/,
  naa: /^naa.[0-9A-Za-z]{32}$/,
} as const;

/** @param unknownForm the text for names that begin in none of the known ways */
function checkInitiator(name: string, path: string, unknownForm: string): FieldError[] {
  const form = (['iqn', 'eui', 'naa'] as const).find((each) => name.startsWith(each));
  if (form === undefined) return [fieldInvalid(path, name, unknownForm)];
  return initiatorForms[form].test(name) ? [] : [fieldInvalid(path, name, 'must be valid format')];
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateISCSIVolumeSource` */
const iscsiOf =
  (unknownForm: string, checkSecret: (source: Fields, path: string) => FieldError[]): SourceCheck =>
  (source, path) => {
    const iqn = textAt(source, 'iqn');
    const chap = source['chapAuthDiscovery'] === true || source['chapAuthSession'] === true;
    return [
      ...checkRequired(source, 'targetPortal', path),
      ...(iqn === ''
        ? [fieldRequired(`${path}.iqn`)]
        : checkInitiator(iqn, `${path}.iqn`, unknownForm)),
      ...checkRange(source['lun'], `${path}.lun`, 0, 255),
      ...(chap && !has(source, 'secretRef') ? [fieldRequired(`${path}.secretRef`)] : []),
      ...checkSecret(source, path),
      ...(has(source, 'initiatorName')
        ? checkInitiator(textAt(source, 'initiatorName'), `${path}.initiatorname`, unknownForm)
        : []),
    ];
  };

const secretName: SourceCheck = (source, path) =>
  has(source, 'secretRef') ? checkRequired(source['secretRef'], 'name', `${path}.secretRef`) : [];

const secretNameAndNamespace: SourceCheck = (source, path) =>
  has(source, 'secretRef')
    ? ['name', 'namespace'].flatMap((field) =>
        checkRequired(source['secretRef'], field, `${path}.secretRef`),
      )
    : [];

const fc: SourceCheck = (source, path) => {
  const [names, ids] = [textsAt(source, 'targetWWNs'), textsAt(source, 'wwids')];
  const at = `${path}.targetWWNs`;
  return [
    ...(names.length + ids.length === 0
      ? [fieldRequired(at, 'must specify either targetWWNs or wwids, but not both')]
      : []),
    ...(names.length > 0 && ids.length > 0
      ? [fieldInvalid(at, names, 'targetWWNs and wwids can not be specified simultaneously')]
      : []),
    ...(names.length === 0
      ? []
      : has(source, 'lun')
        ? checkRange(source['lun'], `${path}.lun`, 0, 255)
        : [fieldRequired(`${path}.lun`, 'lun is required if targetWWNs is specified')]),
  ];
};

const flocker: SourceCheck = (source, path) => {
  const [name, id] = [textAt(source, 'datasetName'), textAt(source, 'datasetUUID')];
  return [
    ...(name === '' && id === ''
      ? [fieldRequired(path, 'one of datasetName and datasetUUID is required')]
      : []),
    ...(name !== '' && id !== ''
      ? [
          fieldInvalid(
            path,
            'resource',
            'datasetName and datasetUUID can not be specified simultaneously',
          ),
        ]
      : []),
    ...(name.includes('/')
      ? [fieldInvalid(`${path}.datasetName`, name, "must not contain '/'")]
      : []),
  ];
};

const hostPorts = 'must be a host:port pair or multiple pairs separated by commas';
const hostPort = /^(\[[^\]]*\]|[^:[\]]*):[^:[\]]*$/;

const quobyte: SourceCheck = (source, path) => {
  const registry = textAt(source, 'registry');
  return [
    ...(registry === ''
      ? [fieldRequired(`${path}.registry`, hostPorts)]
      : textAt(source, 'tenant').length >= 65
        ? [
            fieldRequired(
              `${path}.tenant`,
              'must be a UUID and may not exceed a length of 64 characters',
            ),
          ]
        : registry
            .split(',')
            .filter((pair) => !hostPort.test(pair))
            .map(() => fieldInvalid(`${path}.registry`, registry, hostPorts))),
    ...checkRequired(source, 'volume', path),
  ];
};

const glusterfs: SourceCheck = required('endpoints', 'path');

const glusterfsPersistent: SourceCheck = (source, path) => {
  const at = `${path}.endpointsNamespace`;
  const namespace = textAt(source, 'endpointsNamespace');
  return [
    ...glusterfs(source, path),
    ...(!has(source, 'endpointsNamespace')
      ? []
      : namespace === ''
        ? [
            fieldInvalid(
              at,
              namespace,
              'if the endpointnamespace is set, it must be a valid namespace name',
            ),
          ]
        : checkText(namespace, at, validateDns1123Label)),
  ];
};

const rbd: SourceCheck = (source, path) => [
  ...requiredList(source, 'monitors', path),
  ...checkRequired(source, 'image', path),
];
const cephfs: SourceCheck = (source, path) => requiredList(source, 'monitors', path);

const flexVolume: SourceCheck = (source, path) => [
  ...checkRequired(source, 'driver', path),
  ...Object.keys(fieldsAt(source, 'options'))
    .filter((key) => /\.(kubernetes|k8s)\.io$/.test(`.${(key.split('/')[0] ?? '').toLowerCase()}`))
    .map((key) =>
      fieldInvalid(
        `${path}.options[${key}]`,
        key,
        'kubernetes.io and k8s.io namespaces are reserved',
      ),
    ),
];

const azureFile: SourceCheck = required('secretName', 'shareName');
const azureFilePersistent: SourceCheck = (source, path) => [
  ...azureFile(source, path),
  ...(has(source, 'secretNamespace') ? checkRequired(source, 'secretNamespace', path) : []),
];

const managedUri =
  '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}';
const blobUri = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';

const azureDisk: SourceCheck = (source, path) => {
  const uri = textAt(source, 'diskURI');
  const kind = source['kind'];
  const managed = kind === 'Managed';
  const uriFits = uri.startsWith(managed ? '/subscriptions/' : 'https://');
  return [
    ...required('diskName', 'diskURI')(source, path),
    ...checkEnum(
      source['cachingMode'],
      `${path}.cachingMode`,
      ['None', 'ReadOnly', 'ReadWrite'],
      'fine',
    ),
    ...checkEnum(kind, `${path}.kind`, ['Dedicated', 'Managed', 'Shared'], 'fine'),
    ...(has(source, 'kind') && !uriFits
      ? [fieldNotSupported(`${path}.diskURI`, uri, [managed ? managedUri : blobUri])]
      : []),
  ];
};

const storageos =
  (checkSecret: SourceCheck): SourceCheck =>
  (source, path) => {
    const namespace = textAt(source, 'volumeNamespace');
    return [
      ...checkName(textAt(source, 'volumeName'), `${path}.volumeName`, validateDns1123Label),
      ...(namespace === ''
        ? []
        : checkText(namespace, `${path}.volumeNamespace`, validateDns1123Label)),
      ...checkSecret(source, path),
    ];
  };

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateCSIDriverName` */
export function checkCsiDriverName(name: string, path: string): FieldError[] {
  if (name === '') return [fieldRequired(path)];
  return [
    ...(name.length > 63 ? [fieldTooLong(path, 63)] : []),
    ...validateDns1123Subdomain(name.toLowerCase()).map((problem) =>
      fieldInvalid(path, name, problem),
    ),
  ];
}

const csi: SourceCheck = (source, path) => {
  const secret = textAt(source, 'nodePublishSecretRef.name');
  return [
    ...checkCsiDriverName(textAt(source, 'driver'), `${path}.driver`),
    ...(!has(source, 'nodePublishSecretRef')
      ? []
      : secret === ''
        ? [fieldRequired(`${path}.nodePublishSecretRef.name`)]
        : checkText(secret, `${path}.name`, validateDns1123Subdomain)),
  ];
};

const csiSecrets = [
  'controllerPublishSecretRef',
  'controllerExpandSecretRef',
  'nodePublishSecretRef',
  'nodeExpandSecretRef',
];

const csiPersistent: SourceCheck = (source, path) => [
  ...checkCsiDriverName(textAt(source, 'driver'), `${path}.driver`),
  ...checkRequired(source, 'volumeHandle', path),
  ...csiSecrets
    .filter((field) => has(source, field))
    .flatMap((field) => {
      const at = `${path}.${field}`;
      const reference = valueAt(source, field);
      return [
        ...checkName(textAt(reference, 'name'), `${at}.name`, validateDns1123Subdomain),
        ...checkName(textAt(reference, 'namespace'), `${at}.namespace`, validateDns1123Label),
      ];
    }),
];

const cinder =
  (checkSecret: SourceCheck): SourceCheck =>
  (source, path) => [...checkRequired(source, 'volumeID', path), ...checkSecret(source, path)];

const local: SourceCheck = (source, path) => {
  const to = textAt(source, 'path');
  return to === '' ? [fieldRequired(`${path}.path`)] : checkNoBacksteps(to, `${path}.path`);
};

const startsUnknown = 'must be valid format starting with iqn, eui, or naa';

/** Kinds of storage that pods and persistent volumes have in common. */
const common: Readonly<Record<string, SourceCheck>> = {
  hostPath,
  gcePersistentDisk: (source, path) => [
    ...checkRequired(source, 'pdName', path),
    ...partition(source, path),
  ],
  awsElasticBlockStore: (source, path) => [
    ...checkRequired(source, 'volumeID', path),
    ...partition(source, path),
  ],
  nfs,
  flocker,
  quobyte,
  rbd,
  cephfs,
  fc,
  flexVolume,
  vsphereVolume: required('volumePath'),
  photonPersistentDisk: required('pdID'),
  portworxVolume: required('volumeID'),
  azureDisk,
  scaleIO: required('gateway', 'system', 'volumeName'),
};

/** By JSON name, for volumes of pods; what has rules of its own stands elsewhere. */
export const podSourceChecks: Readonly<Record<string, SourceCheck>> = {
  ...common,
  gitRepo,
  glusterfs,
  iscsi: iscsiOf(startsUnknown, () => []),
  persistentVolumeClaim: required('claimName'),
  cinder: cinder(secretName),
  azureFile,
  storageos: storageos(secretName),
  csi,
};

/** By JSON name, for persistent volumes. */
export const persistentSourceChecks: Readonly<Record<string, SourceCheck>> = {
  ...common,
  glusterfs: glusterfsPersistent,
  iscsi: iscsiOf('must be valid format', secretName),
  cinder: cinder(secretNameAndNamespace),
  azureFile: azureFilePersistent,
  storageos: storageos(secretNameAndNamespace),
  csi: csiPersistent,
  local,
};

/** The one place where the words of a path differ from the field's name. */
export const sourcePath = (source: string): string =>
  source === 'gcePersistentDisk' ? 'persistentDisk' : source;

/** Every kind of storage after the first is one too many. */
export const oneTypeOnly = (path: string, source: string): FieldError =>
  fieldForbidden(
    `${path}.${misspelt[source] ?? source}`,
    'may not specify more than 1 volume type',
  );

/** As upstream spells them in this one text. */
const misspelt: Readonly<Record<string, string>> = { cephfs: 'cephFS', downwardAPI: 'downwarAPI' };
