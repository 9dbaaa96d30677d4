import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

/** Every serving certificate of a plane must be good for this name, whatever address was dialled. */
export const peerServerName = 'kubernetes.default.svc';

const prefix = 'tls: failed to verify certificate: x509: ';

/**
 * Is the certificate good for the name? Only DNS names count, never the subject, as in Go.
 * @returns Go's complaint, or undefined
 * @see Go `crypto/x509`, `HostnameError`
 */
export function hostnameProblem(
  certificate: X509Certificate,
  serverName = peerServerName,
): string | undefined {
  if (isIP(serverName) !== 0) return addressProblem(certificate, serverName);
  if (certificate.checkHost(serverName, { subject: 'never' }) !== undefined) return undefined;
  if (certificate.subjectAltName === undefined) {
    return certificate.checkHost(serverName, { subject: 'always' }) === undefined
      ? `${prefix}certificate is not valid for any names, but wanted to match ${serverName}`
      : `${prefix}certificate relies on legacy Common Name field, use SANs instead`;
  }
  const names = dnsNames(certificate.subjectAltName);
  if (names.length === 0) {
    return `${prefix}certificate is not valid for any names, but wanted to match ${serverName}`;
  }
  if (names.length >= 100) {
    return `${prefix}certificate is valid for ${names.length} names, but none matched ${serverName}`;
  }
  return `${prefix}certificate is valid for ${names.join(', ')}, not ${serverName}`;
}

function addressProblem(certificate: X509Certificate, address: string): string | undefined {
  if (certificate.checkIP(address) !== undefined) return undefined;
  const known = [...(certificate.subjectAltName ?? '').matchAll(/(?:^|, )IP Address:([^,]*)/g)];
  return known.length === 0
    ? `${prefix}cannot validate certificate for ${address} because it doesn't contain any IP SANs`
    : `${prefix}certificate is valid for ${known.map(([, ip = '']) => ip).join(', ')}, not ${address}`;
}

/** Node prints odd names as JSON strings. */
function dnsNames(subjectAltName: string): string[] {
  return [...subjectAltName.matchAll(/(?:^|, )DNS:("(?:[^"\\]|\\.)*"|[^,]*)/g)].map(
    ([, name = '']) => (name.startsWith('"') ? (JSON.parse(name) as string) : name),
  );
}

/**
 * Go's words for a chain that OpenSSL refused.
 * @param certificate the peer's own, when it could be seen
 */
export function chainProblem(
  code: string,
  certificate: X509Certificate | undefined,
  nowMs: number,
): string | undefined {
  switch (code) {
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'CERT_SIGNATURE_FAILURE':
      return `${prefix}certificate signed by unknown authority`;
    case 'CERT_HAS_EXPIRED':
      return `${prefix}certificate has expired or is not yet valid: ${validity(nowMs, 'after', certificate?.validTo)}`;
    case 'CERT_NOT_YET_VALID':
      return `${prefix}certificate has expired or is not yet valid: ${validity(nowMs, 'before', certificate?.validFrom)}`;
    case 'INVALID_PURPOSE':
      return `${prefix}certificate specifies an incompatible key usage`;
    default:
      return undefined;
  }
}

function validity(nowMs: number, relation: string, bound: string | undefined): string {
  if (bound === undefined) return '';
  return `current time ${rfc3339(nowMs)} is ${relation} ${rfc3339(Date.parse(bound))}`;
}

const rfc3339 = (epochMs: number): string => `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
