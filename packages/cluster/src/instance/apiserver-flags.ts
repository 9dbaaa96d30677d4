import { pkiPaths } from '../pki/cluster-pki.js';

/** Where the instances of a plane keep their objects. */
export interface EtcdConnection {
  readonly servers: readonly string[];
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
  /** kube-apiserver's own default when absent. */
  readonly prefix?: string;
}

export interface ApiserverFlagOptions {
  readonly name: string;
  /** `1.35`. */
  readonly version: string;
  readonly port: number;
  readonly pkiDirectory: string;
  readonly etcd: EtcdConnection;
  readonly peerProxy: boolean;
  /** File with the key of the plane; without it the instance cannot be broken or traced. */
  readonly controlKeyFile?: string;
  /** Where to connect instead of the addresses that peers advertise. */
  readonly links?: ReadonlyMap<string, string>;
  readonly featureGates: Readonly<Record<string, boolean>>;
  /** Appended as they are; a flag given here wins. */
  readonly extraArgs: readonly string[];
}

const host = '127.0.0.1';

/** The command line of one instance, in kube-apiserver's own flags and three of ours. */
export function apiserverFlags(options: ApiserverFlagOptions): string[] {
  const { name, version, port } = options;
  const files = pkiPaths(options.pkiDirectory, name);
  const minor = minorOf(version);
  return [
    `--hostname=${name}`,
    `--binary-version=${version}`,
    ...etcdFlags(options.etcd),
    `--bind-address=${host}`,
    `--advertise-address=${host}`,
    `--secure-port=${port}`,
    `--tls-cert-file=${files.serving.certificate}`,
    `--tls-private-key-file=${files.serving.key}`,
    `--client-ca-file=${files.ca}`,
    `--requestheader-client-ca-file=${files.frontProxyCa}`,
    '--requestheader-allowed-names=front-proxy-client',
    '--requestheader-username-headers=X-Remote-User',
    '--requestheader-group-headers=X-Remote-Group',
    '--requestheader-extra-headers-prefix=X-Remote-Extra-',
    // Behind a gate that is off in 1.32, and no flag at all before.
    ...(minor >= 33 ? ['--requestheader-uid-headers=X-Remote-Uid'] : []),
    `--proxy-client-cert-file=${files.frontProxyClient.certificate}`,
    `--proxy-client-key-file=${files.frontProxyClient.key}`,
    '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
    `--service-account-signing-key-file=${files.serviceAccountKey}`,
    `--service-account-key-file=${files.serviceAccountPublicKey}`,
    '--authorization-mode=RBAC',
    ...(options.controlKeyFile === undefined
      ? []
      : [`--skewplane-control-key-file=${options.controlKeyFile}`]),
    ...(options.links === undefined || options.links.size === 0
      ? []
      : [`--skewplane-dial=${[...options.links].map((pair) => pair.join('=')).join(',')}`]),
    ...(options.peerProxy
      ? [
          `--peer-ca-file=${files.ca}`,
          `--peer-advertise-ip=${host}`,
          `--peer-advertise-port=${port}`,
        ]
      : []),
    ...featureGateFlag({ ...peerProxyGates(minor, options.peerProxy), ...options.featureGates }),
    // Peers of that age learn from StorageVersion objects who serves what.
    ...(usesStorageVersions(minor, options.peerProxy)
      ? ['--runtime-config=internal.apiserver.k8s.io/v1alpha1=true']
      : []),
    ...options.extraArgs,
  ];
}

/** `1.35` → 35. */
export function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}

function etcdFlags({ servers, caFile, certFile, keyFile, prefix }: EtcdConnection): string[] {
  return [
    `--etcd-servers=${servers.join(',')}`,
    ...(caFile === undefined ? [] : [`--etcd-cafile=${caFile}`]),
    ...(certFile === undefined ? [] : [`--etcd-certfile=${certFile}`]),
    ...(keyFile === undefined ? [] : [`--etcd-keyfile=${keyFile}`]),
    ...(prefix === undefined ? [] : [`--etcd-prefix=${prefix}`]),
  ];
}

/** The gate is alpha and off up to 1.35; all instances of a plane must agree for proxying to work. */
function peerProxyGates(minor: number, enabled: boolean): Record<string, boolean> {
  return {
    UnknownVersionInteroperabilityProxy: enabled,
    ...(usesStorageVersions(minor, enabled) ? { StorageVersionAPI: true } : {}),
  };
}

/** Until 1.32 the proxy requires the StorageVersion API, and refuses to start without it. */
function usesStorageVersions(minor: number, peerProxy: boolean): boolean {
  return peerProxy && minor <= 32;
}

function featureGateFlag(gates: Readonly<Record<string, boolean>>): string[] {
  return [
    `--feature-gates=${Object.entries(gates)
      .map(([gate, on]) => `${gate}=${String(on)}`)
      .join(',')}`,
  ];
}
