import {
  badRequest,
  fieldInvalid,
  invalid,
  isRecord,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { text } from './claims.js';

export const tokenRequestKind = { group: 'authentication.k8s.io', kind: 'TokenRequest' } as const;
const defaultExpirationSeconds = 60 * 60;
const minExpirationSeconds = 10 * 60;
const maxExpirationSeconds = 2 ** 32;

export interface BoundObjectReference {
  readonly kind: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly uid: string;
}

/** A TokenRequest's spec with defaults. */
export interface TokenRequestSpec {
  readonly audiences: readonly string[];
  readonly expirationSeconds: number;
  readonly boundObjectRef: BoundObjectReference | undefined;
}

/** @throws {StatusError} 400 for a field of the wrong type */
export function tokenRequestSpec(object: Immutable<KubeObject>): TokenRequestSpec {
  const spec: Record<string, unknown> = isRecord(object['spec']) ? object['spec'] : {};
  const { audiences, expirationSeconds, boundObjectRef } = spec;
  if (expirationSeconds !== undefined && expirationSeconds !== null) {
    if (!Number.isSafeInteger(expirationSeconds)) {
      throw badRequest('spec.expirationSeconds: must be an integer');
    }
  }
  return {
    audiences: Array.isArray(audiences) ? audiences.map(text) : [],
    expirationSeconds:
      typeof expirationSeconds === 'number' ? expirationSeconds : defaultExpirationSeconds,
    boundObjectRef: isRecord(boundObjectRef)
      ? {
          kind: text(boundObjectRef['kind']),
          apiVersion: text(boundObjectRef['apiVersion']),
          name: text(boundObjectRef['name']),
          uid: text(boundObjectRef['uid']),
        }
      : undefined,
  };
}

/**
 * The names in the body must be those of the URL, when given.
 * @throws {StatusError} 422
 */
export function checkNames(
  { metadata }: Immutable<KubeObject>,
  namespace: string,
  name: string,
): void {
  const check = (field: 'name' | 'namespace', want: string) => {
    const value = metadata[field];
    if (value === undefined || value === '' || value === want) return;
    const detail = `must match the service account ${field} if specified`;
    throw invalid(tokenRequestKind, name, [fieldInvalid(`metadata.${field}`, value, detail)]);
  };
  check('name', name);
  check('namespace', namespace);
}

/** @see kubernetes/kubernetes `pkg/apis/authentication/validation/validation.go` */
export function validateTokenRequest({ expirationSeconds }: TokenRequestSpec): FieldError[] {
  const problem = (detail: string) => [
    fieldInvalid('spec.expirationSeconds', expirationSeconds, detail),
  ];
  if (expirationSeconds < minExpirationSeconds) {
    return problem('may not specify a duration less than 10 minutes');
  }
  if (expirationSeconds > maxExpirationSeconds) {
    return problem('may not specify a duration larger than 2^32 seconds');
  }
  return [];
}
