import { X509Certificate, createPrivateKey } from 'node:crypto';

export interface TlsFiles {
  readonly ca: Buffer;
  readonly cert: Buffer;
  readonly key: Buffer;
}

/**
 * Why no transport to peers can be made of these files, in the words of Go; `''` when one can.
 * @see kubernetes/client-go `transport/transport.go`, `TLSConfigFor`
 */
export function tlsMaterialProblem({ ca, cert, key }: TlsFiles): string {
  const authority = authorityProblem(ca);
  if (authority !== '') return `unable to load root certificates: ${authority}`;
  return keyPairProblem(cert, key);
}

/** One good certificate is enough; what is no certificate does not count. */
function authorityProblem(pem: Buffer): string {
  const types = blockTypes(pem);
  if (types.length === 0) return 'unable to parse bytes as PEM block';
  if (!types.includes('CERTIFICATE')) return 'no valid certificate authority data seen';
  return isCertificate(pem) ? '' : 'failed to parse certificate: x509: malformed certificate';
}

/** @see Go `crypto/tls`, `X509KeyPair` */
function keyPairProblem(cert: Buffer, key: Buffer): string {
  const certTypes = blockTypes(cert);
  if (certTypes.length === 0) return 'tls: failed to find any PEM data in certificate input';
  if (!certTypes.includes('CERTIFICATE')) {
    return certTypes.length === 1 && certTypes[0]?.endsWith('PRIVATE KEY') === true
      ? 'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched'
      : `tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [${certTypes.join(' ')}]`;
  }
  const keyTypes = blockTypes(key);
  if (keyTypes.length === 0) return 'tls: failed to find any PEM data in key input';
  if (!keyTypes.some((type) => type.endsWith('PRIVATE KEY'))) {
    return keyTypes.length === 1 && keyTypes[0] === 'CERTIFICATE'
      ? 'tls: found a certificate rather than a key in the PEM for the private key'
      : `tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [${keyTypes.join(' ')}]`;
  }
  if (!isCertificate(cert)) return 'x509: malformed certificate';
  return matches(cert, key);
}

/** Types of the blocks that are whole. */
const blockTypes = (pem: Buffer): string[] =>
  [...pem.toString('latin1').matchAll(/-----BEGIN ([^-\n]+)-----[^-]*-----END \1-----/g)].map(
    ([, type = '']) => type,
  );

function isCertificate(pem: Buffer): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false; // which byte is wrong helps nobody
  }
}

function matches(cert: Buffer, key: Buffer): string {
  try {
    const isPair = new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
    return isPair ? '' : 'tls: private key does not match public key';
  } catch {
    return 'tls: failed to parse private key';
  }
}
