import type { FieldError, Immutable, KubeObject, NameRule } from '@skewplane/apimachinery';
import type { UserInfo } from '../request/user-info.js';

export interface StrategyContext {
  readonly nowMs: number;
  readonly dryRun: boolean;
  /** The feature gates of the server; by default what the minor has. */
  readonly isFeatureOn?: ((gate: string) => boolean) | undefined;
  /** Who writes; certificate requests record it. */
  readonly user?: UserInfo;
  /** Adds a `Warning` header to the answer. */
  warn(text: string): void;
}

/**
 * What differs from kind to kind in a write; pure functions on objects of the *storage* version. Absent
 * hooks do nothing. @see kubernetes/apiserver `pkg/registry/rest/create.go`, `update.go`
 */
export interface Strategy {
  readonly namespaced: boolean;
  /** Rule for `metadata.name`; the prefix is checked too when the name is generated. */
  readonly nameRule: NameRule;
  /** Does the kind have a status subresource, so that the main resource ignores `status`? */
  readonly hasStatus: boolean;
  /** May PUT create an absent object? */
  readonly allowCreateOnUpdate: boolean;
  /** May an update come without a resourceVersion? */
  readonly allowUnconditionalUpdate: boolean;
  /** Does the kind count spec changes in `metadata.generation`? */
  readonly tracksGeneration: boolean;
  /** Seconds after which etcd drops the object (events). */
  readonly ttlSeconds?: number | undefined;
  /** Seconds a graceful delete waits; absent: deleted at once. */
  gracePeriodSeconds?(object: Immutable<KubeObject>, asked: number | undefined): number;
  /** Fills what the server decides. Edits `object`, which is the caller's own copy. */
  defaults?(object: KubeObject): void;
  prepareForCreate?(object: KubeObject, context: StrategyContext): void;
  /** `current` is shared: read only. */
  prepareForUpdate?(
    object: KubeObject,
    current: Immutable<KubeObject>,
    context: StrategyContext,
  ): void;
  /** @param current what an update replaces: what it did already, it may keep doing. */
  validate?(object: Immutable<KubeObject>, current?: Immutable<KubeObject>): FieldError[];
  validateUpdate?(object: Immutable<KubeObject>, current: Immutable<KubeObject>): FieldError[];
  prepareForStatusUpdate?(object: KubeObject, current: Immutable<KubeObject>): void;
  validateStatusUpdate?(
    object: Immutable<KubeObject>,
    current: Immutable<KubeObject>,
  ): FieldError[];
  /**
   * What the first delete of an object does instead of the usual: the object as it is while it waits for its
   * end. Returns a copy.
   */
  markForDeletion?(current: Immutable<KubeObject>, nowMs: number): KubeObject;
  /** Texts for `Warning` headers on create and update. */
  warnings?(object: Immutable<KubeObject>): string[];
}
