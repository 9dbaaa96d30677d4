import {
  fieldForbidden,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  type FieldError,
} from '@skewplane/apimachinery';
import { fieldsAt, has, listAt, numberAt, textAt, type Fields } from '../object-fields.js';
import { checkLabelSelector, checkRequired, countSet, eachOf } from './checks.js';
import { checkFileMode, checkLocalPath } from './file-path-validation.js';
import type { PodRules } from './pod-rules.js';
import { checkSignerName, checkTrustBundleName } from './signer-names.js';
import { checkDownwardFile, checkKeyToPath } from './volume-file-validation.js';

const sources = [
  'secret',
  'configMap',
  'downwardAPI',
  'serviceAccountToken',
  'clusterTrustBundle',
  'podCertificate',
];

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateProjectionSources` */
export function checkProjectedVolume(volume: Fields, path: string, rules: PodRules): FieldError[] {
  const taken = new Set<string>();
  /** Two files of one volume cannot have the same path; the error names the volume. */
  const claim = (file: string, shown: string): FieldError[] => {
    if (taken.has(file)) return [fieldInvalid(path, shown, 'conflicting duplicate paths')];
    taken.add(file);
    return [];
  };
  return [
    ...checkFileMode(volume['defaultMode'], `${path}.defaultMode`),
    ...eachOf(volume, 'sources', path, (source, at) => [
      ...checkKeys(source, 'secret', at, claim),
      ...checkKeys(source, 'configMap', at, claim),
      ...listAt(source, 'downwardAPI.items').flatMap((file) => [
        ...checkDownwardFile(file, `${at}.downwardAPI`),
        ...claimIfNamed(textAt(file, 'path'), claim),
      ]),
      ...(has(source, 'serviceAccountToken')
        ? checkToken(fieldsAt(source, 'serviceAccountToken'), at, path, rules)
        : []),
      ...(has(source, 'clusterTrustBundle')
        ? checkTrustBundle(
            fieldsAt(source, 'clusterTrustBundle'),
            `${at}.clusterTrustBundle`,
            claim,
          )
        : []),
      ...(has(source, 'podCertificate')
        ? checkPodCertificate(fieldsAt(source, 'podCertificate'), `${at}.podCertificate`, claim)
        : []),
      ...(countSet(source, sources) > 1
        ? [fieldForbidden(at, 'may not specify more than 1 volume type per source')]
        : []),
    ]),
  ];
}

type Claim = (file: string, shown: string) => FieldError[];

const claimIfNamed = (file: string, claim: Claim, shown = file): FieldError[] =>
  file === '' ? [] : claim(file, shown);

function checkKeys(source: Fields, kind: string, path: string, claim: Claim): FieldError[] {
  if (!has(source, kind)) return [];
  const keys = fieldsAt(source, kind);
  return [
    ...checkRequired(keys, 'name', `${path}.${kind}`),
    ...eachOf(keys, 'items', `${path}.${kind}`, (item, at) => [
      ...checkKeyToPath(item, at),
      ...claimIfNamed(textAt(item, 'path'), claim, textAt(keys, 'name')),
    ]),
  ];
}

function checkToken(
  token: Fields,
  path: string,
  volumePath: string,
  rules: PodRules,
): FieldError[] {
  const seconds = numberAt(token, 'expirationSeconds') ?? 0;
  const refuse = (problem: string): FieldError =>
    fieldInvalid(`${path}.serviceAccountToken.expirationSeconds`, seconds, problem);
  const file = textAt(token, 'path');
  return [
    ...(seconds < 600 ? [refuse('may not specify a duration less than 10 minutes')] : []),
    ...(seconds > 2 ** 32 ? [refuse('may not specify a duration larger than 2^32 seconds')] : []),
    // Upstream gives the path of the volume here.
    ...(file === ''
      ? [fieldRequired(`${volumePath}.path`)]
      : rules.oddTokenPath
        ? []
        : checkLocalPath(file, `${volumePath}.path`)),
  ];
}

function checkTrustBundle(bundle: Fields, path: string, claim: Claim): FieldError[] {
  const file = textAt(bundle, 'path');
  return [
    ...checkBundleChoice(bundle, path),
    ...(file === '' ? [fieldRequired(`${path}.path`)] : []),
    ...checkLocalPath(file, `${path}.path`),
    ...claim(file, file),
  ];
}

function checkBundleChoice(bundle: Fields, path: string): FieldError[] {
  const [byName, bySigner] = [has(bundle, 'name'), has(bundle, 'signerName')];
  const [name, signer] = [textAt(bundle, 'name'), textAt(bundle, 'signerName')];
  if (byName && bySigner)
    return [fieldInvalid(path, bundle, 'only one of name and signerName may be used')];
  if (byName) {
    return [
      ...(name === '' ? [fieldRequired(`${path}.name`, 'must be a valid object name')] : []),
      ...checkTrustBundleName(name, `${path}.name`),
      ...(has(bundle, 'labelSelector')
        ? [
            fieldInvalid(
              `${path}.labelSelector`,
              bundle['labelSelector'],
              'labelSelector must be unset if name is specified',
            ),
          ]
        : []),
    ];
  }
  if (!bySigner) return [fieldRequired(path, 'either name or signerName must be specified')];
  return [
    ...(signer === '' ? [fieldRequired(`${path}.signerName`, 'must be a valid signer name')] : []),
    ...checkSignerName(signer, `${path}.signerName`),
    ...checkLabelSelector(bundle['labelSelector'], `${path}.labelSelector`),
  ];
}

const keyTypes = ['RSA3072', 'RSA4096', 'ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519'];
const filePaths = ['credentialBundlePath', 'keyPath', 'certificateChainPath'];
const daySeconds = 24 * 60 * 60;

function checkPodCertificate(certificate: Fields, path: string, claim: Claim): FieldError[] {
  const type = textAt(certificate, 'keyType');
  const signer = textAt(certificate, 'signerName');
  const seconds = numberAt(certificate, 'maxExpirationSeconds');
  const longest = signer.startsWith('kubernetes.io/') ? daySeconds : 91 * daySeconds;
  const refuse = (problem: string): FieldError =>
    fieldInvalid(`${path}.maxExpirationSeconds`, seconds, problem);
  return [
    ...checkSignerName(signer, `${path}.signerName`),
    ...(keyTypes.includes(type) ? [] : [fieldNotSupported(`${path}.keyType`, type, keyTypes)]),
    ...(seconds !== undefined && seconds < 3600
      ? [refuse('if provided, maxExpirationSeconds must be >= 3600')]
      : []),
    ...(seconds !== undefined && seconds > longest
      ? [refuse(`if provided, maxExpirationSeconds must be <= ${String(longest)}`)]
      : []),
    ...filePaths.flatMap((field) => {
      const file = textAt(certificate, field);
      return file === '' ? [] : [...checkLocalPath(file, `${path}.${field}`), ...claim(file, file)];
    }),
    ...(filePaths.every((field) => textAt(certificate, field) === '')
      ? [
          fieldRequired(
            path,
            'specify at least one of credentialBundlePath, keyPath, and certificateChainPath',
          ),
        ]
      : []),
  ];
}
