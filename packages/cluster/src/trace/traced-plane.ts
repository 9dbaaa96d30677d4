import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClusterError } from '../cluster-error.js';
import type { ApiCredentials } from '../instance/api-request.js';
import { readKeyPair } from '../pki/key-pair-file.js';
import { readPlaneState } from '../plane-state.js';

/** What tracing needs to know of a plane. */
export interface TracedPlane {
  /** The balanced address. */
  readonly url: string;
  readonly instances: readonly { readonly name: string; readonly url: string }[];
  /** Of the admin: only they may trace. */
  readonly credentials: ApiCredentials;
}

/** The plane that runs on this data. @throws {ClusterError} when none does */
export async function findTracedPlane(dataDirectory: string): Promise<TracedPlane> {
  const state = await readPlaneState(dataDirectory);
  if (state === undefined) throw new ClusterError('no plane is running on this data');
  const pki = join(dataDirectory, 'pki');
  const [caCertificate, admin] = await Promise.all([
    readFile(join(pki, 'ca.crt'), 'utf8'),
    readKeyPair(pki, 'admin'),
  ]);
  return {
    url: state.url,
    instances: state.instances,
    credentials: { caCertificate, ...admin },
  };
}

/** URL of an instance by name or letter, or of the balanced address. @throws {ClusterError} naming what there is */
export function addressOf({ url, instances }: TracedPlane, via: string): string {
  if (via === 'balanced') return url;
  const found = instances.find(({ name }) => name === via || name === `apiserver-${via}`);
  if (found !== undefined) return found.url;
  const names = instances.map(({ name }) => name).join(', ');
  throw new ClusterError(`there is no instance ${via}: use balanced, ${names}`);
}
