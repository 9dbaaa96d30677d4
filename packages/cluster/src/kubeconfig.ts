import { stringify } from 'yaml';
import type { KeyPair } from './pki/issue-certificate.js';
import { writePrivateFile } from './pki/private-files.js';

export interface KubeconfigContext {
  /** Of the context and of the cluster it points at. */
  readonly name: string;
  readonly server: string;
}

export interface KubeconfigOptions {
  readonly contexts: readonly KubeconfigContext[];
  readonly currentContext: string;
  readonly userName: string;
  readonly caCertificate: string;
  readonly user: KeyPair;
}

/** `clientcmd/v1.Config` as far as it is written here; others' files may hold more. */
export interface Kubeconfig {
  readonly apiVersion: 'v1';
  readonly kind: 'Config';
  readonly clusters: readonly NamedEntry[];
  readonly users: readonly NamedEntry[];
  readonly contexts: readonly NamedEntry[];
  readonly 'current-context': string;
  readonly preferences: object;
}

export interface NamedEntry {
  readonly name: string;
  readonly [field: string]: unknown;
}

/** A kubeconfig that needs no other file. */
export function buildKubeconfig(options: KubeconfigOptions): Kubeconfig {
  const { contexts, userName, user } = options;
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: contexts.map(({ name, server }) => ({
      name,
      cluster: { 'certificate-authority-data': base64(options.caCertificate), server },
    })),
    users: [
      {
        name: userName,
        user: {
          'client-certificate-data': base64(user.certificate),
          'client-key-data': base64(user.key),
        },
      },
    ],
    contexts: contexts.map(({ name }) => ({ name, context: { cluster: name, user: userName } })),
    'current-context': options.currentContext,
    preferences: {},
  };
}

export async function writeKubeconfig(path: string, options: KubeconfigOptions): Promise<void> {
  await writePrivateFile(path, stringify(buildKubeconfig(options), { lineWidth: 0 }));
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
