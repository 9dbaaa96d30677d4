import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import type { Clock } from '@skewplane/apimachinery';
import { issueCertificate } from './issue-certificate.js';
import type { CertificateRequest, KeyPair } from './issue-certificate.js';
import { readIfPresent, writePrivateFile } from './private-files.js';

const dayMs = 24 * 60 * 60 * 1000;
/** A peer whose clock is a little behind must not find the certificate "not yet valid". */
const clockSkewMs = 5 * 60 * 1000;

export interface KeyPairFile {
  readonly directory: string;
  /** `<name>.crt` and `<name>.key`. */
  readonly name: string;
  readonly request: Omit<CertificateRequest, 'notBeforeMs' | 'notAfterMs'>;
  readonly lifetimeDays: number;
  /** A certificate with less life left than this is made anew. */
  readonly renewBeforeDays: number;
  readonly issuer?: KeyPair;
  readonly clock: Clock;
  /** Makes a new one even if the old one would still do. */
  readonly renew?: boolean;
}

/** Reads the pair, or makes one when it is missing, near its end, of another CA or for other names. */
export async function ensureKeyPair(file: KeyPairFile): Promise<KeyPair> {
  const paths = keyPairPaths(file.directory, file.name);
  const [certificate, key] = await Promise.all([
    readIfPresent(paths.certificate),
    readIfPresent(paths.key),
  ]);
  if (certificate !== undefined && key !== undefined && file.renew !== true) {
    if (isUsable({ certificate, key }, file)) return { certificate, key };
  }
  const now = file.clock.now();
  const made = await issueCertificate(
    {
      ...file.request,
      notBeforeMs: now - clockSkewMs,
      notAfterMs: now + file.lifetimeDays * dayMs,
    },
    file.issuer,
  );
  await writePrivateFile(paths.key, made.key);
  await writePrivateFile(paths.certificate, made.certificate);
  return made;
}

export function keyPairPaths(directory: string, name: string) {
  return { certificate: join(directory, `${name}.crt`), key: join(directory, `${name}.key`) };
}

/** A pair as it is on disk. @throws when a file is missing */
export async function readKeyPair(directory: string, name: string): Promise<KeyPair> {
  const paths = keyPairPaths(directory, name);
  const [certificate, key] = await Promise.all([
    readFile(paths.certificate, 'utf8'),
    readFile(paths.key, 'utf8'),
  ]);
  return { certificate, key };
}

function isUsable(pair: KeyPair, file: KeyPairFile): boolean {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pair.certificate);
    if (!certificate.checkPrivateKey(createPrivateKey(pair.key))) return false;
  } catch {
    return false; // Damaged files are made anew like missing ones.
  }
  const leftMs = Date.parse(certificate.validTo) - file.clock.now();
  if (leftMs < file.renewBeforeDays * dayMs) return false;
  if (file.issuer !== undefined) {
    const issuer = new X509Certificate(file.issuer.certificate);
    if (!certificate.verify(issuer.publicKey)) return false;
  }
  const names = file.request.subjectAltNames ?? [];
  return names.every((name) => coversName(certificate, name));
}

function coversName(certificate: X509Certificate, name: string): boolean {
  const covered = isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name);
  return covered !== undefined;
}
