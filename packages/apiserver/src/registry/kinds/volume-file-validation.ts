import { fieldInvalid, fieldRequired, type FieldError } from '@skewplane/apimachinery';
import { has, textAt, type Fields } from '../object-fields.js';
import { checkRequired } from './checks.js';
import { checkFieldRef, checkResourceFieldRef } from './downward-api-validation.js';
import { checkFileMode, checkLocalPath } from './file-path-validation.js';

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateKeyToPath` */
export function checkKeyToPath(item: Fields, path: string): FieldError[] {
  return [
    ...checkRequired(item, 'key', path),
    ...checkRequired(item, 'path', path),
    ...checkLocalPath(textAt(item, 'path'), `${path}.path`),
    ...checkFileMode(item['mode'], `${path}.mode`),
  ];
}

const volumeFieldPaths = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateDownwardAPIVolumeFile` */
export function checkDownwardFile(file: Fields, path: string): FieldError[] {
  const [field, resource] = [has(file, 'fieldRef'), has(file, 'resourceFieldRef')];
  return [
    ...checkRequired(file, 'path', path),
    ...checkLocalPath(textAt(file, 'path'), `${path}.path`),
    ...(field ? checkFieldRef(file['fieldRef'], `${path}.fieldRef`, volumeFieldPaths) : []),
    ...(field && resource
      ? [
          fieldInvalid(
            path,
            'resource',
            'fieldRef and resourceFieldRef can not be specified simultaneously',
          ),
        ]
      : []),
    ...(!field && resource
      ? checkResourceFieldRef(file['resourceFieldRef'], `${path}.resourceFieldRef`, 'volume')
      : []),
    ...(field || resource
      ? []
      : [fieldRequired(path, 'one of fieldRef and resourceFieldRef is required')]),
    ...checkFileMode(file['mode'], `${path}.mode`),
  ];
}
