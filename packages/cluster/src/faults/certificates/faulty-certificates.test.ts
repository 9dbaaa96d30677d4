import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeClock } from '@skewplane/apimachinery';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensurePki } from '../../pki/cluster-pki.js';
import type { CertificateFault } from '../fault.js';
import { FaultyCertificates } from './faulty-certificates.js';

const clock = new FakeClock(Date.UTC(2026, 0, 1));
let directory: string;
let certificates: FaultyCertificates;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'skewplane-faulty-'));
  const pkiDirectory = join(directory, 'pki');
  await ensurePki({ directory: pkiDirectory, instanceNames: ['apiserver-a'], clock });
  certificates = new FaultyCertificates({
    pkiDirectory,
    directory: join(directory, 'faults'),
    clock,
  });
});
afterAll(() => rm(directory, { recursive: true }));

describe('FaultyCertificates', () => {
  it.each<Pick<CertificateFault, 'which' | 'problem'>>([
    { which: 'serving', problem: 'expired' },
    { which: 'serving', problem: 'wrong-ca' },
    { which: 'serving', problem: 'wrong-name' },
    { which: 'proxy-client', problem: 'expired' },
    { which: 'proxy-client', problem: 'wrong-ca' },
    { which: 'proxy-client', problem: 'wrong-name' },
  ])('$which $problem: just that is wrong', async ({ which, problem }) => {
    const spec = { type: 'certificate', instance: 'apiserver-a', which, problem } as const;
    const files = await certificates.make('f1', spec);
    const made = new X509Certificate(await readFile(files.certificateFile));
    const caFile = which === 'serving' ? 'ca.crt' : 'front-proxy-ca.crt';
    const ca = new X509Certificate(await readFile(join(directory, 'pki', caFile)));
    const isNamed =
      which === 'serving'
        ? made.checkHost('kubernetes.default.svc') !== undefined
        : made.subject === 'CN=front-proxy-client';
    expect({
      expired: Date.parse(made.validTo) < clock.now(),
      'wrong-ca': !made.verify(ca.publicKey),
      'wrong-name': !isNamed,
      issuer: made.issuer,
    }).toEqual({
      ...{ expired: false, 'wrong-ca': false, 'wrong-name': false },
      [problem]: true,
      issuer: ca.subject,
    });
    expect((await stat(files.keyFile)).mode & 0o777).toBe(0o600);
    await certificates.remove('f1');
    await expect(stat(files.keyFile)).rejects.toThrow('ENOENT');
  });
});
