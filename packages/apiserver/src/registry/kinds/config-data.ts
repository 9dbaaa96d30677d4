import {
  fieldForbidden,
  fieldInvalid,
  fieldRequired,
  fieldTooLong,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { ensureFields, fieldsAt, fill, has, semanticallyEqual, textAt } from '../object-fields.js';
import type { KindStrategy } from './base.js';
import { checkImmutable, checkText, dataKeyRule } from './checks.js';

/** All values of one config map or secret together, in bytes. */
const maxDataBytes = 1024 * 1024;

/** @see kubernetes/kubernetes `pkg/registry/core/configmap/strategy.go` */
export const configMap: KindStrategy = () => ({
  validate: checkConfigMap,
  validateUpdate: (object, current) => checkSealed(object, current, ['data', 'binaryData']),
});

function checkConfigMap(object: Immutable<KubeObject>): FieldError[] {
  const data = fieldsAt(object, 'data');
  const binary = fieldsAt(object, 'binaryData');
  const bytes = sumOf(data, (text) => Buffer.byteLength(text)) + sumOf(binary, base64Bytes);
  return [
    ...checkKeys(data, 'data', (key) =>
      Object.hasOwn(binary, key) ? ['duplicate of key present in binaryData'] : [],
    ),
    ...checkKeys(binary, 'binaryData'),
    // Upstream gives no field here, and its empty path prints so.
    ...(bytes > maxDataBytes ? [fieldTooLong('', maxDataBytes)] : []),
  ];
}

/** @see kubernetes/kubernetes `pkg/registry/core/secret/strategy.go` */
export const secret: KindStrategy = () => ({
  defaults: (object) => {
    foldStringData(object);
    fill(object, { type: 'Opaque' });
  },
  prepareForUpdate: (object, current) => {
    fill(object, { type: textAt(current, 'type') });
  },
  validate: checkSecret,
  validateUpdate: (object, current) => [
    ...checkImmutable(object['type'], current['type'], 'type'),
    ...checkSealed(object, current, ['data']),
  ],
});

/** `stringData` is write-only: its texts become data. @see kubernetes/kubernetes `pkg/apis/core/v1/conversion.go` */
function foldStringData(object: KubeObject): void {
  const texts = Object.entries(fieldsAt(object, 'stringData'));
  delete object['stringData'];
  if (texts.length === 0) return;
  const data = ensureFields(object, 'data');
  for (const [key, text] of texts) {
    data[key] = Buffer.from(typeof text === 'string' ? text : '').toString('base64');
  }
}

const serviceAccountName = 'kubernetes.io/service-account.name';

/** Keys a secret of a known type must have. */
const requiredKeys: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

function checkSecret(object: Immutable<KubeObject>): FieldError[] {
  const data = fieldsAt(object, 'data');
  const bytes = sumOf(data, base64Bytes);
  return [
    ...checkKeys(data, 'data'),
    ...(bytes > maxDataBytes ? [fieldTooLong('data', maxDataBytes)] : []),
    ...checkSecretType(object, data),
  ];
}

function checkSecretType(
  object: Immutable<KubeObject>,
  data: Readonly<Record<string, unknown>>,
): FieldError[] {
  const type = textAt(object, 'type');
  if (type === 'kubernetes.io/service-account-token') {
    return (object.metadata.annotations?.[serviceAccountName] ?? '') === ''
      ? [fieldRequired(`metadata.annotations[${serviceAccountName}]`)]
      : [];
  }
  if (type === 'kubernetes.io/basic-auth') {
    const keys = ['username', 'password'];
    return keys.some((key) => Object.hasOwn(data, key))
      ? []
      : keys.map((key) => fieldRequired(`data[${key}]`));
  }
  const missing = (requiredKeys[type] ?? []).filter((key) => !Object.hasOwn(data, key));
  if (missing.length > 0) return missing.map((key) => fieldRequired(`data[${key}]`));
  return type.startsWith('kubernetes.io/dockerc')
    ? checkDockerConfig(requiredKeys[type]?.[0], data)
    : [];
}

function checkDockerConfig(
  key: string | undefined,
  data: Readonly<Record<string, unknown>>,
): FieldError[] {
  if (key === undefined) return [];
  const encoded = data[key];
  try {
    JSON.parse(Buffer.from(typeof encoded === 'string' ? encoded : '', 'base64').toString());
    return [];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return [fieldInvalid(`data[${key}]`, '<secret contents redacted>', 'invalid character')];
  }
}

function checkKeys(
  data: Readonly<Record<string, unknown>>,
  field: string,
  more: (key: string) => string[] = () => [],
): FieldError[] {
  return Object.keys(data).flatMap((key) =>
    checkText(key, `${field}[${key}]`, (each) => [...dataKeyRule(each), ...more(each)]),
  );
}

/** Once `immutable` is true, nothing but metadata may change. */
function checkSealed(
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject>,
  fields: readonly string[],
): FieldError[] {
  if (!has(current, 'immutable') || current['immutable'] !== true) return [];
  const message = 'field is immutable when `immutable` is set';
  return [
    ...(object['immutable'] === true ? [] : [fieldForbidden('immutable', message)]),
    ...fields
      .filter((field) => !semanticallyEqual(object[field], current[field]))
      .map((field) => fieldForbidden(field, message)),
  ];
}

const sumOf = (data: Readonly<Record<string, unknown>>, size: (value: string) => number): number =>
  Object.values(data).reduce<number>(
    (sum, value) => sum + (typeof value === 'string' ? size(value) : 0),
    0,
  );

const base64Bytes = (value: string): number => Buffer.byteLength(value, 'base64');
