import {
  fieldForbidden,
  fieldInvalid,
  fieldRequired,
  fieldTooLong,
  type FieldError,
} from '../field-error.js';
import type { PatchType } from '../patch/apply-patch.js';
import { invalid } from '../status.js';

/** @see kubernetes/apimachinery `pkg/apis/meta/v1/validation/validation.go`, `FieldManagerMaxLength` */
const maxNameBytes = 128;

/** What Go's `unicode.IsPrint` lets pass. */
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/**
 * The manager a write is recorded for: the `fieldManager` parameter, else what stands before the first `/` of the
 * user agent, without unprintable characters and at most 128 bytes long.
 * @see kubernetes/apiserver `pkg/endpoints/handlers/create.go`, `managerOrUserAgent`
 */
export function managerOrUserAgent(fieldManager: string | undefined, userAgent = ''): string {
  if (fieldManager !== undefined && fieldManager !== '') return fieldManager;
  const [prefix = ''] = userAgent.split('/', 1);
  let name = '';
  for (const character of prefix) {
    if (!printable.test(character)) continue;
    if (bytesOf(name) + bytesOf(character) > maxNameBytes) break;
    name += character;
  }
  return name;
}

/** @see kubernetes/apimachinery `pkg/apis/meta/v1/validation/validation.go`, `ValidateFieldManager` */
export function validateFieldManager(name: string, field = 'fieldManager'): FieldError[] {
  const errors: FieldError[] =
    bytesOf(name) > maxNameBytes ? [fieldTooLong(field, maxNameBytes)] : [];
  let position = 0;
  for (const character of name) {
    if (!printable.test(character)) {
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      const detail = `invalid character U+${code} (at position ${position})`;
      errors.push(fieldInvalid(field, name, detail));
    }
    position += bytesOf(character);
  }
  return errors;
}

export interface PatchParameters {
  readonly fieldManager?: string | undefined;
  readonly force?: boolean | undefined;
}

/**
 * Checks the parameters of a PATCH that depend on its type.
 * @throws {StatusError} 422: apply needs a field manager, and nothing else can be forced
 * @see kubernetes/apimachinery `pkg/apis/meta/v1/validation/validation.go`, `ValidatePatchOptions`
 */
export function checkPatchParameters(type: PatchType, parameters: PatchParameters): void {
  const { fieldManager = '', force } = parameters;
  const errors: FieldError[] = [];
  if (type === 'apply' && fieldManager === '') {
    errors.push(fieldRequired('fieldManager', 'is required for apply patch'));
  }
  if (type !== 'apply' && force !== undefined) {
    errors.push(fieldForbidden('force', 'may not be specified for non-apply patch'));
  }
  errors.push(...validateFieldManager(fieldManager));
  if (errors.length > 0) {
    throw invalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', errors);
  }
}
