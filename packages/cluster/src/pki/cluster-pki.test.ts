import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FakeClock } from '@skewplane/apimachinery';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensurePki } from './cluster-pki.js';
import { describePki } from './describe-pki.js';

const dayMs = 24 * 60 * 60 * 1000;
const run = promisify(execFile);
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'skewplane-pki-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

function options(nowMs = Date.UTC(2026, 0, 1)) {
  return { directory, instanceNames: ['apiserver-a'], clock: new FakeClock(nowMs) };
}

async function fingerprints(): Promise<Record<string, string>> {
  const files = await readdir(directory);
  const entries = await Promise.all(
    files.map(async (file) => [file, await readFile(join(directory, file), 'utf8')] as const),
  );
  return Object.fromEntries(entries);
}

describe('ensurePki', () => {
  it('makes chains openssl accepts, for the purposes they are for', async () => {
    await ensurePki({ ...options(), clock: new FakeClock(Date.now()) });
    for (const [ca, leaf, purpose] of [
      ['ca', 'apiserver-a', 'sslserver'],
      ['ca', 'admin', 'sslclient'],
      ['ca', 'controllers', 'sslclient'],
      ['front-proxy-ca', 'front-proxy-client', 'sslclient'],
    ] as const) {
      const { stdout } = await run('openssl', [
        ...['verify', '-x509_strict', '-purpose', purpose],
        ...['-CAfile', join(directory, `${ca}.crt`), join(directory, `${leaf}.crt`)],
      ]);
      expect(stdout).toContain(': OK');
    }
  });

  it('keeps the front-proxy chain apart from the cluster chain', async () => {
    await ensurePki(options());
    const files = await fingerprints();
    const ca = new X509Certificate(files['ca.crt'] ?? '');
    const client = new X509Certificate(files['front-proxy-client.crt'] ?? '');
    expect(client.verify(ca.publicKey)).toBe(false);
  });

  it('names users and groups as Kubernetes reads them from a client certificate', async () => {
    await ensurePki(options());
    const subjects = Object.fromEntries(
      (await describePki(directory)).map(({ name, subject }) => [name, subject]),
    );
    expect(subjects).toMatchObject({
      admin: 'O=system:masters, CN=kubernetes-admin',
      controllers: 'O=system:masters, CN=skewplane-controllers',
      'front-proxy-client': 'CN=front-proxy-client',
    });
  });

  it.each(['localhost', 'kubernetes.default.svc', 'apiserver-a', 'haproxy'])(
    'serves the name %s',
    async (name) => {
      const { directory } = await ensurePki(options());
      const serving = new X509Certificate(await readFile(join(directory, 'apiserver-a.crt')));
      expect(serving.checkHost(name)).toBe(name);
    },
  );

  it('lets only the owner read anything', async () => {
    await ensurePki(options());
    for (const file of await readdir(directory)) {
      expect((await stat(join(directory, file))).mode & 0o777, file).toBe(0o600);
    }
  });

  it('changes nothing the second time', async () => {
    await ensurePki(options());
    const before = await fingerprints();
    await ensurePki(options());
    expect(await fingerprints()).toEqual(before);
  });

  it.each([
    { name: 'a month and a day before the end', days: 334, renewed: false },
    { name: 'within the last month', days: 336, renewed: true },
  ])('renews leaves, not CAs: $name', async ({ days, renewed }) => {
    await ensurePki(options());
    const before = await fingerprints();
    await ensurePki(options(Date.UTC(2026, 0, 1) + days * dayMs));
    const after = await fingerprints();
    expect(after['admin.crt'] !== before['admin.crt']).toBe(renewed);
    expect(after['ca.crt']).toBe(before['ca.crt']);
    expect(after['sa.key']).toBe(before['sa.key']);
  });

  it('makes leaves anew when their CA is another one', async () => {
    await ensurePki(options());
    const before = await fingerprints();
    await rm(join(directory, 'ca.crt'));
    await ensurePki(options());
    const after = await fingerprints();
    expect(after['admin.crt']).not.toBe(before['admin.crt']);
    expect(after['front-proxy-client.crt']).toBe(before['front-proxy-client.crt']);
  });

  it('makes a serving certificate anew when it lacks a name', async () => {
    await ensurePki(options());
    const before = await fingerprints();
    await ensurePki({ ...options(), extraSubjectAltNames: ['plane.example'] });
    const after = await fingerprints();
    expect(after['apiserver-a.crt']).not.toBe(before['apiserver-a.crt']);
    expect(after['admin.crt']).toBe(before['admin.crt']);
  });

  it('replaces a damaged file', async () => {
    await ensurePki(options());
    await writeFile(join(directory, 'admin.crt'), 'not a certificate');
    const { admin } = await ensurePki(options());
    expect(() => new X509Certificate(admin.certificate)).not.toThrow();
  });
});
