import type { KubeObject, TraceRecorder } from '@skewplane/apimachinery';
import { changesOf, countOf } from '../trace/changes.js';
import type { DeletePlan } from './before-delete.js';

export const deletionPlans: Readonly<Record<DeletePlan['kind'], string>> = {
  remove: 'removed at once',
  mark: 'marked, until its finalizers or grace period are over',
  keep: 'marked before, nothing to do',
};

/** Runs the kind's own rules on an object that they edit and judge, and tells the trace what they did. */
export function traceJudged(trace: TraceRecorder, object: KubeObject, judge: () => void): void {
  const before = structuredClone(object);
  const span = trace.begin('validation');
  judge();
  const changes = changesOf(before, object);
  span.end(`valid, ${countOf(changes)} by the rules of the kind`, { ...changes });
}
