import {
  formatGroupResource,
  isConflict,
  isNotFound,
  isTerminating,
  StatusError,
  type KubeObject,
} from '@skewplane/apimachinery';
import {
  discover,
  resourcePath,
  type DiscoveredResource,
  type Reconciler,
} from '@skewplane/client';
import type { ControllerDeps } from '../deps.js';
import { namespaceConditions, type DeletionReport, type NamespaceCondition } from './conditions.js';

const namespaces = { group: '', version: 'v1', resource: 'namespaces' };
const kubernetesFinalizer = 'kubernetes';
/** How long to wait before looking again at a namespace that still holds something. */
const recheckMs = 500;
const metadataList =
  'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json';

interface Namespace extends KubeObject {
  spec?: { finalizers?: string[] };
  status?: { phase?: string; conditions?: NamespaceCondition[] };
}

/**
 * Deletes what a terminating namespace holds, tells of it in the conditions, and takes the finalizer away when
 * nothing is left.
 * @see kubernetes/kubernetes `pkg/controller/namespace/deletion/namespaced_resources_deleter.go`
 */
export function namespaceReconciler(deps: ControllerDeps): Reconciler {
  const { client } = deps;
  return async (name, signal) => {
    const namespace = await getNamespace(deps, name, signal);
    if (namespace === undefined || !isTerminating(namespace)) return {};
    if (!namespace.spec?.finalizers?.includes(kubernetesFinalizer)) return {};

    const report = await emptyNamespace(deps, name, signal);
    await writeConditions(deps, namespace, report, signal);
    const failure = report.discoveryFailure ?? report.contentFailure;
    if (failure !== undefined) throw new Error(failure);
    if (report.remaining.size > 0) return { requeueAfterMs: recheckMs };

    const fresh = await getNamespace(deps, name, signal);
    if (fresh === undefined) return {};
    const finalizers = (fresh.spec?.finalizers ?? []).filter(
      (each) => each !== kubernetesFinalizer,
    );
    await ignoring(isNotFound, () =>
      client.update(
        resourcePath(namespaces, { name, subresource: 'finalize' }),
        { ...fresh, spec: { ...fresh.spec, finalizers } },
        { signal },
      ),
    );
    return {};
  };
}

async function getNamespace(
  { client }: ControllerDeps,
  name: string,
  signal: AbortSignal,
): Promise<Namespace | undefined> {
  return ignoring(isNotFound, () =>
    client.get<Namespace>(resourcePath(namespaces, { name }), { signal }),
  );
}

async function emptyNamespace(
  deps: ControllerDeps,
  namespace: string,
  signal: AbortSignal,
): Promise<DeletionReport> {
  let resources: readonly DiscoveredResource[] = [];
  let discoveryFailure: string | undefined;
  try {
    const found = await discover(deps.client, signal);
    resources = found.resources;
    if (found.stale.length > 0) {
      discoveryFailure = `Discovery failed for some groups, ${String(found.stale.length)} failing: unable to retrieve the complete list of server APIs: ${found.stale.map((gv) => `${gv}: stale GroupVersion discovery: ${gv}`).join(', ')}`;
    }
  } catch (error) {
    if (signal.aborted) throw error;
    discoveryFailure = `Discovery failed for some groups, 1 failing: ${messageOf(error)}`;
  }
  const remaining = new Map<string, number>();
  const finalizers = new Map<string, number>();
  const failures: string[] = [];
  const deletable = resources.filter(
    ({ namespaced, verbs, preferred }) =>
      namespaced && preferred && verbs.includes('delete') && verbs.includes('list'),
  );
  await eachOf(deletable, 8, async (resource) => {
    try {
      const left = await emptyResource(deps, resource, namespace, signal);
      if (left.length > 0) remaining.set(formatGroupResource(resource.gvr), left.length);
      for (const { metadata } of left) {
        for (const finalizer of metadata.finalizers ?? [])
          finalizers.set(finalizer, (finalizers.get(finalizer) ?? 0) + 1);
      }
    } catch (error) {
      if (signal.aborted) throw error;
      failures.push(messageOf(error));
    }
  });
  const contentFailure =
    failures.length === 0
      ? undefined
      : `Failed to delete all resource types, ${String(failures.length)} remaining: ${failures.join(', ')}`;
  return { discoveryFailure, contentFailure, remaining, finalizers };
}

/** @returns what is still there afterwards; nothing also when the server does not know the resource */
async function emptyResource(
  { client }: ControllerDeps,
  { gvr, verbs }: DiscoveredResource,
  namespace: string,
  signal: AbortSignal,
): Promise<KubeObject[]> {
  const path = resourcePath(gvr, { namespace });
  const list = () =>
    ignoring(
      isUnknownResource,
      async () => (await client.list(path, { accept: metadataList, signal })).items,
    );
  const before = (await list()) ?? [];
  if (before.length === 0) return [];
  const options = { propagationPolicy: 'Background' };
  if (verbs.includes('deletecollection')) {
    await ignoring(isUnknownResource, () =>
      client.delete(path, {
        body: { kind: 'DeleteOptions', apiVersion: 'v1', ...options },
        signal,
      }),
    );
  } else {
    await eachOf(before, 4, async ({ metadata }) => {
      await ignoring(isNotFound, () =>
        client.delete(resourcePath(gvr, { namespace, name: metadata.name }), {
          query: options,
          signal,
        }),
      );
    });
  }
  return (await list()) ?? [];
}

async function writeConditions(
  { client, clock }: ControllerDeps,
  namespace: Namespace,
  report: DeletionReport,
  signal: AbortSignal,
): Promise<void> {
  const existing = namespace.status?.conditions ?? [];
  const ours = namespaceConditions(report, existing, clock.now());
  const others = existing.filter(({ type }) => !ours.some((each) => each.type === type));
  const conditions = [...others, ...ours];
  if (JSON.stringify(conditions) === JSON.stringify(existing)) return;
  const name = namespace.metadata.name;
  await ignoring(
    (error) => isNotFound(error) || isConflict(error),
    () =>
      client.update(
        resourcePath(namespaces, { name, subresource: 'status' }),
        { ...namespace, status: { ...namespace.status, conditions } },
        { signal },
      ),
  );
}

/** A resource that the server has no route for, or cannot list, counts as empty, as it does upstream. */
function isUnknownResource(error: unknown): boolean {
  return isNotFound(error) || (error instanceof StatusError && error.code === 405);
}

async function ignoring<T>(
  expected: (error: unknown) => boolean,
  run: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    if (expected(error)) return undefined;
    throw error;
  }
}

async function eachOf<T>(
  items: readonly T[],
  workers: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
