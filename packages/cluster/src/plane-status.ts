import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getFromApi, isReady } from './instance/api-request.js';
import type { ApiCredentials } from './instance/api-request.js';
import { readKeyPair } from './pki/key-pair-file.js';
import { readPlaneState } from './plane-state.js';
import type { InstanceState } from './plane-state.js';

export interface InstanceStatus extends InstanceState {
  readonly ready: boolean;
  /** What it says it is, `v1.35.0`; nothing while it does not answer. */
  readonly gitVersion?: string;
  /** Host names in the identity leases this instance sees, its own left out. */
  readonly peers: readonly string[];
}

export interface PlaneStatus {
  readonly url: string;
  readonly pid: number;
  readonly kubeconfigPath: string;
  readonly etcd: { readonly servers: readonly string[]; readonly pid?: number };
  readonly controllers: { readonly pid?: number };
  readonly instances: readonly InstanceStatus[];
}

/** @see kubernetes/kubernetes `pkg/controlplane/apiserver/server.go`, `IdentityLeaseComponentLabelKey` */
const identityLeases =
  '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases?labelSelector=apiserver.kubernetes.io%2Fidentity%3Dkube-apiserver';
const hostnameLabel = 'kubernetes.io/hostname';

/** State of the plane on this data as its instances tell it, or nothing when none runs. */
export async function describePlane(dataDirectory: string): Promise<PlaneStatus | undefined> {
  const state = await readPlaneState(dataDirectory);
  if (state === undefined) return undefined;
  const { owner, ...rest } = state;
  const credentials = await readAdmin(join(dataDirectory, 'pki'));
  const instances = await Promise.all(
    state.instances.map((instance) => describeInstance(instance, credentials)),
  );
  return { ...rest, pid: owner.pid, instances };
}

async function readAdmin(directory: string): Promise<ApiCredentials> {
  const [caCertificate, admin] = await Promise.all([
    readFile(join(directory, 'ca.crt'), 'utf8'),
    readKeyPair(directory, 'admin'),
  ]);
  return { caCertificate, ...admin };
}

async function describeInstance(
  instance: InstanceState,
  credentials: ApiCredentials,
): Promise<InstanceStatus> {
  const [ready, version, leases] = await Promise.all([
    isReady(instance.url, credentials),
    getJson<{ gitVersion?: string }>(instance.url, '/version', credentials),
    getJson<LeaseList>(instance.url, identityLeases, credentials),
  ]);
  const peers = (leases?.items ?? [])
    .flatMap(({ metadata }) => metadata.labels?.[hostnameLabel] ?? [])
    .filter((name) => name !== instance.name)
    .sort();
  const gitVersion = version?.gitVersion;
  return { ...instance, ready, ...(gitVersion === undefined ? {} : { gitVersion }), peers };
}

interface LeaseList {
  readonly items?: readonly {
    readonly metadata: { readonly labels?: Readonly<Record<string, string>> };
  }[];
}

/** Nothing when the instance does not answer, or answers no: status tells what can be told. */
async function getJson<T>(
  baseUrl: string,
  path: string,
  credentials: ApiCredentials,
): Promise<T | undefined> {
  try {
    const { status, body } = await getFromApi(new URL(path, baseUrl), credentials);
    return status === 200 ? (JSON.parse(body) as T) : undefined;
  } catch {
    return undefined;
  }
}
