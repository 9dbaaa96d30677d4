import { fieldInvalid, type FieldError } from '@skewplane/apimachinery';

export const checkNoBacksteps = (to: string, path: string): FieldError[] =>
  to.split('/').includes('..') ? [fieldInvalid(path, to, "must not contain '..'")] : [];

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateLocalDescendingPath` */
export const checkRelativePath = (to: string, path: string): FieldError[] => [
  ...(to.startsWith('/') ? [fieldInvalid(path, to, 'must be a relative path')] : []),
  ...checkNoBacksteps(to, path),
];

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateLocalNonReservedPath` */
export const checkLocalPath = (to: string, path: string): FieldError[] => [
  ...checkRelativePath(to, path),
  ...(to.startsWith('..') && !to.startsWith('../')
    ? [fieldInvalid(path, to, "must not start with '..'")]
    : []),
];

const fileModeMessage = 'must be a number between 0 and 0777 (octal), both inclusive';

export const checkFileMode = (mode: unknown, path: string): FieldError[] =>
  typeof mode === 'number' && (mode < 0 || mode > 0o777)
    ? [fieldInvalid(path, mode, fileModeMessage)]
    : [];
