import { generateKeyPair } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Clock } from '@skewplane/apimachinery';
import type { KeyPair } from './issue-certificate.js';
import { ensureKeyPair, keyPairPaths } from './key-pair-file.js';
import type { KeyPairFile } from './key-pair-file.js';
import { readIfPresent, writePrivateFile } from './private-files.js';

export interface PkiOptions {
  readonly directory: string;
  /** One serving certificate is made for each. */
  readonly instanceNames: readonly string[];
  /** Names and addresses clients may use besides the usual ones. */
  readonly extraSubjectAltNames?: readonly string[];
  readonly clock: Clock;
  /** Makes all certificates below the CAs anew; the CAs and the service-account key stay. */
  readonly renew?: boolean;
}

/** Where everything was put, and what a kubeconfig embeds. */
export interface ClusterPki {
  readonly directory: string;
  readonly ca: KeyPair;
  readonly admin: KeyPair;
  readonly controllers: KeyPair;
}

const caLifetime = { lifetimeDays: 3650, renewBeforeDays: 365 };
const leafLifetime = { lifetimeDays: 365, renewBeforeDays: 30 };

/**
 * Names every apiserver answers to.
 *
 * `kubernetes.default.svc` is what a peer asks for by TLS server name whatever address it dials.
 * @see kubernetes/kubernetes `pkg/controlplane/apiserver/peer.go`
 */
const standardNames = [
  'localhost',
  'kubernetes',
  'kubernetes.default',
  'kubernetes.default.svc',
  'kubernetes.default.svc.cluster.local',
  'haproxy',
  '127.0.0.1',
  '::1',
  '10.0.0.1',
];

/** Makes what is missing or near its end, and keeps the rest. */
export async function ensurePki(options: PkiOptions): Promise<ClusterPki> {
  const [ca, frontProxyCa] = await Promise.all([
    ensureCa(options, 'ca', 'skewplane-ca'),
    ensureCa(options, 'front-proxy-ca', 'skewplane-front-proxy-ca'),
  ]);
  const [admin, controllers] = await Promise.all([
    ensureAdmin(options, ca),
    ensureControllers(options, ca),
    ensureFrontProxyClient(options, frontProxyCa),
    ensureServiceAccountKey(options.directory),
    ...options.instanceNames.map((name) => ensureServing(options, ca, name)),
  ]);
  return { directory: options.directory, ca, admin, controllers };
}

/** Files an apiserver named `instance` is started with. */
export function pkiPaths(directory: string, instance: string) {
  return {
    ca: join(directory, 'ca.crt'),
    frontProxyCa: join(directory, 'front-proxy-ca.crt'),
    frontProxyClient: keyPairPaths(directory, 'front-proxy-client'),
    serving: keyPairPaths(directory, instance),
    serviceAccountKey: join(directory, 'sa.key'),
    serviceAccountPublicKey: join(directory, 'sa.pub'),
  };
}

function ensureCa(options: PkiOptions, name: string, commonName: string): Promise<KeyPair> {
  const { directory, clock } = options;
  return ensureKeyPair({
    directory,
    clock,
    name,
    request: { commonName, usage: 'ca' },
    ...caLifetime,
  });
}

function ensureLeaf(
  options: PkiOptions,
  leaf: Pick<KeyPairFile, 'name' | 'request'> & { readonly issuer: KeyPair },
): Promise<KeyPair> {
  const { directory, clock, renew = false } = options;
  return ensureKeyPair({ directory, clock, renew, ...leaf, ...leafLifetime });
}

function ensureServing(options: PkiOptions, issuer: KeyPair, name: string): Promise<KeyPair> {
  const subjectAltNames = [
    ...new Set([
      name,
      ...standardNames,
      ...options.instanceNames,
      ...(options.extraSubjectAltNames ?? []),
    ]),
  ];
  const request = { commonName: 'kube-apiserver', subjectAltNames, usage: 'server' } as const;
  return ensureLeaf(options, { issuer, name, request });
}

function ensureAdmin(options: PkiOptions, issuer: KeyPair): Promise<KeyPair> {
  const organizations = ['system:masters'];
  const request = { commonName: 'kubernetes-admin', organizations, usage: 'client' } as const;
  return ensureLeaf(options, { issuer, name: 'admin', request });
}

function ensureControllers(options: PkiOptions, issuer: KeyPair): Promise<KeyPair> {
  const organizations = ['system:masters'];
  const request = { commonName: 'skewplane-controllers', organizations, usage: 'client' } as const;
  return ensureLeaf(options, { issuer, name: 'controllers', request });
}

function ensureFrontProxyClient(options: PkiOptions, issuer: KeyPair): Promise<KeyPair> {
  const request = { commonName: 'front-proxy-client', usage: 'client' } as const;
  return ensureLeaf(options, { issuer, name: 'front-proxy-client', request });
}

/** RSA, as kubeadm makes it, so that tokens carry the algorithm clients meet elsewhere. */
async function ensureServiceAccountKey(directory: string): Promise<void> {
  const keyPath = join(directory, 'sa.key');
  const publicPath = join(directory, 'sa.pub');
  const present = await Promise.all([readIfPresent(keyPath), readIfPresent(publicPath)]);
  if (present.every((content) => content !== undefined)) return;
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  await writePrivateFile(publicPath, publicKey);
  await writePrivateFile(keyPath, privateKey);
}
