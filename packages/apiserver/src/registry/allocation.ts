import type { Immutable, KubeObject } from '@skewplane/apimachinery';
import type { ResourceScope } from './resource-scope.js';
import type { WriteContext } from './write-context.js';

/** What one write reserved outside its object, such as the addresses of a service. */
export interface Allocation {
  /**
   * Gives `draft` what it needs and reserves it; edits `draft`. Called again when the write starts over: then what
   * the first call reserved goes back.
   * @throws {StatusError} when what is asked for is not to be had
   */
  prepare(draft: KubeObject, current: Immutable<KubeObject> | undefined): Promise<void>;
  /** The object is stored: gives back what it no longer needs. */
  commit(): Promise<void>;
  /** The write failed: gives back what it reserved. */
  rollback(): Promise<void>;
}

/** @see kubernetes/apiserver `pkg/registry/generic/registry/store.go`, `BeginCreate`, `BeginUpdate`, `AfterDelete` */
export interface Allocator {
  /** Undefined when objects of this kind need nothing. */
  begin(scope: ResourceScope, write: WriteContext): Allocation | undefined;
  /** The object is gone: gives back what it held. */
  release(scope: ResourceScope, removed: Immutable<KubeObject>): Promise<void>;
}

/** For stores without allocation. */
export const noAllocator: Allocator = {
  begin: () => undefined,
  release: async () => undefined,
};
