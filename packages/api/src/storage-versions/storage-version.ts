import {
  formatTime,
  isRecord,
  type GroupResource,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';

/** What one server does with a resource. @see kubernetes/api `apiserverinternal/v1alpha1/types.go` */
export interface ServerStorageVersion {
  readonly apiServerID: string;
  readonly encodingVersion: string;
  readonly decodableVersions?: readonly string[];
  readonly servedVersions?: readonly string[];
}

export interface StorageVersionCondition {
  readonly type: string;
  readonly status: string;
  readonly observedGeneration?: number;
  readonly lastTransitionTime: string;
  readonly reason: string;
  readonly message: string;
}

export interface StorageVersionStatus {
  readonly storageVersions?: readonly ServerStorageVersion[];
  /** Set while all servers write the same version. */
  readonly commonEncodingVersion?: string;
  readonly conditions?: readonly StorageVersionCondition[];
}

export const storageVersionGvr = {
  group: 'internal.apiserver.k8s.io',
  version: 'v1alpha1',
  resource: 'storageversions',
} as const;

/** `apps.deployments`, `core.pods`: a name must begin with a subdomain, which the empty group is not. */
export function storageVersionName({ group, resource }: GroupResource): string {
  return `${group === '' ? 'core' : group}.${resource}`;
}

/** Null counts as absent, as it does in JSON read by Go. */
export function storageVersionStatus(object: Immutable<KubeObject>): StorageVersionStatus {
  const status = object['status'];
  if (!isRecord(status)) return {};
  // The shape is that of the kind's schema, which every object has passed.
  return Object.fromEntries(Object.entries(status).filter(([, value]) => value !== null));
}

/** The servers with one entry replaced, or appended when its server is new. */
export function withServer(
  servers: readonly ServerStorageVersion[],
  entry: ServerStorageVersion,
): ServerStorageVersion[] {
  const at = servers.findIndex(({ apiServerID }) => apiServerID === entry.apiServerID);
  return at < 0 ? [...servers, entry] : servers.with(at, entry);
}

/**
 * The object after its list of servers changed: what they agree on is worked out anew, the time of the condition
 * moves when they begin or cease to agree, or agree on something else.
 * @see kubernetes/apiserver `pkg/storageversion/updater.go`, `SetCommonEncodingVersion`
 */
export function withServers(
  object: Immutable<KubeObject>,
  servers: readonly ServerStorageVersion[],
  nowMs: number,
): KubeObject {
  const before = storageVersionStatus(object);
  const common = commonEncodingVersion(servers);
  const isOther =
    before.commonEncodingVersion !== undefined &&
    common !== undefined &&
    before.commonEncodingVersion !== common;
  const { generation = 0 } = object.metadata;
  const status: StorageVersionStatus = {
    storageVersions: servers,
    ...(common === undefined ? {} : { commonEncodingVersion: common }),
    conditions: withCondition(
      before.conditions ?? [],
      {
        type: 'AllEncodingVersionsEqual',
        status: common === undefined ? 'False' : 'True',
        ...(generation === 0 ? {} : { observedGeneration: generation }), // Go leaves a zero out
        lastTransitionTime: formatTime(nowMs),
        reason: common === undefined ? 'CommonEncodingVersionUnset' : 'CommonEncodingVersionSet',
        message:
          common === undefined ? 'Common encoding version unset' : 'Common encoding version set',
      },
      isOther,
    ),
  };
  return { ...(structuredClone(object) as KubeObject), status };
}

/** The version that every server writes; undefined when they differ or there is none. */
export function commonEncodingVersion(
  servers: readonly Pick<ServerStorageVersion, 'encodingVersion'>[],
): string | undefined {
  const first = servers[0]?.encodingVersion;
  return servers.every(({ encodingVersion }) => encodingVersion === first) ? first : undefined;
}

function withCondition(
  conditions: readonly StorageVersionCondition[],
  next: StorageVersionCondition,
  isTransition: boolean,
): StorageVersionCondition[] {
  const at = conditions.findIndex(({ type }) => type === next.type);
  const current = conditions[at];
  if (current === undefined) return [...conditions, next];
  const keepsTime = current.status === next.status && !isTransition;
  return conditions.with(
    at,
    keepsTime ? { ...next, lastTransitionTime: current.lastTransitionTime } : next,
  );
}
