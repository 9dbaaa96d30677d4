import {
  canonicalQuantity,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  isQuantity,
  parseQuantity,
  validateQualifiedName,
  type FieldError,
} from '@skewplane/apimachinery';
import { textAt, valueAt } from '../object-fields.js';
import { checkText } from './checks.js';

/** Labels a pod can be asked for; which of them a use may name is narrower. */
const knownLabels = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.serviceAccountName',
  'spec.schedulerName',
  'status.phase',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

const subscripted = /^([^[\]']*)\['(.*)'\]$/;

/**
 * @param supported what the use may name; `metadata.labels['key']` and annotations always may
 * @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateObjectFieldSelector`
 */
export function checkFieldRef(
  reference: unknown,
  path: string,
  supported: readonly string[],
): FieldError[] {
  const version = textAt(reference, 'apiVersion');
  const fieldPath = textAt(reference, 'fieldPath');
  if (version === '') return [fieldRequired(`${path}.apiVersion`)];
  if (fieldPath === '') return [fieldRequired(`${path}.fieldPath`)];
  const refuse = (problem: string): FieldError[] => [
    fieldInvalid(`${path}.fieldPath`, fieldPath, `error converting fieldPath: ${problem}`),
  ];
  if (version !== 'v1') return refuse(`unsupported pod version: ${version}`);
  const [, name = '', key = ''] = subscripted.exec(fieldPath) ?? [];
  if (name === 'metadata.annotations')
    return checkText(key.toLowerCase(), path, validateQualifiedName);
  if (name === 'metadata.labels') return checkText(key, path, validateQualifiedName);
  if (name !== '') return refuse(`field label does not support subscript: ${fieldPath}`);
  if (fieldPath !== 'spec.host' && !knownLabels.includes(fieldPath))
    return refuse(`field label not supported: ${fieldPath}`);
  const asked = fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath;
  return supported.includes(asked)
    ? []
    : [fieldNotSupported(`${path}.fieldPath`, asked, supported)];
}

const resources = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];
const hugePages = /^(requests|limits)\.hugepages-/;
const byteDivisors = '1 1k 1M 1G 1T 1P 1E 1Ki 1Mi 1Gi 1Ti 1Pi 1Ei'.split(' ');

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateContainerResourceFieldSelector` */
export function checkResourceFieldRef(
  reference: unknown,
  path: string,
  use: 'env' | 'volume',
): FieldError[] {
  const resource = textAt(reference, 'resource');
  const divisor = checkDivisor(resource, valueAt(reference, 'divisor'), path);
  if (use === 'volume' && textAt(reference, 'containerName') === '')
    return [fieldRequired(`${path}.containerName`), ...divisor];
  if (resource === '') return [fieldRequired(`${path}.resource`), ...divisor];
  return resources.includes(resource) || hugePages.test(resource)
    ? divisor
    : [fieldNotSupported(`${path}.resource`, resource, resources), ...divisor];
}

function checkDivisor(resource: string, divisor: unknown, path: string): FieldError[] {
  const text = quantityText(divisor);
  if (!isQuantity(text) || parseQuantity(text).nanos === 0n) return [];
  const named = divisorsOf(resource);
  if (named === undefined || named.divisors.includes(canonicalQuantity(text))) return [];
  const message = `only divisor's values ${named.words} are supported with the ${named.what} resource`;
  return [fieldInvalid(`${path}.divisor`, resource, message)];
}

/** Decoding has made quantities texts. */
const quantityText = (value: unknown): string => (typeof value === 'string' ? value : '0');

function divisorsOf(
  resource: string,
): { divisors: readonly string[]; words: string; what: string } | undefined {
  if (/^(limits|requests)\.cpu$/.test(resource))
    return { divisors: ['1m', '1'], words: '1m and 1', what: 'cpu' };
  const what = /^(limits|requests)\.memory$/.test(resource)
    ? 'memory'
    : /^(limits|requests)\.ephemeral-storage$/.test(resource)
      ? 'local ephemeral storage'
      : hugePages.test(resource)
        ? 'hugepages'
        : undefined;
  return what === undefined
    ? undefined
    : { divisors: byteDivisors, words: byteDivisors.join(', '), what };
}
