import type { GroupVersionResource, KubeObject } from '@skewplane/apimachinery';
import type { LoopbackClient } from '../registry/loopback.js';
import { ensureObject } from './ensure-object.js';

const core = (resource: string): GroupVersionResource => ({ group: '', version: 'v1', resource });
const priorityClasses = { group: 'scheduling.k8s.io', version: 'v1', resource: 'priorityclasses' };

/** @see kubernetes/kubernetes `pkg/controlplane/controller/systemnamespaces` */
const systemNamespaces = ['kube-system', 'kube-public', 'kube-node-lease', 'default'];

/** @see kubernetes/kubernetes `pkg/apis/scheduling/v1/helpers.go` */
const systemPriorityClasses = [
  {
    name: 'system-node-critical',
    value: 2000001000,
    description: 'Used for system critical pods that must not be moved from their current node.',
  },
  {
    name: 'system-cluster-critical',
    value: 2000000000,
    description:
      'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
  },
];

export async function ensureSystemNamespaces(client: LoopbackClient): Promise<void> {
  for (const name of systemNamespaces) {
    await ensureObject(client, core('namespaces'), {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    });
  }
}

export async function ensurePriorityClasses(client: LoopbackClient): Promise<void> {
  for (const { name, value, description } of systemPriorityClasses) {
    await ensureObject(client, priorityClasses, {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name },
      value,
      description,
    });
  }
}

/** The service through which workloads reach this API. @see kubernetes/kubernetes `pkg/controlplane/controller/kubernetesservice` */
export async function ensureKubernetesService(
  client: LoopbackClient,
  { clusterIp, securePort }: { clusterIp: string; securePort: number },
): Promise<void> {
  await ensureObject(client, core('services'), {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'kubernetes',
      namespace: 'default',
      labels: { component: 'apiserver', provider: 'kubernetes' },
    },
    spec: {
      clusterIP: clusterIp,
      clusterIPs: [clusterIp],
      ipFamilies: [clusterIp.includes(':') ? 'IPv6' : 'IPv4'],
      ipFamilyPolicy: 'SingleStack',
      type: 'ClusterIP',
      sessionAffinity: 'None',
      ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: securePort }],
    },
  });
}

export interface ClientTrust {
  readonly clientCa: Buffer | undefined;
  readonly requestHeaderCa: Buffer | undefined;
  readonly allowedNames: readonly string[];
  readonly usernameHeaders: readonly string[];
  readonly groupHeaders: readonly string[];
  readonly extraHeaderPrefixes: readonly string[];
}

/** Tells extension servers whom to trust. @see kubernetes/kubernetes `pkg/controlplane/controller/clusterauthenticationtrust` */
export async function ensureAuthenticationConfig(
  client: LoopbackClient,
  trust: ClientTrust,
): Promise<void> {
  const requestHeader: Record<string, string> =
    trust.requestHeaderCa === undefined
      ? {}
      : {
          'requestheader-client-ca-file': trust.requestHeaderCa.toString('utf8'),
          'requestheader-allowed-names': JSON.stringify(trust.allowedNames),
          'requestheader-username-headers': JSON.stringify(trust.usernameHeaders),
          'requestheader-group-headers': JSON.stringify(trust.groupHeaders),
          'requestheader-extra-headers-prefix': JSON.stringify(trust.extraHeaderPrefixes),
        };
  const object: KubeObject = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'extension-apiserver-authentication', namespace: 'kube-system' },
    data: {
      ...(trust.clientCa === undefined
        ? {}
        : { 'client-ca-file': trust.clientCa.toString('utf8') }),
      ...requestHeader,
    },
  };
  await ensureObject(client, core('configmaps'), object);
}

/** First usable address of a range: the one the `kubernetes` service has. */
export function firstServiceIp(cidr: string): string {
  const [base = '', bits = ''] = cidr.split('/');
  if (base.includes(':')) return base.endsWith('::') ? `${base}1` : base;
  const octets = base.split('.').map(Number);
  const size = Number(bits);
  const value = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const network = size === 0 ? 0 : Math.floor(value / 2 ** (32 - size)) * 2 ** (32 - size);
  const first = network + 1;
  return [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.');
}
