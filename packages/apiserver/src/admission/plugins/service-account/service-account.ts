import { forbidden, isRecord, type Immutable, type KubeObject } from '@skewplane/apimachinery';
import type { AdmissionPlugin } from '../../admission.js';

const defaultName = 'default';
const mountPath = '/var/run/secrets/kubernetes.io/serviceaccount';
const tokenExpirationSeconds = 60 * 60 + 7;
const volumePrefix = 'kube-api-access-';

interface Named {
  name: string;
  [field: string]: unknown;
}
interface Container extends Named {
  volumeMounts?: { name: string; mountPath: string; readOnly?: boolean }[];
}
interface PodSpec {
  serviceAccountName?: string;
  serviceAccount?: string;
  automountServiceAccountToken?: boolean;
  imagePullSecrets?: { name: string }[];
  volumes?: Named[];
  containers: Container[];
  initContainers?: Container[];
}

export interface ServiceAccountAdmissionOptions {
  /** @returns undefined when absent */
  getServiceAccount(
    namespace: string,
    name: string,
    signal: AbortSignal,
  ): Promise<Immutable<KubeObject> | undefined>;
  /** Five characters of the name of a generated volume. */
  randomSuffix(): string;
}

/**
 * Gives a pod its service account: the name, the pull secrets and the token volume.
 * @see kubernetes/kubernetes `plugin/pkg/admission/serviceaccount/admission.go`
 */
export function serviceAccountAdmission(options: ServiceAccountAdmissionOptions): AdmissionPlugin {
  return {
    name: 'ServiceAccount',
    handles: (operation) => operation === 'CREATE',
    admit: async ({ object, resource, subresource, namespace, name }, { signal }) => {
      if (
        object === undefined ||
        resource.group !== '' ||
        resource.resource !== 'pods' ||
        subresource !== ''
      )
        return object;
      if (object.metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined) return object;
      if (!isRecord(object['spec'])) return object; // validation will say so

      const pod = structuredClone(object) as KubeObject;
      const spec = pod['spec'] as PodSpec;
      spec.serviceAccountName = accountName(spec);
      const account = await options.getServiceAccount(namespace, spec.serviceAccountName, signal);
      if (account === undefined) {
        const who = `${namespace}/${spec.serviceAccountName}`;
        throw forbidden(
          resource,
          name,
          `error looking up service account ${who}: serviceaccount "${spec.serviceAccountName}" not found`,
        );
      }
      if (wantsToken(spec, account)) mountToken(spec, options.randomSuffix());
      if (
        (spec.imagePullSecrets ?? []).length === 0 &&
        Array.isArray(account['imagePullSecrets'])
      ) {
        spec.imagePullSecrets = structuredClone(account['imagePullSecrets']) as { name: string }[];
      }
      return pod;
    },
  };
}

function accountName(spec: PodSpec): string {
  if (spec.serviceAccountName) return spec.serviceAccountName;
  return spec.serviceAccount ? spec.serviceAccount : defaultName;
}

function wantsToken(spec: PodSpec, account: Immutable<KubeObject>): boolean {
  return spec.automountServiceAccountToken ?? account['automountServiceAccountToken'] !== false;
}

function mountToken(spec: PodSpec, suffix: string): void {
  const existing = spec.volumes?.find((volume) => volume.name.startsWith(volumePrefix));
  const volumeName = existing?.name ?? `${volumePrefix}${suffix}`;
  let mounted = false;
  for (const container of [
    ...(spec.initContainers ?? []),
    ...(Array.isArray(spec.containers) ? spec.containers : []),
  ]) {
    if (container.volumeMounts?.some((mount) => mount.mountPath === mountPath)) continue;
    container.volumeMounts = [
      ...(container.volumeMounts ?? []),
      { name: volumeName, readOnly: true, mountPath },
    ];
    mounted = true;
  }
  if (!mounted || existing !== undefined) return;
  spec.volumes = [...(spec.volumes ?? []), tokenVolume(volumeName)];
}

function tokenVolume(name: string): Named {
  return {
    name,
    projected: {
      defaultMode: 0o644,
      sources: [
        { serviceAccountToken: { expirationSeconds: tokenExpirationSeconds, path: 'token' } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        {
          downwardAPI: {
            items: [
              {
                path: 'namespace',
                fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' },
              },
            ],
          },
        },
      ],
    },
  };
}
