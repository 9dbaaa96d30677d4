import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { identifyProcess, isRunning } from './child/process-identity.js';
import type { ProcessIdentity } from './child/process-identity.js';
import { ClusterError } from './cluster-error.js';
import { readIfPresent, writePrivateFile } from './pki/private-files.js';

export interface InstanceState {
  readonly name: string;
  readonly version: string;
  readonly url: string;
  readonly pid?: number;
}

/** What a running plane leaves in its data directory for `status` and `down` to find. */
export interface PlaneState {
  /** The process that runs the plane. */
  readonly owner: ProcessIdentity;
  readonly url: string;
  readonly kubeconfigPath: string;
  readonly etcd: { readonly servers: readonly string[]; readonly pid?: number };
  readonly controllers: { readonly pid?: number };
  readonly instances: readonly InstanceState[];
  /** Unix socket of the launcher, for those who change a plane that runs. */
  readonly controlSocket?: string;
}

/** The plane running on `dataDirectory`, or nothing; a state left by a crash counts for nothing. */
export async function readPlaneState(dataDirectory: string): Promise<PlaneState | undefined> {
  const content = await readIfPresent(statePath(dataDirectory));
  if (content === undefined) return undefined;
  const state = JSON.parse(content) as PlaneState; // Only `writePlaneState` writes it.
  return (await isRunning(state.owner)) ? state : undefined;
}

export async function writePlaneState(dataDirectory: string, state: PlaneState): Promise<void> {
  await writePrivateFile(statePath(dataDirectory), `${JSON.stringify(state, undefined, 2)}\n`);
}

export async function removePlaneState(dataDirectory: string): Promise<void> {
  await rm(statePath(dataDirectory), { force: true });
}

/** @throws {ClusterError} when another process runs a plane on the same data */
export async function claimDataDirectory(
  dataDirectory: string,
  pid: number,
): Promise<ProcessIdentity> {
  const running = await readPlaneState(dataDirectory);
  if (running !== undefined) {
    throw new ClusterError(
      `a plane is already running on this data as process ${running.owner.pid}: stop it with \`skewplane down\`, or use another --data-dir`,
    );
  }
  const owner = await identifyProcess(pid);
  if (owner === undefined) throw new ClusterError(`process ${pid} cannot be identified`);
  return owner;
}

function statePath(dataDirectory: string): string {
  return join(dataDirectory, 'plane.json');
}
