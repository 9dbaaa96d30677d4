import type { KubeObject, ManagedFieldsEntry } from '../kube-object.js';
import { equalJson } from '../patch/json-value.js';

/**
 * Takes back new times of managed fields when nothing else about the object changed, so that a write without
 * effect stays one. Call it last, when defaults and admission have had their say.
 * @see kubernetes/apiserver `pkg/endpoints/handlers/fieldmanager/equality.go`, `IgnoreManagedFieldsTimestampsTransformer`
 */
export function keepUnchangedTimes<T extends KubeObject>(live: KubeObject, updated: T): T {
  const before = live.metadata.managedFields ?? [];
  const after = updated.metadata.managedFields ?? [];
  if (after.length === 0 || before.length !== after.length) return updated;
  if (after.every((entry, index) => entry.time === before[index]?.time)) return updated;
  if (!equalJson(before.map(withoutTime), after.map(withoutTime))) return updated;
  const restored = { ...updated, metadata: { ...updated.metadata, managedFields: before } };
  return equalJson(restored, live) ? restored : updated;
}

function withoutTime({ time: _time, ...entry }: ManagedFieldsEntry): ManagedFieldsEntry {
  return entry;
}
