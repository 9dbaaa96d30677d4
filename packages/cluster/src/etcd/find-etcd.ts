import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { HostProcess } from '../child/child-program.js';

/**
 * Where an etcd binary is: `$SKEWPLANE_ETCD`, envtest's `$KUBEBUILDER_ASSETS`, the `PATH`, then
 * the directories set-up installs into.
 */
export async function findEtcd(
  env: HostProcess['env'],
  cacheDirectories: readonly string[],
): Promise<string | undefined> {
  const assets = env['KUBEBUILDER_ASSETS'];
  const candidates = [
    ...[env['SKEWPLANE_ETCD'] ?? []].flat(),
    ...(assets === undefined ? [] : [join(assets, 'etcd')]),
    ...(env['PATH'] ?? '').split(delimiter).flatMap((part) => (part ? [join(part, 'etcd')] : [])),
    ...cacheDirectories.map((directory) => join(directory, 'etcd')),
  ];
  for (const candidate of candidates) {
    if (await isExecutable(candidate)) return candidate;
  }
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false; // Absent or not to be run: the next place is tried.
  }
}
