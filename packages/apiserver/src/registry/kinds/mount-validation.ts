import {
  fieldForbidden,
  fieldInvalid,
  fieldNotFound,
  type FieldError,
} from '@skewplane/apimachinery';
import { has, listAt, textAt, valueAt, type Fields } from '../object-fields.js';
import { checkEnum, checkRequired, eachOf } from './checks.js';
import { checkNoBacksteps, checkRelativePath } from './file-path-validation.js';

/** What one container has at the same time: a name or a path cannot be a mount and a device. */
const placesOf = (
  container: Fields,
  list: string,
  pathField: string,
): ReadonlyMap<string, string> =>
  new Map(listAt(container, list).map((each) => [textAt(each, 'name'), textAt(each, pathField)]));

const hasPath = (places: ReadonlyMap<string, string>, path: string): boolean =>
  places.size > 0 && [...places.values()].includes(path);

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateVolumeMounts` */
export function checkMounts(
  container: Fields,
  path: string,
  volumes: ReadonlyMap<string, Fields>,
  minor: number,
): FieldError[] {
  const devices = placesOf(container, 'volumeDevices', 'devicePath');
  const taken = new Set<string>();
  return eachOf(container, 'volumeMounts', path, (mount, at) => {
    const name = textAt(mount, 'name');
    const to = textAt(mount, 'mountPath');
    const repeated = taken.has(to);
    taken.add(to);
    const refuse = (field: string, value: string, problem: string): FieldError =>
      fieldInvalid(`${at}.${field}`, value, problem);
    return [
      ...checkRequired(mount, 'name', at),
      ...(volumes.has(name) ? [] : [fieldNotFound(`${at}.name`, name)]),
      ...checkRequired(mount, 'mountPath', at),
      ...(repeated ? [refuse('mountPath', to, 'must be unique')] : []),
      ...(devices.has(name)
        ? [refuse('name', name, 'must not already exist in volumeDevices')]
        : []),
      ...(hasPath(devices, to)
        ? [refuse('mountPath', to, 'must not already exist as a path in volumeDevices')]
        : []),
      ...checkSubPaths(mount, at, `${path}.volumeMounts`),
      ...(minor <= 32 ? checkImageSubPaths(mount, volumes.get(name), at) : []),
      ...checkPropagation(mount, container, `${path}.volumeMounts.mountPropagation`),
      ...checkRecursiveReadOnly(mount, `${path}.volumeMounts.recursiveReadOnly`),
    ];
  });
}

/** @param listPath upstream leaves the index out of most of these paths */
function checkSubPaths(mount: Fields, path: string, listPath: string): FieldError[] {
  const subPath = textAt(mount, 'subPath');
  const expression = textAt(mount, 'subPathExpr');
  return [
    ...(subPath === '' ? [] : checkRelativePath(subPath, `${listPath}.subPath`)),
    ...(expression !== '' && subPath !== ''
      ? [
          fieldInvalid(
            `${path}.subPathExpr`,
            expression,
            'subPathExpr and subPath are mutually exclusive',
          ),
        ]
      : []),
    ...(expression === '' ? [] : checkRelativePath(expression, `${listPath}.subPathExpr`)),
  ];
}

/** Parts of images can be mounted since 1.33. */
const checkImageSubPaths = (
  mount: Fields,
  volume: Fields | undefined,
  path: string,
): FieldError[] =>
  has(volume, 'image')
    ? ['subPath', 'subPathExpr']
        .filter((field) => textAt(mount, field) !== '')
        .map((field) =>
          fieldInvalid(
            `${path}.${field}`,
            textAt(mount, field),
            'not allowed in image volume sources',
          ),
        )
    : [];

const propagations = ['Bidirectional', 'HostToContainer', 'None'];

function checkPropagation(mount: Fields, container: Fields, path: string): FieldError[] {
  if (!has(mount, 'mountPropagation')) return [];
  const mode = mount['mountPropagation'];
  const privileged = valueAt(container, 'securityContext.privileged') === true;
  return [
    ...checkEnum(mode, path, propagations, 'fine'),
    ...(mode === 'Bidirectional' && !privileged
      ? [
          fieldForbidden(
            path,
            'Bidirectional mount propagation is available only to privileged containers',
          ),
        ]
      : []),
  ];
}

function checkRecursiveReadOnly(mount: Fields, path: string): FieldError[] {
  const mode = mount['recursiveReadOnly'];
  if (mode === undefined || mode === null || mode === 'Disabled') return [];
  if (mode !== 'Enabled' && mode !== 'IfPossible')
    return checkEnum(mode, path, ['Disabled', 'Enabled', 'IfPossible']);
  const propagates = has(mount, 'mountPropagation') && mount['mountPropagation'] !== 'None';
  return [
    ...(mount['readOnly'] === true
      ? []
      : [fieldForbidden(path, 'may only be specified when readOnly is true')]),
    ...(propagates
      ? [
          fieldForbidden(
            path,
            'may only be specified when mountPropagation is None or not specified',
          ),
        ]
      : []),
  ];
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateVolumeDevices` */
export function checkDevices(
  container: Fields,
  path: string,
  volumes: ReadonlyMap<string, Fields>,
): FieldError[] {
  const mounts = placesOf(container, 'volumeMounts', 'mountPath');
  const [names, paths] = [new Set<string>(), new Set<string>()];
  return eachOf(container, 'volumeDevices', path, (device, at) => {
    const [name, to] = [textAt(device, 'name'), textAt(device, 'devicePath')];
    const refuse = (field: string, problem: string): FieldError =>
      fieldInvalid(`${at}.${field}`, field === 'name' ? name : to, problem);
    const backsteps = to !== '' && checkNoBacksteps(to, at).length > 0;
    const errors = [
      ...checkRequired(device, 'name', at),
      ...(names.has(name) ? [refuse('name', 'must be unique')] : []),
      ...checkBlockVolume(name, volumes.get(name), `${at}.name`),
      ...checkRequired(device, 'devicePath', at),
      ...(paths.has(to) ? [refuse('devicePath', 'must be unique')] : []),
      ...(backsteps ? [refuse('devicePath', "can not contain backsteps ('..')")] : []),
      ...(mounts.has(name) ? [refuse('name', 'must not already exist in volumeMounts')] : []),
      ...(hasPath(mounts, to)
        ? [refuse('devicePath', 'must not already exist as a path in volumeMounts')]
        : []),
    ];
    if (!backsteps) paths.add(to);
    if (name !== '') names.add(name);
    return errors;
  });
}

function checkBlockVolume(name: string, volume: Fields | undefined, path: string): FieldError[] {
  if (volume === undefined) return [fieldNotFound(path, name)];
  return has(volume, 'persistentVolumeClaim') || has(volume, 'ephemeral')
    ? []
    : [
        fieldInvalid(
          path,
          name,
          'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode',
        ),
      ];
}
