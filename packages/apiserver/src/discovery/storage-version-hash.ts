import { createHash } from 'node:crypto';
import type { GroupVersionKind } from '@skewplane/apimachinery';

/**
 * A short name for what a resource is stored as; clients see by it that the storage version has changed.
 * @see kubernetes/apiserver `pkg/endpoints/discovery/storageversionhash.go`
 */
export function storageVersionHash({ group, version, kind }: GroupVersionKind): string {
  const digest = createHash('sha256').update(`${group}/${version}/${kind}`).digest();
  return digest.subarray(0, 8).toString('base64');
}
