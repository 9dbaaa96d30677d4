import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { archiveName, etcdVersion, withEtcdRelease } from './etcd-release.mjs';

const name = `etcd-${etcdVersion}-linux-amd64.tar.gz`;
let directory: string;
let server: Server;
let baseUrl: string;
let sum: string;
/** What the release page serves, by path below the version. */
const files = new Map<string, Buffer>();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'skewplane-release-'));
  const unpacked = join(directory, `etcd-${etcdVersion}-linux-amd64`);
  await mkdir(unpacked);
  await writeFile(join(unpacked, 'etcd'), 'the program');
  await promisify(execFile)('tar', ['-czf', name, `etcd-${etcdVersion}-linux-amd64`], {
    cwd: directory,
  });
  const archive = await readFile(join(directory, name));
  sum = createHash('sha256').update(archive).digest('hex');
  files.set(name, archive);
  server = createServer((request, response) => {
    const content = files.get(request.url?.split('/').at(-1) ?? '');
    response.statusCode = content === undefined ? 404 : 200;
    response.end(content);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await rm(directory, { recursive: true });
});

const read = (path: string) => readFile(path, 'utf8');

describe('withEtcdRelease', () => {
  it('unpacks an archive whose sum is known', async () => {
    const options = { name, baseUrl, sums: { [name]: sum } };
    expect(await withEtcdRelease(read, options)).toBe('the program');
  });

  it('goes by the published sums where none is known', async () => {
    files.set('SHA256SUMS', Buffer.from(`${'0'.repeat(64)}  other\n${sum}  ${name}\n`));
    expect(await withEtcdRelease(read, { name, baseUrl, sums: {} })).toBe('the program');
  });

  it.each([
    { what: 'known', sums: { [name]: '0'.repeat(64) } },
    { what: 'published', sums: {} },
  ])('unpacks nothing whose $what sum differs', async ({ sums }) => {
    files.set('SHA256SUMS', Buffer.from(`${'0'.repeat(64)}  ${name}\n`));
    await expect(withEtcdRelease(read, { name, baseUrl, sums })).rejects.toThrow(
      'is not what it should be',
    );
  });

  it('says which address could not be fetched', async () => {
    const absent = { name: 'absent.tar.gz', baseUrl, sums: {} };
    await expect(withEtcdRelease(read, absent)).rejects.toThrow(
      `${baseUrl}/${etcdVersion}/absent.tar.gz could not be fetched: 404`,
    );
  });
});

describe('archiveName', () => {
  it.each([
    { platform: 'linux', arch: 'x64', want: `etcd-${etcdVersion}-linux-amd64.tar.gz` },
    { platform: 'linux', arch: 'arm64', want: `etcd-${etcdVersion}-linux-arm64.tar.gz` },
    { platform: 'darwin', arch: 'arm64', want: `etcd-${etcdVersion}-darwin-arm64.zip` },
  ])('$platform $arch', ({ platform, arch, want }) => {
    expect(archiveName(platform, arch)).toBe(want);
  });

  it('knows what it cannot do', () => {
    expect(() => archiveName('sunos', 'x64')).toThrow('SKEWPLANE_ETCD');
  });
});
