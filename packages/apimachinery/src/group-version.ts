export interface GroupVersion {
  /** `''` for the core group. */
  readonly group: string;
  readonly version: string;
}
export interface GroupVersionKind extends GroupVersion {
  readonly kind: string;
}
export interface GroupVersionResource extends GroupVersion {
  /** Lower-case plural, never with a subresource. */
  readonly resource: string;
}
export interface GroupResource {
  readonly group: string;
  readonly resource: string;
}
export interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

/** `v1` or `apps/v1` to its parts; undefined when it has more than one slash or an empty part. */
export function parseGroupVersion(apiVersion: string): GroupVersion | undefined {
  const parts = apiVersion.split('/');
  if (parts.length === 1 && parts[0] !== undefined && parts[0] !== '') {
    return { group: '', version: parts[0] };
  }
  const [group, version] = parts;
  if (parts.length !== 2 || !group || !version) return undefined;
  return { group, version };
}

/** `apps/v1`, or `v1` for the core group: what stands in `apiVersion`. */
export function formatGroupVersion({ group, version }: GroupVersion): string {
  return group === '' ? version : `${group}/${version}`;
}

/** `deployments.apps`, or `pods` for the core group. */
export function formatGroupResource({ group, resource }: GroupResource): string {
  return group === '' ? resource : `${resource}.${group}`;
}

/** As Go prints a GroupVersionKind: `apps/v1, Kind=Deployment`. */
export function formatGroupVersionKind(gvk: GroupVersionKind): string {
  return `${gvk.group === '' ? '' : `${gvk.group}/`}${gvk.version}, Kind=${gvk.kind}`;
}

/** As Go prints a GroupVersionResource: `apps/v1, Resource=deployments`. */
export function formatGroupVersionResource(gvr: GroupVersionResource): string {
  return `${gvr.group === '' ? '' : `${gvr.group}/`}${gvr.version}, Resource=${gvr.resource}`;
}

const versionPattern = /^v([1-9]\d*)(?:(alpha|beta)([1-9]\d*))?$/;
const stageRank = { alpha: 0, beta: 1, ga: 2 } as const;

/**
 * Orders version names as Kubernetes does, best first: GA, beta, alpha, newer first; then other names
 * alphabetically.
 * @see kubernetes/apimachinery `pkg/version/helpers.go`
 */
export function compareKubeAwareVersions(a: string, b: string): number {
  const left = versionPattern.exec(a);
  const right = versionPattern.exec(b);
  if (left === null || right === null) {
    if (left !== null) return -1;
    if (right !== null) return 1;
    return a < b ? -1 : a > b ? 1 : 0;
  }
  const stage = (match: RegExpExecArray) => stageRank[(match[2] ?? 'ga') as keyof typeof stageRank];
  return (
    stage(right) - stage(left) ||
    Number(right[1]) - Number(left[1]) ||
    Number(right[3] ?? 0) - Number(left[3] ?? 0)
  );
}
