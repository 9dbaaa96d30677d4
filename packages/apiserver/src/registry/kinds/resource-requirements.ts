import {
  canonicalQuantity,
  fieldDuplicate,
  fieldForbidden,
  fieldInvalid,
  fieldRequired,
  isQuantity,
  parseQuantity,
  validateDns1123Label,
  type FieldError,
} from '@skewplane/apimachinery';
import { fieldsAt, listAt, textAt, type Fields } from '../object-fields.js';
import { checkText, eachOf, notNegative } from './checks.js';
import { checkContainerResource, isHugePages, isWhole, mayOvercommit } from './resource-names.js';

const nanosPerUnit = 1_000_000_000n;

/** Which names of resources are allowed where. */
type NameCheck = (name: string, path: string) => FieldError[];

const nothing: ReadonlySet<string> = new Set();

/**
 * @param claims names of the pod's resource claims
 * @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateResourceRequirements`
 */
export function checkResourceRequirements(
  resources: unknown,
  path: string,
  claims: ReadonlySet<string> = nothing,
  checkName: NameCheck = checkContainerResource,
): FieldError[] {
  const limits = fieldsAt(resources, 'limits');
  const requests = fieldsAt(resources, 'requests');
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  return [
    ...Object.entries(limits).flatMap(([name, amount]) =>
      checkAmount(name, amount, `${path}.limits[${name}]`, checkName),
    ),
    ...Object.entries(requests).flatMap(([name, amount]) => [
      ...checkNamedAmount(name, amount, `${path}.requests[${name}]`, checkName),
      ...checkAgainstLimit(name, amount, limits, path),
      ...checkHugePages(name, amount, `${path}.requests[${name}]`),
    ]),
    ...(names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory')
      ? [fieldForbidden(path, 'HugePages require cpu or memory')]
      : []),
    ...checkClaimNames(resources, path, claims),
  ];
}

const checkNamedAmount = (
  name: string,
  amount: unknown,
  path: string,
  checkName: NameCheck,
): FieldError[] => [...checkName(name, path), ...checkQuantity(amount, path, isWhole(name))];

const checkAmount = (
  name: string,
  amount: unknown,
  path: string,
  checkName: NameCheck,
): FieldError[] => [
  ...checkNamedAmount(name, amount, path, checkName),
  ...checkHugePages(name, amount, path),
];

/** An amount that is not negative, and whole when there are only whole ones. */
export function checkQuantity(amount: unknown, path: string, whole: boolean): FieldError[] {
  const text = String(amount);
  // Text that is no quantity was refused when the body was decoded.
  if (!isQuantity(text)) return [];
  const { nanos } = parseQuantity(text);
  if (nanos >= 0n && (!whole || nanos % nanosPerUnit === 0n)) return [];
  const shown = canonicalQuantity(text);
  return [
    ...(nanos < 0n ? [fieldInvalid(path, shown, notNegative)] : []),
    ...(whole && nanos % nanosPerUnit !== 0n
      ? [fieldInvalid(path, shown, 'must be an integer')]
      : []),
  ];
}

/** @see kubernetes/kubernetes `pkg/apis/core/helper/helpers.go`, `IsHugePageResourceValueDivisible` */
function checkHugePages(name: string, amount: unknown, path: string): FieldError[] {
  const text = String(amount);
  if (!isHugePages(name) || !isQuantity(text)) return [];
  const size = name.slice('hugepages-'.length);
  const page = isQuantity(size) ? parseQuantity(size).nanos : 0n;
  const fits = page > 0n && page % nanosPerUnit === 0n && parseQuantity(text).nanos % page === 0n;
  if (fits) return [];
  const shown = canonicalQuantity(text);
  return [fieldInvalid(path, shown, `${shown} is not positive integer multiple of ${name}`)];
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
  if (text === limitText || !isQuantity(text) || !isQuantity(limitText)) return [];
  const [request, limit] = [parseQuantity(text).nanos, parseQuantity(limitText).nanos];
  const overcommits = mayOvercommit(name);
  if (overcommits ? request <= limit : request === limit) return [];
  const rule = overcommits ? 'must be less than or equal to' : 'must be equal to';
  return [
    fieldInvalid(
      `${path}.requests`,
      canonicalQuantity(text),
      `${rule} ${name} limit of ${canonicalQuantity(limitText)}`,
    ),
  ];
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateResourceClaimNames` */
function checkClaimNames(
  resources: unknown,
  path: string,
  claims: ReadonlySet<string>,
): FieldError[] {
  if (listAt(resources, 'claims').length === 0) return [];
  const seen = new Set<string>();
  return eachOf(resources, 'claims', path, (claim, at) => {
    const name = textAt(claim, 'name');
    return name === ''
      ? [fieldRequired(at), ...checkKnownClaim(name, at, claims)]
      : [
          ...checkClaimOnce(name, textAt(claim, 'request'), at, seen),
          ...checkKnownClaim(name, at, claims),
        ];
  });
}

function checkClaimOnce(
  name: string,
  request: string,
  path: string,
  seen: Set<string>,
): FieldError[] {
  if (seen.has(name)) return [fieldDuplicate(path, name)];
  const key = request === '' ? name : `${name}/${request}`;
  const malformed =
    request === '' ? [] : checkText(request, `${path}.request`, validateDns1123Label);
  // A claim as a whole overlaps with each request of it.
  const overlaps =
    request === '' ? [...seen].filter((each) => each.startsWith(`${name}/`)).length : 0;
  const repeated = seen.has(key)
    ? [fieldDuplicate(path, key)]
    : Array.from({ length: overlaps }, () => fieldDuplicate(path, name));
  seen.add(key);
  return [...malformed, ...repeated];
}

function checkKnownClaim(name: string, path: string, claims: ReadonlySet<string>): FieldError[] {
  if (claims.has(name)) return [];
  const known = claims.size === 0 ? ' which is empty' : `: ${[...claims].sort().join(', ')}`;
  return [
    {
      reason: 'FieldValueNotFound',
      field: path,
      message: `Not found: ${JSON.stringify(name)}: must be one of the names in pod.spec.resourceClaims${known}`,
    },
  ];
}
