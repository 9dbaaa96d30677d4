import { commonEncodingVersion, storageVersionStatus } from '@skewplane/api';
import {
  fieldInvalid,
  fieldRequired,
  validateDns1035Label,
  validateDns1123Subdomain,
  validateQualifiedName,
  type FieldError,
  type Immutable,
  type KubeObject,
  type NameRule,
} from '@skewplane/apimachinery';
import { fieldsAt, listAt, textAt, textsAt, valueAt, type Fields } from '../object-fields.js';
import { emptyStruct, resetStatus, type KindStrategy } from './base.js';
import { checkText, eachOf } from './checks.js';

/**
 * @see kubernetes/kubernetes `pkg/registry/apiserverinternal/storageversion/strategy.go`,
 * `pkg/apis/apiserverinternal/validation/validation.go`
 */
export const storageVersion: KindStrategy = () => ({
  nameRule: storageVersionNameRule,
  hasStatus: true,
  allowUnconditionalUpdate: false,
  defaults: (object) => {
    emptyStruct(object, 'spec', 'status');
  },
  prepareForCreate: (object) => {
    resetStatus(object);
  },
  validateStatusUpdate: (object) => [
    ...eachOf(fieldsAt(object, 'status'), 'storageVersions', 'status', checkServer),
    ...checkCommonVersion(object),
    ...checkConditions(object),
  ],
});

const storageVersionNameRule: NameRule = (name) => {
  const dot = name.lastIndexOf('.');
  if (dot < 0) return ['name must be in the form of <group>.<resource>'];
  return [
    ...validateDns1123Subdomain(name.slice(0, dot)).map((each) => `the group segment ${each}`),
    ...validateDns1035Label(name.slice(dot + 1)).map((each) => `the resource segment ${each}`),
  ];
};

function checkServer(server: Fields, path: string): FieldError[] {
  const encoding = textAt(server, 'encodingVersion');
  const decodable = textsAt(server, 'decodableVersions');
  return [
    ...checkText(textAt(server, 'apiServerID'), `${path}.apiServerID`, validateDns1123Subdomain),
    ...checkApiVersion(encoding, `${path}.encodingVersion`),
    ...decodable.flatMap((version, index) =>
      checkApiVersion(version, `${path}.decodableVersions[${String(index)}]`),
    ),
    ...(decodable.includes(encoding)
      ? []
      : [
          fieldInvalid(
            `${path}.decodableVersions`,
            decodable.length === 0 ? null : decodable,
            `decodableVersions must include encodingVersion ${encoding}`,
          ),
        ]),
  ];
}

function checkApiVersion(version: string, path: string): FieldError[] {
  const problems = apiVersionProblems(version);
  return problems.length === 0 ? [] : [fieldInvalid(path, version, problems.join(','))];
}

function apiVersionProblems(text: string): string[] {
  const parts = text.split('/');
  if (parts.length > 2) {
    return [
      "an apiVersion is a DNS-1035 label, which must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyVersion')",
    ];
  }
  const version = parts.at(-1) ?? '';
  const group = parts.length === 2 ? parts[0] : undefined;
  return [
    ...(group === undefined ? [] : part('group', group, validateDns1123Subdomain)),
    ...part('version', version, validateDns1035Label),
  ];
}

const part = (what: string, text: string, rule: NameRule): string[] =>
  (text === '' ? ['must be non-empty'] : rule(text)).map((each) => `${what} part: ${each}`);

function checkCommonVersion(object: Immutable<KubeObject>): FieldError[] {
  const path = 'status.commonEncodingVersion';
  const { storageVersions = [], commonEncodingVersion: told } = storageVersionStatus(object);
  const actual = commonEncodingVersion(storageVersions);
  if (told === actual) return [];
  if (actual === undefined) {
    return [
      fieldInvalid(
        path,
        told,
        'should be nil if servers do not agree on the same encoding version, or if there is no server reporting the supported versions yet',
      ),
    ];
  }
  return [
    fieldInvalid(
      path,
      told ?? null,
      told === undefined
        ? `the common encoding version is ${actual}`
        : `the actual common encoding version is ${actual}`,
    ),
  ];
}

/** Upstream names the conditions `status[0]`, as if the status were the list. */
function checkConditions(object: Immutable<KubeObject>): FieldError[] {
  const seen = new Map<string, number>();
  return listAt(object, 'status.conditions').flatMap((condition, index) => {
    const path = `status[${String(index)}]`;
    const type = textAt(condition, 'type');
    const before = seen.get(type);
    seen.set(type, index);
    return [
      ...(before === undefined
        ? []
        : [
            fieldInvalid(
              `${path}.type`,
              type,
              `the type of the condition is not unique, it also appears in conditions[${String(before)}]`,
            ),
          ]),
      ...checkText(type, `${path}.type`, validateQualifiedName),
      ...checkText(textAt(condition, 'status'), `${path}.status`, validateQualifiedName),
      ...['reason', 'message']
        .filter((field) => (valueAt(condition, field) ?? '') === '')
        .map((field) => fieldRequired(`${path}.${field}`, `${field} cannot be empty`)),
    ];
  });
}
