import { isNotFound } from '@skewplane/apimachinery';
import type { ResourceScope } from '../registry/resource-scope.js';
import type { Store } from '../registry/store.js';
import type { WriteContext } from '../registry/write-context.js';
import {
  isTrue,
  type CustomResourceDefinition,
  type NewCondition,
} from './custom-resource-definition.js';

export interface CleanupDeps {
  readonly store: Pick<Store, 'list' | 'delete'>;
  /** A scope to delete through, whatever the definition serves; undefined without a storage version. */
  readonly scopeOf: (definition: CustomResourceDefinition) => ResourceScope | undefined;
  readonly write: () => WriteContext;
}

export interface CleanupResult {
  readonly condition: NewCondition;
  /** False: objects are left, waiting for their finalizers. */
  readonly done: boolean;
}

const type = 'Terminating';

/** While instances are being deleted. */
export const deletionInProgress: NewCondition = {
  type,
  status: 'True',
  reason: 'InstanceDeletionInProgress',
  message: 'CustomResource deletion is in progress',
};

/** Resources whose objects a definition of the same name must not take along. */
const overlapping = new Set([
  'apiservices.apiregistration.k8s.io',
  'customresourcedefinitions.apiextensions.k8s.io',
]);

/**
 * Deletes the objects of a definition that is going and tells whether any is left.
 * @see kubernetes/apiextensions-apiserver `pkg/controller/finalizer/crd_finalizer.go`
 */
export async function cleanUpInstances(
  definition: CustomResourceDefinition,
  deps: CleanupDeps,
): Promise<CleanupResult> {
  const { group, names } = definition.spec;
  if (overlapping.has(`${names.plural}.${group}`)) {
    const message = 'instances overlap with built-in resources in storage';
    return ended('OverlappingBuiltInResource', message);
  }
  const scope = deps.scopeOf(definition);
  if (scope === undefined || !isTrue(definition, 'Established')) {
    return ended('NeverEstablished', 'resource was never established');
  }
  const failures = await deleteAll(scope, deps);
  if (failures.length > 0) {
    const message = `could not issue all deletes: ${failures.join(', ')}`;
    return {
      condition: { type, status: 'True', reason: 'InstanceDeletionFailed', message },
      done: false,
    };
  }
  const { items } = await deps.store.list(scope, '', { signal: deps.write().signal, limit: 1 });
  if (items.length > 0) return { condition: deletionInProgress, done: false };
  return ended('InstanceDeletionCompleted', 'removed all instances');
}

function ended(reason: string, message: string): CleanupResult {
  return { condition: { type, status: 'False', reason, message }, done: true };
}

async function deleteAll(
  scope: ResourceScope,
  { store, write }: CleanupDeps,
): Promise<readonly string[]> {
  const context = write();
  const { items } = await store.list(scope, '', { signal: context.signal });
  const failures: string[] = [];
  for (const { object } of items) {
    const { namespace = '', name = '', deletionTimestamp } = object.metadata;
    if (deletionTimestamp !== undefined) continue;
    try {
      await store.delete(scope, namespace, name, {}, context);
    } catch (error) {
      if (isNotFound(error)) continue; // another instance was faster
      if (context.signal.aborted) throw error;
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  return failures;
}
