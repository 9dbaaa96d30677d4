import {
  fieldDuplicate,
  fieldInvalid,
  fieldRequired,
  type FieldError,
} from '@skewplane/apimachinery';
import { textAt, textsAt, type Fields } from '../object-fields.js';
import { checkEnum } from './checks.js';
import { checkLegacyIp, isIpv6 } from './ip-address.js';

const path = 'spec.clusterIPs';

export const isHeadless = (spec: Fields): boolean => {
  const ips = textsAt(spec, 'clusterIPs');
  return ips.length === 1 && ips[0] === 'None';
};

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateServiceClusterIPsRelatedFields` */
export function checkClusterIps(
  spec: Fields,
  old: Fields | undefined,
  minor: number,
): FieldError[] {
  if (spec['type'] === 'ExternalName') return [];
  const ips = textsAt(spec, 'clusterIPs');
  const malformed = checkEach(ips, textsAt(old, 'clusterIPs'), minor);
  return [
    ...checkInStep(textAt(spec, 'clusterIP'), ips),
    ...checkFamilies(spec),
    ...malformed,
    ...(ips.length > 2 ? [fieldInvalid(path, ips, 'may only hold up to 2 values')] : []),
    // Families of addresses that are none would only confuse.
    ...(malformed.length > 0 ? [] : [...checkPair(ips), ...checkFamiliesMatch(spec, ips)]),
  ];
}

function checkInStep(ip: string, ips: readonly string[]): FieldError[] {
  if (ip === '') {
    return ips.length === 0
      ? []
      : [fieldInvalid(path, ips, 'must be empty when `clusterIP` is not specified')];
  }
  if (ips.length === 0) return [fieldRequired(path)];
  return ips[0] === ip ? [] : [fieldInvalid(path, ips, 'first value must match `clusterIP`')];
}

function checkFamilies(spec: Fields): FieldError[] {
  const seen = new Set<string>();
  return [
    ...textsAt(spec, 'ipFamilies').flatMap((family, index) => {
      const at = `spec.ipFamilies[${String(index)}]`;
      const repeated = seen.has(family);
      seen.add(family);
      return [
        ...checkEnum(family, at, ['IPv4', 'IPv6']),
        ...(repeated ? [fieldDuplicate(at, family)] : []),
      ];
    }),
    ...checkEnum(
      spec['ipFamilyPolicy'],
      'spec.ipFamilyPolicy',
      ['PreferDualStack', 'RequireDualStack', 'SingleStack'],
      'fine',
    ),
  ];
}

const checkEach = (
  ips: readonly string[],
  before: readonly string[],
  minor: number,
): FieldError[] =>
  ips.flatMap((ip, index) => {
    if (index > 0 || ip !== 'None')
      return checkLegacyIp(ip, `${path}[${String(index)}]`, minor, before);
    return ips.length > 1
      ? [fieldInvalid(path, ips, "'None' must be the first and only value")]
      : [];
  });

const checkPair = (ips: readonly string[]): FieldError[] =>
  ips.length > 1 && new Set(ips.map(isIpv6)).size < 2
    ? [fieldInvalid(path, ips, 'may specify no more than one IP for each IP family')]
    : [];

function checkFamiliesMatch(spec: Fields, ips: readonly string[]): FieldError[] {
  if (isHeadless(spec)) return [];
  const families = textsAt(spec, 'ipFamilies');
  return ips.flatMap((ip, index) => {
    const family = families[index];
    const fits = family === undefined || isIpv6(ip) === (family === 'IPv6');
    return fits || (family !== 'IPv4' && family !== 'IPv6')
      ? []
      : [
          fieldInvalid(
            `${path}[${String(index)}]`,
            ip,
            `expected an ${family} value as indicated by \`ipFamilies[${String(index)}]\``,
          ),
        ];
  });
}

/**
 * The first address and family stay; the second may come and go.
 * @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateUpgradeDowngradeClusterIPs`
 */
export function checkClusterIpsUpdate(next: Fields, old: Fields): FieldError[] {
  if (next['type'] === 'ExternalName' || old['type'] === 'ExternalName') return [];
  const [from, to] = [isHeadless(old), isHeadless(next)];
  return [
    ...(from && to ? [] : checkStays(next, old, 'clusterIPs', 'clusterIP')),
    ...(from || to ? [] : checkStays(next, old, 'ipFamilies', 'ipFamily')),
  ];
}

function checkStays(next: Fields, old: Fields, field: string, what: string): FieldError[] {
  const [to, from] = [textsAt(next, field), textsAt(old, field)];
  const at = (index: number): string => `spec.${field}[${String(index)}]`;
  const ofFamilies = field === 'ipFamilies';
  if (to.length === from.length) {
    return from.flatMap((value, index) =>
      value === to[index]
        ? []
        : [fieldInvalid(at(ofFamilies ? 0 : index), to, 'may not change once set')],
    );
  }
  // Upstream shows the addresses even where it speaks of families.
  const shown = ofFamilies ? (next['clusterIPs'] ?? null) : to;
  const changed = to.length > 0 && from.length > 0 && to[0] !== from[0];
  const errors = changed ? [fieldInvalid(at(0), shown, 'may not change once set')] : [];
  if (to.length > from.length) return errors;
  const unset = textsAt(next, 'clusterIPs').length === 0;
  return [
    ...(unset ? [fieldInvalid(at(0), to, `primary ${what} can not be unset`)] : []),
    ...errors,
    ...(to.length === 1 && next['ipFamilyPolicy'] !== 'SingleStack'
      ? [
          fieldInvalid(
            'spec.ipFamilyPolicy',
            next['ipFamilyPolicy'] ?? null,
            `must be set to 'SingleStack' when releasing the secondary ${what}`,
          ),
        ]
      : []),
  ];
}
