import {
  stringifyExactJson,
  formatGroupVersion,
  type FieldSelector,
  type GroupVersion,
  type GroupVersionKind,
  type GroupVersionResource,
  type Immutable,
  type KubeObject,
  type Schema,
} from '@skewplane/apimachinery';
import type { StoredObject } from '../storage/stored-object.js';
import type { TableColumn, TableRow } from './table.js';
import type { Strategy } from './strategy.js';

/** A subresource as discovery tells of it. */
export interface SubresourceInfo {
  readonly name: string;
  /** Kind of its answers, when it is not the parent's (`autoscaling/v1 Scale`). */
  readonly kind: GroupVersionKind;
  readonly verbs: readonly string[];
  /** Kinds it takes, when they differ from `kind`; discovery's `acceptedTypes`. */
  readonly acceptedTypes?: readonly GroupVersionKind[] | undefined;
}

/** Makes the columns and rows of a server-side Table. */
export interface TablePrinter {
  readonly columns: readonly TableColumn[];
  /** Cells of one object, in column order. `nowMs` is the clock, for ages. */
  row(object: Immutable<KubeObject>, nowMs: number): Pick<TableRow, 'cells' | 'conditions'>;
}

/** Dotted paths without the leading dot: `spec.replicas`. */
export interface ScalePaths {
  readonly specReplicas: string;
  readonly statusReplicas: string;
  /** A selector in its text form, or a LabelSelector object; absent: no selector. */
  readonly selector?: string | undefined;
}

/**
 * Everything that differs between one served resource (in one version) and the next. Built-in kinds and
 * custom resources are the same to the endpoints.
 */
export interface ResourceScope {
  readonly origin: 'built-in' | 'custom';
  readonly gvr: GroupVersionResource;
  readonly gvk: GroupVersionKind;
  readonly listKind: string;
  readonly singular: string;
  readonly namespaced: boolean;
  /** Upstream's verbs, sorted; a verb not here is a 405. */
  readonly verbs: readonly string[];
  /** Verbs that discovery tells of, when they are not `verbs`: a CRD that is going still answers writes, but hides them. */
  readonly advertisedVerbs?: readonly string[] | undefined;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly subresources: readonly SubresourceInfo[];
  /** `pods`, `services/specs`, `apps/...`: key below the etcd prefix, without slashes at the ends; `''` when nothing is stored. */
  readonly storagePrefix: string;
  /** The version objects have in etcd; bytes of this version go out as they are. */
  readonly storageVersion: GroupVersion;
  readonly strategy: Strategy;
  /** Dotted paths, without the leading dot, that a definition lets clients select by. */
  readonly selectableFields?: readonly string[] | undefined;
  /** Undefined when nothing is known of the type: everything is kept and merges are atomic. */
  readonly schema: Schema | undefined;
  readonly printer: TablePrinter;
  /** Where the scale subresource finds its numbers; undefined without one. */
  readonly scale?: ScalePaths | undefined;
  /** Text of the `Warning` header of every answer; undefined for APIs in good standing. */
  readonly deprecationWarning?: string | undefined;
  /**
   * Set when objects do not always go out as they are stored (custom resources are pruned and defaulted when read):
   * names the way in which they are read, so that their bytes can be kept per revision.
   */
  readonly readingKey?: string | undefined;
  /** Aborts when this scope is no longer served; watches of it end. */
  readonly retired?: AbortSignal | undefined;
  /**
   * Turns a field selector into a test.
   * @throws {StatusError} 400 for a label that this resource does not know
   */
  fieldPredicate(selector: FieldSelector): (object: Immutable<KubeObject>) => boolean;
  /** From the storage version to this scope's version; the same object when they are equal. */
  fromStorage(object: Immutable<KubeObject>): Immutable<KubeObject>;
  /** From this scope's version to the storage version. */
  toStorage(object: Immutable<KubeObject>): Immutable<KubeObject>;
}

/** Resources by group, version and name; changes while CRDs come and go. */
export interface ResourceLookup {
  get(gvr: GroupVersionResource): ResourceScope | undefined;
  /** Is any resource of this group-version served here? Decides which 404 a client sees. */
  hasGroupVersion(gv: GroupVersion): boolean;
  all(): Iterable<ResourceScope>;
  /** Calls back after each change; the answer unsubscribes. */
  onChange(listener: () => void): () => void;
}

/** Bytes of a stored object in this scope's version, as JSON. Made once per revision. */
export function jsonFor(scope: ResourceScope, stored: StoredObject): Buffer {
  const apiVersion = formatGroupVersion(scope.gvr);
  if (stored.apiVersion === apiVersion && scope.readingKey === undefined) return stored.json;
  return stored.encoded(`${apiVersion};json${scope.readingKey ?? ''}`, (object) => {
    const read = scope.fromStorage(object);
    return read === object ? stored.json : Buffer.from(stringifyExactJson(read));
  });
}
