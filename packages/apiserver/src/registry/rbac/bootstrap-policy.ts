import {
  isAlreadyExists,
  isConflict,
  isNotFound,
  StatusError,
  type Clock,
  type GroupVersionResource,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { rbacGroup } from '../../authorization/rbac/rbac-objects.js';
import type { LoopbackClient, LoopbackTarget } from '../loopback.js';
import { reconcileBinding, reconcileRole, type Reconciliation } from './reconcile-objects.js';

/** A whole object; more exactly typed ones fit too. */
type PolicyObject = Immutable<Pick<KubeObject, 'apiVersion' | 'kind' | 'metadata'>>;

/** The roles and bindings a server of one minor wants to be there. */
export interface BootstrapPolicy {
  readonly clusterRoles: readonly PolicyObject[];
  readonly clusterRoleBindings: readonly PolicyObject[];
  readonly roles: readonly PolicyObject[];
  readonly roleBindings: readonly PolicyObject[];
}

export interface BootstrapDeps {
  readonly loopback: LoopbackClient;
  readonly clock: Clock;
  /** Told what could not be done in one round; the next round tries again. */
  readonly onError: (message: string, error: unknown) => void;
}

type Reconcile = (
  existing: Immutable<KubeObject>,
  expected: Immutable<KubeObject>,
) => Reconciliation;

const roundIntervalMs = 1_000;
const totalMs = 30_000;
/** Objects of one kind do not depend on each other, and storage answers many at once as fast as one. */
const concurrency = 16;
/** How often one object may appear and vanish again while it is being reconciled. */
const maxAttempts = 3;
/** Waits between tries after a conflict, in milliseconds: upstream's default back-off without jitter. */
const conflictBackoffMs = [10, 50, 250];

/**
 * Makes sure that the policy is in storage, before the server is ready. Other servers may do the same at the
 * same time, also of other minors: everybody only adds.
 * @throws {Error} when it is not there after 30 seconds, or the signal's reason
 * @see kubernetes/kubernetes `pkg/registry/rbac/rest/storage_rbac.go`, the hook `rbac/bootstrap-roles`
 */
export async function ensureBootstrapPolicy(
  policy: BootstrapPolicy,
  deps: BootstrapDeps,
  signal: AbortSignal,
): Promise<void> {
  const endMs = deps.clock.now() + totalMs;
  while (!(await reconcileAll(policy, deps, signal))) {
    if (deps.clock.now() >= endMs) {
      throw new Error('unable to initialize roles: timed out waiting for the condition');
    }
    await deps.clock.sleep(roundIntervalMs, signal);
  }
}

/** One round; false when something has to be tried again. */
async function reconcileAll(
  policy: BootstrapPolicy,
  deps: BootstrapDeps,
  signal: AbortSignal,
): Promise<boolean> {
  const groups: readonly (readonly [string, readonly PolicyObject[], Reconcile])[] = [
    ['clusterroles', policy.clusterRoles, reconcileRole],
    ['clusterrolebindings', policy.clusterRoleBindings, reconcileBinding],
    ['roles', policy.roles, reconcileRole],
    ['rolebindings', policy.roleBindings, reconcileBinding],
  ];
  let complete = true;
  for (const [resource, objects, reconcile] of groups) {
    const gvr = { group: rbacGroup, version: 'v1', resource };
    await forEachAtOnce(objects, concurrency, async (expected) => {
      signal.throwIfAborted();
      try {
        await retryOnConflict(() => reconcileOne(gvr, { ...expected }, reconcile, deps.loopback), {
          clock: deps.clock,
          signal,
        });
      } catch (error) {
        signal.throwIfAborted();
        const name = expected.metadata.name ?? '';
        deps.onError(`unable to reconcile ${resource}.${rbacGroup}/${name}`, error);
        complete = false;
      }
    });
  }
  return complete;
}

/** Begins in order, and has no more than `limit` under way. */
async function forEachAtOnce<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  const worker = async () => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: limit }, worker));
}

async function reconcileOne(
  gvr: GroupVersionResource,
  expected: Immutable<KubeObject>,
  reconcile: Reconcile,
  loopback: LoopbackClient,
): Promise<void> {
  const { namespace = '', name = '' } = expected.metadata;
  const target = { gvr, namespace, name };
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    if (await tryOnce(target, expected, reconcile, loopback)) return;
  }
  throw new Error('exceeded maximum attempts');
}

/** False when the object came or went meanwhile. */
async function tryOnce(
  target: LoopbackTarget,
  expected: Immutable<KubeObject>,
  reconcile: Reconcile,
  loopback: LoopbackClient,
): Promise<boolean> {
  const existing = await getOrUndefined(loopback, target);
  if (existing === undefined) return create(target, expected, loopback);
  const result = reconcile(existing, expected);
  if (result.operation === 'update') {
    return unless(isNotFound, loopback.update(target, result.object));
  }
  if (result.operation === 'recreate') {
    const { uid } = existing.metadata;
    const gone = loopback.delete(target, uid === undefined ? {} : { uid });
    // Gone already is as good; another uid means that somebody else was faster.
    if (!(await unless(isConflict, ignoring(isNotFound, gone)))) return false;
    return create(target, result.object, loopback);
  }
  return true;
}

async function create(
  { gvr, namespace }: LoopbackTarget,
  object: Immutable<KubeObject>,
  loopback: LoopbackClient,
): Promise<boolean> {
  if (namespace !== '') await ensureNamespace(namespace, loopback);
  return unless(isAlreadyExists, loopback.create({ gvr, namespace }, object));
}

async function ensureNamespace(name: string, loopback: LoopbackClient): Promise<void> {
  const gvr = { group: '', version: 'v1', resource: 'namespaces' };
  if ((await getOrUndefined(loopback, { gvr, namespace: '', name })) !== undefined) return;
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
  await ignoring(isAlreadyExists, loopback.create({ gvr, namespace: '' }, namespace));
}

async function getOrUndefined(
  loopback: LoopbackClient,
  target: LoopbackTarget,
): Promise<Immutable<KubeObject> | undefined> {
  try {
    return await loopback.get(target);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** True when the work succeeds, false when it fails in the expected way. */
async function unless(
  expected: (error: unknown) => boolean,
  work: Promise<unknown>,
): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (expected(error)) return false;
    throw error;
  }
}

async function ignoring(
  expected: (error: unknown) => boolean,
  work: Promise<unknown>,
): Promise<void> {
  await unless(expected, work);
}

async function retryOnConflict(
  work: () => Promise<void>,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<void> {
  for (const waitMs of conflictBackoffMs) {
    try {
      await work();
      return;
    } catch (error) {
      if (!isWorthRetrying(error)) throw error;
    }
    await clock.sleep(waitMs, signal);
  }
  await work();
}

/** Also 503: the server may still be blocked by the update of storage versions. */
function isWorthRetrying(error: unknown): boolean {
  return (
    isConflict(error) || (error instanceof StatusError && error.reason === 'ServiceUnavailable')
  );
}
