import { stringifyExactJson } from './exact-json.js';
import type { StatusCause } from './status.js';

/** What is wrong with one field; `reason` is the wire form, the text is made to upstream's pattern. */
export type FieldErrorReason =
  | 'FieldValueNotFound'
  | 'FieldValueRequired'
  | 'FieldValueDuplicate'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'InternalError'
  | 'FieldValueTypeInvalid';

/** A cause of an `Invalid` Status. `message` is what stands after `<field>: `. */
export interface FieldError extends StatusCause {
  reason: FieldErrorReason;
  message: string;
  field: string;
}

/**
 * Renders a rejected value as upstream does: strings quoted, scalars plain, the rest as JSON.
 * @see kubernetes/apimachinery `pkg/util/validation/field/errors.go`, `ErrorBody`
 */
function render(value: unknown): string {
  if (value === undefined || value === null) return 'null';
  return typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : stringifyExactJson(value);
}

export function fieldRequired(field: string, detail = ''): FieldError {
  return {
    reason: 'FieldValueRequired',
    field,
    message: `Required value${detail === '' ? '' : `: ${detail}`}`,
  };
}
export function fieldInvalid(field: string, value: unknown, detail: string): FieldError {
  return {
    reason: 'FieldValueInvalid',
    field,
    message: `Invalid value: ${render(value)}: ${detail}`,
  };
}
export function fieldDuplicate(field: string, value: unknown): FieldError {
  return { reason: 'FieldValueDuplicate', field, message: `Duplicate value: ${render(value)}` };
}
export function fieldNotFound(field: string, value: unknown): FieldError {
  return { reason: 'FieldValueNotFound', field, message: `Not found: ${render(value)}` };
}
export function fieldNotSupported(
  field: string,
  value: unknown,
  supported: readonly string[],
): FieldError {
  const list = supported.map((each) => JSON.stringify(each)).join(', ');
  return {
    reason: 'FieldValueNotSupported',
    field,
    message: `Unsupported value: ${render(value)}${list === '' ? '' : `: supported values: ${list}`}`,
  };
}
export function fieldForbidden(field: string, detail: string): FieldError {
  return { reason: 'FieldValueForbidden', field, message: `Forbidden: ${detail}` };
}
/** @param maxLength in bytes */
export function fieldTooLong(field: string, maxLength: number): FieldError {
  return {
    reason: 'FieldValueTooLong',
    field,
    message: `Too long: may not be more than ${String(maxLength)} bytes`,
  };
}
export function fieldTooMany(field: string, actual: number, max: number): FieldError {
  return {
    reason: 'FieldValueTooMany',
    field,
    message: `Too many: ${String(actual)}: must have at most ${String(max)} items`,
  };
}
export function fieldTypeInvalid(field: string, value: unknown, detail: string): FieldError {
  return {
    reason: 'FieldValueTypeInvalid',
    field,
    message: `Invalid value: ${render(value)}: ${detail}`,
  };
}
