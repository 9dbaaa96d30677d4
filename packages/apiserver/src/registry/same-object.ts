import { isDeepStrictEqual } from 'node:util';
import type { Immutable, KubeObject } from '@skewplane/apimachinery';

/**
 * Would writing `next` over `current` change anything? The order of fields is nothing, and neither are the times of
 * ownership records, which alone must not make a write.
 * @see kubernetes/apiserver `pkg/endpoints/handlers/fieldmanager/equality.go`, `IgnoreManagedFieldsTimestampsTransformer`
 */
export function sameObject(next: Immutable<KubeObject>, current: Immutable<KubeObject>): boolean {
  const { metadata: nextMeta, ...nextRest } = next;
  const { metadata: currentMeta, ...currentRest } = current;
  return (
    isDeepStrictEqual(nextRest, currentRest) &&
    isDeepStrictEqual(comparable(nextMeta), comparable(currentMeta))
  );
}

function comparable(metadata: Immutable<KubeObject>['metadata']) {
  const { resourceVersion: _revision, managedFields, ...rest } = metadata;
  const owners = (managedFields ?? []).map(({ time: _time, ...entry }) => entry);
  return { ...rest, owners };
}
