import { parseExactJson } from '../exact-json.js';
import { isRecord, type KubeObject } from '../kube-object.js';
import type { Schema } from '../schema.js';
import { compareObjects } from './compare.js';
import { difference, union, type FieldSet } from './field-set.js';
import { fieldSetOf } from './field-set-of.js';
import { FieldPathError, goJson } from './path-element.js';

/** Where kubectl's client-side apply keeps the configuration it applied last. */
export const lastAppliedAnnotation = 'kubectl.kubernetes.io/last-applied-configuration';

/** @see kubernetes/apimachinery `pkg/api/validation/objectmeta.go`, `TotalAnnotationSizeLimitB` */
const maxAnnotationBytes = 256 * 1024;

/**
 * Fields that kubectl's client-side apply set and nobody changed since. When kubectl turns to server-side apply,
 * conflicts over these are with its own past and do not count.
 * @returns undefined when the annotation is absent or does not fit
 * @see kubernetes/apimachinery `pkg/util/managedfields/internal/lastappliedmanager.go`
 */
export function fieldsLastApplied(
  live: KubeObject,
  apiVersion: string,
  schema: Schema | undefined,
): FieldSet | undefined {
  const lastApplied = parse(live.metadata.annotations?.[lastAppliedAnnotation]);
  if (lastApplied?.['apiVersion'] !== apiVersion) return undefined;
  try {
    const { added, modified, removed } = compareObjects(lastApplied, live, schema);
    return difference(fieldSetOf(lastApplied, schema), union(union(added, modified), removed));
  } catch (error) {
    if (error instanceof FieldPathError) return undefined;
    throw error;
  }
}

function parse(text: string | undefined): Record<string, unknown> | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    const value: unknown = parseExactJson(text);
    return isRecord(value) && typeof value['kind'] === 'string' ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Keeps the annotation of kubectl's client-side apply in step with what kubectl applied server-side, where the
 * object has one. It is dropped when annotations would become too large.
 * @see kubernetes/apimachinery `pkg/util/managedfields/internal/lastappliedupdater.go`
 */
export function syncLastApplied(object: KubeObject, applied: KubeObject): KubeObject {
  const current = object.metadata.annotations;
  if ((current?.[lastAppliedAnnotation] ?? '') === '') return object;
  const { [lastAppliedAnnotation]: _old, ...rest } = current ?? {};
  const lastApplied = `${goJson(withoutAnnotation(applied))}\n`;
  const annotations = { ...current, [lastAppliedAnnotation]: lastApplied };
  return {
    ...object,
    metadata: { ...object.metadata, annotations: isTooLarge(annotations) ? rest : annotations },
  };
}

function withoutAnnotation(applied: KubeObject): KubeObject {
  const { annotations } = applied.metadata;
  if (annotations === undefined) return applied;
  const { [lastAppliedAnnotation]: _old, ...rest } = annotations;
  return { ...applied, metadata: { ...applied.metadata, annotations: rest } };
}

function isTooLarge(annotations: Readonly<Record<string, string>>): boolean {
  const encoder = new TextEncoder();
  let bytes = 0;
  for (const [key, value] of Object.entries(annotations)) {
    bytes += encoder.encode(key).length + encoder.encode(value).length;
  }
  return bytes > maxAnnotationBytes;
}
