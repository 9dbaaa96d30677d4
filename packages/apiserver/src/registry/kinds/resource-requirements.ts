import {
  canonicalQuantity,
  fieldForbidden,
  fieldInvalid,
  fieldRequired,
  isQuantity,
  parseQuantity,
  validateQualifiedName,
  type FieldError,
} from '@skewplane/apimachinery';
import { fieldsAt, type Fields } from '../object-fields.js';
import { notNegative } from './checks.js';

const forContainers = new Set(['cpu', 'memory', 'ephemeral-storage']);
const standard = new Set([
  ...forContainers,
  'requests.cpu',
  'requests.memory',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'storage',
  'requests.storage',
  'services.nodeports',
  'services.loadbalancers',
]);

const isHugePages = (name: string): boolean => name.startsWith('hugepages-');
const isNative = (name: string): boolean =>
  !name.includes('/') || name.split('/')[0]?.endsWith('kubernetes.io') === true;
/** Amounts of everything else must be the same as request and as limit. */
const mayOvercommit = (name: string): boolean => isNative(name) && !isHugePages(name);

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateContainerResourceRequirements` */
export function checkResourceRequirements(resources: unknown, path: string): FieldError[] {
  const limits = fieldsAt(resources, 'limits');
  const requests = fieldsAt(resources, 'requests');
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  return [
    ...Object.entries(limits).flatMap(([name, amount]) =>
      checkAmount(name, amount, `${path}.limits[${name}]`),
    ),
    ...Object.entries(requests).flatMap(([name, amount]) => [
      ...checkAmount(name, amount, `${path}.requests[${name}]`),
      ...checkAgainstLimit(name, amount, limits, path),
    ]),
    ...(names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory')
      ? [fieldForbidden(path, 'HugePages require cpu or memory')]
      : []),
  ];
}

function checkAmount(name: string, amount: unknown, path: string): FieldError[] {
  return [
    ...checkContainerResource(name, path),
    ...checkQuantity(amount, path, !mayOvercommit(name)),
  ];
}

function checkContainerResource(name: string, path: string): FieldError[] {
  const malformed = validateQualifiedName(name);
  if (malformed.length > 0) return malformed.map((problem) => fieldInvalid(path, name, problem));
  if (name.includes('/')) return [];
  const errors: FieldError[] = [];
  if (!standard.has(name) && !isHugePages(name)) {
    errors.push(fieldInvalid(path, name, 'must be a standard resource type or fully qualified'));
  }
  if (!forContainers.has(name) && !isHugePages(name)) {
    errors.push(fieldInvalid(path, name, 'must be a standard resource for containers'));
  }
  return errors;
}

/** An amount that is not negative, and whole when there are only whole ones. */
export function checkQuantity(amount: unknown, path: string, whole: boolean): FieldError[] {
  const text = String(amount);
  // Text that is no quantity was refused when the body was decoded.
  if (!isQuantity(text)) return [];
  const { nanos } = parseQuantity(text);
  const shown = canonicalQuantity(text);
  return [
    ...(nanos < 0n ? [fieldInvalid(path, shown, notNegative)] : []),
    ...(whole && nanos % 1_000_000_000n !== 0n
      ? [fieldInvalid(path, shown, 'must be an integer')]
      : []),
  ];
}

function checkAgainstLimit(
  name: string,
  amount: unknown,
  limits: Fields,
  path: string,
): FieldError[] {
  const text = String(amount);
  const limitText = String(limits[name]);
  if (limits[name] === undefined) {
    return mayOvercommit(name)
      ? []
      : [fieldRequired(`${path}.limits`, 'Limit must be set for non overcommitable resources')];
  }
  if (!isQuantity(text) || !isQuantity(limitText)) return [];
  const [request, limit] = [parseQuantity(text).nanos, parseQuantity(limitText).nanos];
  const [shown, shownLimit] = [canonicalQuantity(text), canonicalQuantity(limitText)];
  if (request !== limit && !mayOvercommit(name)) {
    return [
      fieldInvalid(`${path}.requests`, shown, `must be equal to ${name} limit of ${shownLimit}`),
    ];
  }
  return request > limit
    ? [
        fieldInvalid(
          `${path}.requests`,
          shown,
          `must be less than or equal to ${name} limit of ${shownLimit}`,
        ),
      ]
    : [];
}
