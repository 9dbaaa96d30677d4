import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';
import { SetupError } from './step.mjs';

export const etcdVersion = 'v3.5.21';
export const releases = 'https://github.com/etcd-io/etcd/releases/download';

/** SHA-256 of the archives of that release; a platform not here is checked against its `SHA256SUMS`. */
const knownSums = {
  'etcd-v3.5.21-linux-amd64.tar.gz':
    'adddda4b06718e68671ffabff2f8cee48488ba61ad82900e639d108f2148501c',
  'etcd-v3.5.21-linux-arm64.tar.gz':
    '95bf6918623a097c0385b96f139d90248614485e781ec9bee4768dbb6c79c53f',
  'etcd-v3.5.21-darwin-arm64.zip':
    'd0ffb98e3671b1de1ca82b1fb6d7548661573519174470a33b6efccacb494f06',
};

const architectures = { x64: 'amd64', arm64: 'arm64' };

/** Name of the official archive for a platform. */
export function archiveName(platform, arch) {
  const architecture = architectures[arch];
  if (architecture === undefined || !['linux', 'darwin'].includes(platform)) {
    throw new SetupError(
      `there is no etcd archive for ${platform} on ${arch}: install etcd and name it in SKEWPLANE_ETCD`,
    );
  }
  const ending = platform === 'linux' ? 'tar.gz' : 'zip';
  return `etcd-${etcdVersion}-${platform}-${architecture}.${ending}`;
}

/** Unpacks the official archive after checking its sum; `use` gets the path of its etcd. */
export async function withEtcdRelease(
  use,
  { name = archiveName(process.platform, process.arch), baseUrl = releases, sums = knownSums } = {},
) {
  const url = `${baseUrl}/${etcdVersion}/${name}`;
  const archive = await fetchBytes(url);
  const expected = sums[name] ?? (await publishedSum(`${baseUrl}/${etcdVersion}`, name));
  const actual = createHash('sha256').update(archive).digest('hex');
  if (actual !== expected) {
    throw new SetupError(`${url} is not what it should be: SHA-256 ${actual}, not ${expected}`);
  }
  const directory = await mkdtemp(join(tmpdir(), 'skewplane-etcd-'));
  try {
    const file = join(directory, name);
    await writeFile(file, archive);
    // The tar of macOS reads zip files as well.
    await runCommand('tar', ['-xf', file, '-C', directory]);
    return await use(join(directory, name.replace(/\.(tar\.gz|zip)$/, ''), 'etcd'));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function publishedSum(releaseUrl, name) {
  const lines = (await fetchBytes(`${releaseUrl}/SHA256SUMS`)).toString('utf8').split('\n');
  const line = lines.find((entry) => entry.endsWith(` ${name}`));
  if (line === undefined) throw new SetupError(`${releaseUrl}/SHA256SUMS does not list ${name}`);
  return line.split(' ')[0];
}

async function fetchBytes(url) {
  const response = await fetch(url).catch((error) => {
    throw new SetupError(`${url} could not be fetched: ${error.cause?.message ?? error.message}`);
  });
  if (!response.ok) throw new SetupError(`${url} could not be fetched: ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}
