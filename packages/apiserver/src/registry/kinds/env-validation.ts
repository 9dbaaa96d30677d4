import {
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  validateDns1123Subdomain,
  type FieldError,
  type NameRule,
} from '@skewplane/apimachinery';
import { has, textAt, type Fields } from '../object-fields.js';
import { checkRequired, checkText, countSet, dataKeyRule, eachOf } from './checks.js';

const strictName: NameRule = (name) => [
  ...(/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name)
    ? []
    : [
        "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')",
      ]),
  ...(name === '.' || name === '..' ? [`must not be '${name}'`] : []),
  ...(name.startsWith('..') && name !== '..' ? ["must not start with '..'"] : []),
];
const relaxedName: NameRule = (name) =>
  /^[\x20-\x7e]*$/.test(name) && !name.includes('=')
    ? []
    : [
        "a valid environment variable name must consist only of printable ASCII characters other than '='",
      ];

/** The looser rule is on by default since 1.32. */
const nameRuleOf = (minor: number): NameRule => (minor >= 32 ? relaxedName : strictName);

const fieldPaths = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateEnv`, `ValidateEnvFrom` */
export function checkEnvironment(container: Fields, path: string, minor: number): FieldError[] {
  return [
    ...eachOf(container, 'env', path, (variable, at) => [
      ...(textAt(variable, 'name') === ''
        ? [fieldRequired(`${at}.name`)]
        : checkText(textAt(variable, 'name'), `${at}.name`, nameRuleOf(minor))),
      ...checkValueFrom(variable, `${at}.valueFrom`, minor),
    ]),
    ...eachOf(container, 'envFrom', path, (source, at) => checkEnvFrom(source, at, minor)),
  ];
}

const valueSources = [
  'fieldRef',
  'resourceFieldRef',
  'configMapKeyRef',
  'secretKeyRef',
  'fileKeyRef',
];

function checkValueFrom(variable: Fields, path: string, minor: number): FieldError[] {
  const from = variable['valueFrom'];
  if (from === undefined || from === null) return [];
  return [
    ...checkFieldRef(from, `${path}.fieldRef`),
    ...checkKeyRef(from, 'configMapKeyRef', path),
    ...checkKeyRef(from, 'secretKeyRef', path),
    ...checkHowMany(countSet(from, valueSources), textAt(variable, 'value'), path, minor),
  ];
}

function checkHowMany(sources: number, value: string, path: string, minor: number): FieldError[] {
  if (sources === 0) {
    const choices =
      minor >= 35
        ? '`fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`'
        : '`fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`';
    return [fieldInvalid(path, '', `must specify one of: ${choices}`)];
  }
  if (value !== '') {
    return [fieldInvalid(path, '', 'may not be specified when `value` is not empty')];
  }
  return sources > 1
    ? [fieldInvalid(path, '', 'may not have more than one field specified at a time')]
    : [];
}

function checkFieldRef(from: unknown, path: string): FieldError[] {
  if (!has(from, 'fieldRef')) return [];
  const fieldPath = textAt(from, 'fieldRef.fieldPath');
  if (fieldPath === '') return [fieldRequired(`${path}.fieldPath`)];
  const known =
    fieldPaths.includes(fieldPath) || /^metadata\.(labels|annotations)\['.+'\]$/.test(fieldPath);
  return known ? [] : [fieldNotSupported(`${path}.fieldPath`, fieldPath, fieldPaths)];
}

function checkKeyRef(from: unknown, name: string, path: string): FieldError[] {
  if (!has(from, name)) return [];
  const key = textAt(from, `${name}.key`);
  return key === ''
    ? [fieldRequired(`${path}.${name}.key`)]
    : checkText(key, `${path}.${name}.key`, dataKeyRule);
}

function checkEnvFrom(source: Fields, path: string, minor: number): FieldError[] {
  const prefix = textAt(source, 'prefix');
  const kinds = ['configMapRef', 'secretRef'];
  const set = countSet(source, kinds);
  return [
    ...(prefix === '' ? [] : checkText(prefix, `${path}.prefix`, nameRuleOf(minor))),
    ...kinds
      .filter((kind) => has(source, kind))
      .flatMap((kind) =>
        textAt(source, `${kind}.name`) === ''
          ? checkRequired(source[kind], 'name', `${path}.${kind}`)
          : checkText(
              textAt(source, `${kind}.name`),
              `${path}.${kind}.name`,
              validateDns1123Subdomain,
            ),
      ),
    ...(set === 0
      ? [fieldInvalid(path, '', 'must specify one of: `configMapRef` or `secretRef`')]
      : []),
    ...(set > 1
      ? [fieldInvalid(path, '', 'may not have more than one field specified at a time')]
      : []),
  ];
}
