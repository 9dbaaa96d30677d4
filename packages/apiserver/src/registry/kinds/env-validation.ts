import {
  fieldInvalid,
  fieldNotFound,
  fieldRequired,
  validateDns1123Label,
  validateDns1123Subdomain,
  type FieldError,
  type NameRule,
} from '@skewplane/apimachinery';
import { has, listAt, textAt, type Fields } from '../object-fields.js';
import { checkName, checkRequired, checkText, countSet, dataKeyRule, eachOf } from './checks.js';
import { checkFieldRef, checkResourceFieldRef } from './downward-api-validation.js';
import { relaxedEnvName, strictEnvName } from './env-names.js';
import { checkNoBacksteps } from './file-path-validation.js';
import { allContainersOf, containersWithPaths, type PodRules } from './pod-rules.js';

const nameRuleOf = (rules: PodRules): NameRule =>
  rules.relaxedEnv ? relaxedEnvName : strictEnvName;

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
export function checkEnvironment(container: Fields, path: string, rules: PodRules): FieldError[] {
  return [
    ...eachOf(container, 'env', path, (variable, at) => [
      ...checkName(textAt(variable, 'name'), `${at}.name`, nameRuleOf(rules)),
      ...checkValueFrom(variable, `${at}.valueFrom`, rules),
    ]),
    ...eachOf(container, 'envFrom', path, (source, at) =>
      checkEnvFrom(source, at, `${path}.envFrom`, rules),
    ),
  ];
}

const valueSources = [
  'fieldRef',
  'resourceFieldRef',
  'configMapKeyRef',
  'secretKeyRef',
  'fileKeyRef',
];

function checkValueFrom(variable: Fields, path: string, rules: PodRules): FieldError[] {
  const from = variable['valueFrom'];
  if (from === undefined || from === null) return [];
  const source = from as Fields;
  return [
    ...(has(from, 'fieldRef')
      ? checkFieldRef(source['fieldRef'], `${path}.fieldRef`, fieldPaths)
      : []),
    ...(has(from, 'resourceFieldRef')
      ? checkResourceFieldRef(source['resourceFieldRef'], `${path}.resourceFieldRef`, 'env')
      : []),
    ...checkKeyRef(from, 'configMapKeyRef', path),
    ...checkKeyRef(from, 'secretKeyRef', path),
    ...(has(from, 'fileKeyRef') ? checkFileKeyRef(source['fileKeyRef'], `${path}.fileKeyRef`) : []),
    ...checkHowMany(countSet(from, valueSources), textAt(variable, 'value'), path, rules),
  ];
}

function checkHowMany(sources: number, value: string, path: string, rules: PodRules): FieldError[] {
  if (sources === 0) {
    const choices = rules.envFiles
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

function checkKeyRef(from: unknown, name: string, path: string): FieldError[] {
  if (!has(from, name)) return [];
  return [
    ...checkText(textAt(from, `${name}.name`), `${path}.${name}.name`, validateDns1123Subdomain),
    ...checkName(textAt(from, `${name}.key`), `${path}.${name}.key`, dataKeyRule),
  ];
}

function checkFileKeyRef(reference: unknown, path: string): FieldError[] {
  const file = textAt(reference, 'path');
  return [
    ...checkName(textAt(reference, 'key'), `${path}.key`, relaxedEnvName),
    ...checkName(textAt(reference, 'volumeName'), `${path}.volumeName`, validateDns1123Label),
    ...(file === '' ? [fieldRequired(`${path}.path`)] : checkNoBacksteps(file, `${path}.path`)),
  ];
}

function checkEnvFrom(
  source: Fields,
  path: string,
  listPath: string,
  rules: PodRules,
): FieldError[] {
  const prefix = textAt(source, 'prefix');
  const kinds = ['configMapRef', 'secretRef'];
  const set = countSet(source, kinds);
  return [
    ...(prefix === '' ? [] : checkText(prefix, `${path}.prefix`, nameRuleOf(rules))),
    ...kinds
      .filter((kind) => has(source, kind))
      .flatMap((kind) => checkReferenceName(source, kind, path)),
    // Upstream gives the path of the list in these two.
    ...(set === 0
      ? [fieldInvalid(listPath, '', 'must specify one of: `configMapRef` or `secretRef`')]
      : []),
    ...(set > 1
      ? [fieldInvalid(listPath, '', 'may not have more than one field specified at a time')]
      : []),
  ];
}

/** The name may end in a dash: upstream takes it for the beginning of one. */
function checkReferenceName(source: Fields, kind: string, path: string): FieldError[] {
  const name = textAt(source, `${kind}.name`);
  if (name === '') return checkRequired(source[kind], 'name', `${path}.${kind}`);
  const asPrefix: NameRule = (text) =>
    validateDns1123Subdomain(text.endsWith('-') ? `${text.slice(0, -1)}a` : text);
  return checkText(name, `${path}.${kind}.name`, asPrefix);
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateFileKeyRefVolumes` */
export function checkFileKeyVolumes(spec: Fields, path: string): FieldError[] {
  const uses = (container: Fields): boolean =>
    listAt(container, 'env').some((variable) => has(variable, 'valueFrom.fileKeyRef'));
  // Few pods have them, so the rest is not looked at twice.
  if (!allContainersOf(spec).some(uses)) return [];
  const volumes = new Map(listAt(spec, 'volumes').map((each) => [textAt(each, 'name'), each]));
  return containersWithPaths(spec, path).flatMap(([container, at]) =>
    eachOf(container, 'env', at, (variable, variableAt) => {
      if (!has(variable, 'valueFrom.fileKeyRef')) return [];
      const name = textAt(variable, 'valueFrom.fileKeyRef.volumeName');
      const namePath = `${variableAt}.valueFrom.fileKeyRef.volumeName`;
      const volume = volumes.get(name);
      if (volume === undefined) return [fieldNotFound(namePath, name)];
      return has(volume, 'emptyDir')
        ? []
        : [fieldInvalid(namePath, name, 'referenced volume must be of type emptyDir')];
    }),
  );
}
