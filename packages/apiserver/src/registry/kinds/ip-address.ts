import { fieldInvalid, type FieldError } from '@skewplane/apimachinery';

/** Is it an address of version 4 in dotted form, without leading zeros? */
export function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return (
    parts.length === 4 &&
    parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)
  );
}

/** Is it an address of version 6, with at most one `::` and perhaps a dotted tail? */
export function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (!text.includes(':') || halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const dotted = last.includes('.');
  if (dotted && !isIpv4(last)) return false;
  const plain = dotted ? groups.slice(0, -1) : groups;
  const size = plain.length + (dotted ? 2 : 0);
  return (
    plain.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)) &&
    (halves.length === 2 ? size < 8 : size === 8)
  );
}

export const isIp = (text: string): boolean => isIpv4(text) || isIpv6(text);

/** @see kubernetes/apimachinery `pkg/util/validation/ip.go` */
export const checkIp = (text: string, path: string): FieldError[] =>
  isIp(text)
    ? []
    : [fieldInvalid(path, text, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)')];

/** Strict since 1.36; before that leading zeros and mapped addresses passed. */
const strictSince = 36;
const withoutZeros = (text: string): string => text.replace(/(^|[.:/])0+(?=\d+(?:[./]|$))/g, '$1');
const isMapped = (text: string): boolean => /^::ffff:\d+\.\d+\.\d+\.\d+(\/\d+)?$/i.test(text);

/**
 * Addresses in fields that were there before the strict rules.
 * @param kept what the field had before the update, which may stay
 * @see kubernetes/apimachinery `pkg/util/validation/ip.go`, `IsValidIPForLegacyField`
 */
export function checkLegacyIp(
  text: string,
  path: string,
  minor: number,
  kept: readonly string[] = [],
): FieldError[] {
  if (kept.includes(text)) return [];
  const sloppy = text.includes('.') ? withoutZeros(text) : text;
  if (!isIp(sloppy)) return checkIp(text, path);
  if (minor < strictSince) return [];
  return [
    ...(isIp(text) ? [] : [fieldInvalid(path, text, 'must not have leading 0s')]),
    ...(isMapped(text)
      ? [fieldInvalid(path, text, 'must not be an IPv4-mapped IPv6 address')]
      : []),
  ];
}

/**
 * Ranges in fields that were there before the strict rules.
 * @see kubernetes/apimachinery `pkg/util/validation/ip.go`, `IsValidCIDRForLegacyField`
 */
export function checkLegacyCidr(
  text: string,
  path: string,
  minor: number,
  kept: readonly string[] = [],
): FieldError[] {
  if (kept.includes(text)) return [];
  const sloppy = withoutZeros(text);
  if (!isCidr(sloppy)) return checkCidr(text, path);
  if (minor < strictSince) return [];
  if (!isCidr(text))
    return [fieldInvalid(path, text, 'must not have leading 0s in IP or prefix length')];
  if (isMapped(text))
    return [fieldInvalid(path, text, 'must not have an IPv4-mapped IPv6 address')];
  return hasBitsBeyond(text)
    ? [fieldInvalid(path, text, 'must not have bits set beyond the prefix length')]
    : [];
}

/** Does the address of a range name more than the range? */
function hasBitsBeyond(cidr: string): boolean {
  const [address = '', bits = '0'] = cidr.split('/');
  const [value, width] = isIpv4(address)
    ? [BigInt(ipv4ToNumber(address)), 32]
    : [ipv6ToBigInt(address), 128];
  return value % 2n ** BigInt(width - Number(bits)) !== 0n;
}

function ipv6ToBigInt(text: string): bigint {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const tail = dotted === null ? 0 : ipv4ToNumber(dotted[2] ?? '');
  const hex = (value: number): string => value.toString(16);
  const plain =
    dotted === null
      ? text
      : `${dotted[1] ?? ''}${hex(Math.floor(tail / 65536))}:${hex(tail % 65536)}`;
  const [head = '', rest] = plain.split('::');
  const groups = (half: string): string[] => (half === '' ? [] : half.split(':'));
  const [before, after] = [groups(head), groups(rest ?? '')];
  const missing = rest === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array.from({ length: missing }, () => '0'), ...after].reduce(
    (sum, group) => sum * 65536n + BigInt(`0x${group}`),
    0n,
  );
}

export const checkCidr = (text: string, path: string): FieldError[] =>
  isCidr(text)
    ? []
    : [fieldInvalid(path, text, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)')];

function isCidr(text: string): boolean {
  const [address = '', bits = '', ...more] = text.split('/');
  if (more.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(bits)) return false;
  return isIpv4(address) ? Number(bits) <= 32 : isIpv6(address) && Number(bits) <= 128;
}

export const ipv4ToNumber = (text: string): number =>
  text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

export const numberToIpv4 = (value: number): string =>
  [24, 16, 8, 0].map((shift) => String(Math.floor(value / 2 ** shift) % 256)).join('.');
