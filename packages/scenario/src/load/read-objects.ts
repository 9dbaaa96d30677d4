import { isRecord, type KubeObject } from '@skewplane/apimachinery';
import type { ObjectSource } from '../document/scenario.js';
import type { Path } from '../document/source-file.js';
import type { Loading } from './loading.js';

export function readObjects(
  documents: readonly (string | Record<string, unknown>)[] | undefined,
  loading: Loading,
): ObjectSource[] {
  return (documents ?? []).flatMap((document, index) => {
    const path = ['spec', 'objects', index];
    if (typeof document === 'string') {
      return [{ file: document, ...loading.source.positionOf(path) }];
    }
    const source = readObject(document, path, loading);
    return source === undefined ? [] : [source];
  });
}

/** Reports what is no Kubernetes object. */
export function readObject(
  object: Readonly<Record<string, unknown>>,
  path: Path,
  loading: Loading,
): ObjectSource | undefined {
  const problem = problemOfObject(object);
  if (problem !== undefined) {
    loading.source.problem(path, problem);
    return undefined;
  }
  return { object: object as unknown as KubeObject, ...loading.source.positionOf(path) };
}

/** What keeps a value from being an object that can be applied. */
export function problemOfObject(object: unknown): string | undefined {
  if (!isRecord(object)) return 'a Kubernetes object is a map';
  for (const field of ['apiVersion', 'kind']) {
    if (typeof object[field] !== 'string') return `the object lacks ${field}`;
  }
  const { metadata } = object;
  const named = isRecord(metadata) && typeof metadata['name'] === 'string';
  return named ? undefined : 'the object lacks metadata.name';
}
