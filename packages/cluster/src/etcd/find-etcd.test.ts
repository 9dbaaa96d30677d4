import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findEtcd } from './find-etcd.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'skewplane-find-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

async function program(name: string, mode = 0o755): Promise<void> {
  const path = join(directory, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, '');
  await chmod(path, mode);
}

it.each([
  { name: 'named', present: ['named', 'assets/etcd', 'path/etcd', 'cache/etcd'], want: 'named' },
  { name: 'envtest', present: ['assets/etcd', 'path/etcd', 'cache/etcd'], want: 'assets/etcd' },
  { name: 'PATH', present: ['path/etcd', 'cache/etcd'], want: 'path/etcd' },
  { name: 'installed', present: ['cache/etcd'], want: 'cache/etcd' },
  { name: 'nowhere', present: [], want: undefined },
])('finds etcd: $name', async ({ present, want }) => {
  for (const path of present) await program(path);
  await program('absent/etcd', 0o644); // Not to be run, so not what is looked for.
  const at = (path: string) => join(directory, path);
  const env = {
    SKEWPLANE_ETCD: at('named'),
    KUBEBUILDER_ASSETS: at('assets'),
    PATH: `${at('absent')}:${at('path')}`,
  };
  const found = await findEtcd(env, [at('cache')]);
  expect(found).toBe(want === undefined ? undefined : at(want));
});
