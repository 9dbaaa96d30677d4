import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@skewplane/apimachinery';
import { ensurePki, pkiPaths } from '@skewplane/cluster';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processesNaming, runCli } from './cli.js';

describe('a start that cannot be', () => {
  let directory: string;
  let taken: Server;
  let takenPort: number;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'skewplane-e2e-start-'));
    await ensurePki({
      directory: join(directory, 'pki'),
      instanceNames: ['apiserver-a'],
      extraSubjectAltNames: [],
      clock: systemClock,
    });
    await writeFile(join(directory, 'garbage.crt'), 'not a certificate\n');
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    takenPort = (taken.address() as AddressInfo).port;
  });
  afterAll(async () => {
    await new Promise((resolve) => taken.close(resolve));
    await rm(directory, { recursive: true });
  });

  /** A whole command line of an apiserver; a flag given again wins. */
  function apiserver(...flags: string[]): string[] {
    const files = pkiPaths(join(directory, 'pki'), 'apiserver-a');
    return [
      'apiserver',
      '--hostname=apiserver-a',
      '--bind-address=127.0.0.1',
      '--secure-port=0',
      '--etcd-servers=http://127.0.0.1:1',
      `--tls-cert-file=${files.serving.certificate}`,
      `--tls-private-key-file=${files.serving.key}`,
      `--client-ca-file=${files.ca}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-signing-key-file=${files.serviceAccountKey}`,
      `--service-account-key-file=${files.serviceAccountPublicKey}`,
      ...flags,
    ];
  }
  const up = (...flags: string[]) => ['up', '--data-dir', join(directory, 'data'), ...flags];

  it.each([
    {
      what: 'an unknown flag of apiserver',
      args: () => apiserver('--no-such-flag'),
      code: 2,
      line: "error: unknown option '--no-such-flag'",
    },
    {
      what: 'an unknown flag of up',
      args: () => up('--no-such-flag'),
      code: 2,
      line: "error: unknown option '--no-such-flag'",
    },
    {
      what: 'a certificate that is not there',
      args: () => apiserver('--tls-cert-file=/nowhere/tls.crt'),
      code: 1,
      line: /^error: .*--tls-cert-file: cannot read \/nowhere\/tls\.crt \(ENOENT\)/,
    },
    {
      what: 'a certificate that is none',
      args: () => apiserver(`--tls-cert-file=${join(directory, 'garbage.crt')}`),
      code: 1,
      line: /^error: .*(--tls-cert-file|PEM|certificate)/i,
    },
    {
      what: 'a port in use',
      args: () => apiserver(`--secure-port=${takenPort}`),
      code: 1,
      line: /^error: .*EADDRINUSE.*/,
    },
    {
      what: 'a base port in use',
      args: () => up('--base-port', String(takenPort)),
      code: 1,
      line: /^error: port \d+ is in use: /,
    },
    {
      what: 'a version that is not emulated',
      args: () => up('--versions', '1.29'),
      code: 1,
      line: 'error: version 1.29 is not one of 1.30 to 1.36',
    },
    {
      what: 'a version that is no version',
      args: () => up('--versions', '1.35,soon'),
      code: 1,
      line: 'error: version soon is not one of 1.30 to 1.36',
    },
    {
      what: 'an etcd that is not there',
      args: () => apiserver(),
      code: 1,
      line: /^error: .*etcd.*127\.0\.0\.1:1\b/,
    },
  ])('$what: exit code $code, one line, nothing left running', async ({ args, code, line }) => {
    const { errOut, ...finished } = await runCli(...args());
    // The log of a server that came some of the way is one JSON object a line.
    const lines = errOut.split('\n').filter((each) => each !== '' && !each.startsWith('{'));
    expect(lines).toEqual([typeof line === 'string' ? line : expect.stringMatching(line)]);
    expect(finished).toEqual({ code, out: '' });
    expect(await processesNaming(directory)).toEqual([]);
  });
});
