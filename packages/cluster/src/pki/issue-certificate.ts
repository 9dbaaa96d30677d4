import { KeyObject, randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import type { Extension } from '@peculiar/x509';
import { loadX509 } from './x509.js';
import type { X509 } from './x509.js';

/** A certificate and its private key, both PEM. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

export interface CertificateRequest {
  readonly commonName: string;
  readonly organizations?: readonly string[];
  /** DNS names and IP addresses a serving certificate is valid for. */
  readonly subjectAltNames?: readonly string[];
  readonly usage: 'ca' | 'server' | 'client';
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const signingAlgorithm = { name: 'ECDSA', hash: 'SHA-256' } as const;
const serverAuth = '1.3.6.1.5.5.7.3.1';
const clientAuth = '1.3.6.1.5.5.7.3.2';

/** Makes a key and a certificate for it, signed by `issuer`, or by itself when there is none. */
export async function issueCertificate(
  request: CertificateRequest,
  issuer?: KeyPair,
): Promise<KeyPair> {
  const x509 = await loadX509();
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const parent = issuer && new x509.X509Certificate(issuer.certificate);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: newSerialNumber(),
    notBefore: new Date(request.notBeforeMs),
    notAfter: new Date(request.notAfterMs),
    subject: subjectName(request),
    publicKey: keys.publicKey,
    signingAlgorithm,
    extensions: [
      ...extensionsFor(x509, request),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ...(parent ? [await x509.AuthorityKeyIdentifierExtension.create(parent.publicKey)] : []),
    ],
    issuer: parent?.subject ?? subjectName(request),
    signingKey: issuer ? await importSigningKey(issuer.key) : keys.privateKey,
  });
  const key = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' });
  return { certificate: `${certificate.toString('pem')}\n`, key: key.toString() };
}

/** X.501 name as attributes, so that no value needs escaping. */
function subjectName({ commonName, organizations = [] }: CertificateRequest) {
  return [...organizations.map((name) => ({ O: [name] })), { CN: [commonName] }];
}

function extensionsFor(
  x509: X509,
  { usage, subjectAltNames = [] }: CertificateRequest,
): Extension[] {
  if (usage === 'ca') {
    return [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(caKeyUsages(x509), true),
    ];
  }
  const purpose = usage === 'server' ? serverAuth : clientAuth;
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([purpose]),
    ...(subjectAltNames.length === 0
      ? []
      : [new x509.SubjectAlternativeNameExtension(subjectAltNames.map(generalName))]),
  ];
}

function caKeyUsages({ KeyUsageFlags }: X509) {
  const { keyCertSign, cRLSign, digitalSignature } = KeyUsageFlags;
  // A union of flags is a plain number to the compiler.
  return (keyCertSign | cRLSign | digitalSignature) as typeof keyCertSign;
}

function generalName(value: string): { type: 'ip' | 'dns'; value: string } {
  return { type: isIP(value) === 0 ? 'dns' : 'ip', value };
}

function importSigningKey(pem: string): Promise<webcrypto.CryptoKey> {
  const der = Buffer.from(pem.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64');
  return webcrypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
}

/** 127 random bits: positive, and never zero in its first byte, so its encoding is canonical. */
function newSerialNumber(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x7f) | 0x40, 0);
  return bytes.toString('hex');
}
