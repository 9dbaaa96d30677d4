import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '@skewplane/apimachinery';
import { issueCertificate } from '../../pki/issue-certificate.js';
import type { CertificateRequest, KeyPair } from '../../pki/issue-certificate.js';
import { keyPairPaths, readKeyPair } from '../../pki/key-pair-file.js';
import { writePrivateFile } from '../../pki/private-files.js';
import type { CertificateFault } from '../fault.js';

/** As the control endpoint of an instance takes them. */
export interface CertificateFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
}

export interface FaultyCertificatesOptions {
  readonly pkiDirectory: string;
  /** Where certificates go that are not to be trusted. */
  readonly directory: string;
  readonly clock: Clock;
}

const dayMs = 24 * 3_600_000;
const nobodysName = 'nobody.invalid';
/** As the certificates in place of which these are shown. */
const kinds = {
  serving: {
    ca: 'ca',
    request: {
      commonName: 'kube-apiserver',
      subjectAltNames: ['localhost', 'kubernetes.default.svc', '127.0.0.1'],
      usage: 'server',
    },
  },
  'proxy-client': {
    ca: 'front-proxy-ca',
    request: { commonName: 'front-proxy-client', usage: 'client' },
  },
} as const;

/** Certificates with exactly one thing wrong. */
export class FaultyCertificates {
  readonly #options: FaultyCertificatesOptions;

  constructor(options: FaultyCertificatesOptions) {
    this.#options = options;
  }

  /** @param id of the fault, which names the files */
  async make(id: string, fault: CertificateFault): Promise<CertificateFiles> {
    const pair = await this.#issue(fault);
    const files = this.files(id);
    await writePrivateFile(files.keyFile, pair.key);
    await writePrivateFile(files.certificateFile, pair.certificate);
    return files;
  }

  files(id: string): CertificateFiles {
    const paths = keyPairPaths(this.#options.directory, id);
    return { certificateFile: paths.certificate, keyFile: paths.key };
  }

  async remove(id: string): Promise<void> {
    const { certificateFile, keyFile } = this.files(id);
    await Promise.all([certificateFile, keyFile].map((file) => rm(file, { force: true })));
  }

  async #issue({ which, problem }: CertificateFault): Promise<KeyPair> {
    const { ca, request } = kinds[which];
    const validity = this.#validity(problem === 'expired' ? -dayMs : dayMs);
    const issuer = await this.#issuer(ca, problem);
    return issueCertificate({ ...withName(request, problem), ...validity }, issuer);
  }

  async #issuer(ca: string, problem: CertificateFault['problem']): Promise<KeyPair> {
    if (problem !== 'wrong-ca') return readKeyPair(this.#options.pkiDirectory, ca);
    // The same name as the right one: only the signature tells.
    return issueCertificate({
      commonName: `skewplane-${ca}`,
      usage: 'ca',
      ...this.#validity(dayMs),
    });
  }

  #validity(endsInMs: number): Pick<CertificateRequest, 'notBeforeMs' | 'notAfterMs'> {
    const now = this.#options.clock.now();
    return { notBeforeMs: now - 2 * dayMs, notAfterMs: now + endsInMs };
  }
}

/** Where faulty certificates of a plane go. */
export function faultDirectory(dataDirectory: string): string {
  return join(dataDirectory, 'faults');
}

function withName(
  request: (typeof kinds)[CertificateFault['which']]['request'],
  problem: CertificateFault['problem'],
): Omit<CertificateRequest, 'notBeforeMs' | 'notAfterMs'> {
  if (problem !== 'wrong-name') return request;
  return request.usage === 'server'
    ? { ...request, subjectAltNames: [nobodysName] }
    : { ...request, commonName: nobodysName };
}
