import {
  isConflict,
  isNotFound,
  type KubeObject,
  type OwnerReference,
} from '@skewplane/apimachinery';
import { resourcePath, type Reconciler, type RestClient, type Result } from '@skewplane/client';
import type { AbsentOwners } from './absent-owners.js';
import { foregroundFinalizer, orphanFinalizer, type Node, type OwnerGraph } from './graph.js';
import type { Mapping, RestMapping } from './rest-mapping.js';

const metadataOnly =
  'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json';
const unknownKindRetryMs = 2_000;
/** Until an owner that is there has been observed. */
const unseenRetryMs = 1_000;

export interface CollectorDeps {
  readonly client: RestClient;
  readonly graph: OwnerGraph;
  readonly mapping: RestMapping;
  readonly absent: AbsentOwners;
  /** Has another look at an object. */
  readonly enqueue: (uid: string) => void;
}

interface OwnerStates {
  readonly solid: OwnerReference[];
  readonly dangling: OwnerReference[];
  /** Owners that wait for this object to go before they can. */
  readonly waiting: OwnerReference[];
}

/** The kind of an owner is in no discovery document: nothing is deleted until it is known. */
class UnknownOwnerKindError extends Error {}

/** An owner in a namespace, of something that is in none: nobody can say where it would be, so nothing is deleted. */
class UnresolvableOwnerError extends Error {}

/**
 * Looks at one object: deletes it when no owner is left, drops references to owners that are gone, and helps
 * owners on that wait for their dependents.
 * @see kubernetes/kubernetes `pkg/controller/garbagecollector/garbagecollector.go`, `attemptToDeleteItem`
 */
export function attemptToDelete(deps: CollectorDeps): Reconciler {
  return async (uid, signal) => {
    const node = deps.graph.get(uid);
    if (node === undefined) return {};
    if (node.observed && node.terminating) {
      if (node.finalizers.includes(orphanFinalizer)) await orphanDependents(deps, node, signal);
      else if (node.finalizers.includes(foregroundFinalizer))
        await processDependents(deps, node, signal);
      return {};
    }
    try {
      if (!node.observed) return await lookForUnseen(deps, node, signal);
      if (node.owners.length > 0) await judge(deps, node, signal);
    } catch (error) {
      if (error instanceof UnknownOwnerKindError) return { requeueAfterMs: unknownKindRetryMs };
      if (error instanceof UnresolvableOwnerError) return {};
      if (isConflict(error)) return { requeueAfterMs: 50 };
      if (!isNotFound(error)) throw error;
      forget(deps, node);
    }
    return {};
  };
}

/** The object went unseen, while nobody watched its kind: owners and dependents have to know. */
function forget({ graph, enqueue }: CollectorDeps, { uid, owners }: Node): void {
  const { dependents } = graph.remove(uid) ?? { dependents: [] };
  for (const dependent of dependents) enqueue(dependent.uid);
  for (const owner of owners) enqueue(owner.uid);
}

/** An owner that no informer has brought: a 404 says that it never was, or is gone unseen. */
async function lookForUnseen(
  deps: CollectorDeps,
  node: Node,
  signal: AbortSignal,
): Promise<Result> {
  const { client, mapping, absent, graph } = deps;
  const { namedAs, namespace, uid } = node;
  if (namedAs === undefined) return {};
  const found = mappingOf(mapping, namedAs, namespace);
  const owner = await getOwner(client, namedAs, found, namespace, signal);
  // An informer may have been faster than the answer.
  if (graph.get(uid) !== node || node.observed) return {};
  if (owner?.metadata.uid === uid) return { requeueAfterMs: unseenRetryMs };
  absent.add(namedAs, found.namespaced ? namespace : '');
  forget(deps, node);
  return {};
}

async function judge(deps: CollectorDeps, node: Node, signal: AbortSignal): Promise<void> {
  const { client } = deps;
  const latest = await client.get<KubeObject>(pathOf(node), { accept: metadataOnly, signal });
  if (latest.metadata.uid !== node.uid) {
    forget(deps, node);
    return;
  }
  const references = latest.metadata.ownerReferences ?? [];
  if (references.length === 0) return;
  const { solid, dangling, waiting } = await ownerStates(deps, node, references, signal);

  if (solid.length > 0) {
    const gone = new Set([...dangling, ...waiting].map(({ uid }) => uid));
    if (gone.size > 0) await dropReferences(client, node, latest, gone, signal);
    return;
  }
  const finalizers = latest.metadata.finalizers ?? [];
  const policy =
    waiting.length > 0 && node.dependents.size > 0
      ? 'Foreground'
      : finalizers.includes(orphanFinalizer)
        ? 'Orphan'
        : finalizers.includes(foregroundFinalizer)
          ? 'Foreground'
          : 'Background';
  await deleteNode(client, node, latest, policy, signal);
}

async function ownerStates(
  deps: CollectorDeps,
  node: Node,
  references: readonly OwnerReference[],
  signal: AbortSignal,
): Promise<OwnerStates> {
  const states: OwnerStates = { solid: [], dangling: [], waiting: [] };
  for (const reference of references) {
    const owner = await liveOwner(deps, node, reference, signal);
    if (owner === undefined) {
      states.dangling.push(reference);
    } else if (
      owner.metadata.deletionTimestamp !== undefined &&
      owner.metadata.finalizers?.includes(foregroundFinalizer) === true &&
      reference.blockOwnerDeletion === true
    ) {
      states.waiting.push(reference);
    } else {
      states.solid.push(reference);
    }
  }
  return states;
}

/** Asks the API itself: only its 404 says that an owner is gone, any other failure is no answer. */
async function liveOwner(
  { client, mapping, absent }: CollectorDeps,
  { namespace }: Node,
  reference: OwnerReference,
  signal: AbortSignal,
): Promise<KubeObject | undefined> {
  if (absent.has(reference, namespace)) return undefined;
  const found = mappingOf(mapping, reference, namespace);
  const owner = await getOwner(client, reference, found, namespace, signal);
  if (owner?.metadata.uid === reference.uid) return owner;
  absent.add(reference, found.namespaced ? namespace : '');
  return undefined;
}

/** @param namespace of the dependent */
function mappingOf(mapping: RestMapping, owner: OwnerReference, namespace: string): Mapping {
  const found = mapping.ofOwner(owner);
  if (found === undefined) throw new UnknownOwnerKindError();
  if (found.namespaced && namespace === '') throw new UnresolvableOwnerError();
  return found;
}

async function getOwner(
  client: RestClient,
  { name }: OwnerReference,
  { gvr, namespaced }: Mapping,
  namespace: string,
  signal: AbortSignal,
): Promise<KubeObject | undefined> {
  const path = resourcePath(gvr, { namespace: namespaced ? namespace : '', name });
  try {
    return await client.get<KubeObject>(path, { accept: metadataOnly, signal });
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

async function dropReferences(
  client: RestClient,
  node: Node,
  { metadata }: KubeObject,
  gone: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<void> {
  const ownerReferences = (metadata.ownerReferences ?? []).filter(({ uid }) => !gone.has(uid));
  await client.mergePatch(
    pathOf(node),
    { metadata: { uid: node.uid, resourceVersion: metadata.resourceVersion, ownerReferences } },
    { signal },
  );
}

async function deleteNode(
  client: RestClient,
  node: Node,
  { metadata }: KubeObject,
  propagationPolicy: 'Background' | 'Foreground' | 'Orphan',
  signal: AbortSignal,
): Promise<void> {
  await client.delete(pathOf(node), {
    body: {
      kind: 'DeleteOptions',
      apiVersion: 'v1',
      propagationPolicy,
      // An owner may have been added since we looked: then this must fail.
      preconditions: { uid: node.uid, resourceVersion: metadata.resourceVersion },
    },
    signal,
  });
}

/** Foreground: dependents that block go first, then the finalizer. */
async function processDependents(
  deps: CollectorDeps,
  node: Node,
  signal: AbortSignal,
): Promise<void> {
  const blocking = [...node.dependents].filter(
    ({ owners, observed }) =>
      observed &&
      owners.some(({ uid, blockOwnerDeletion }) => uid === node.uid && blockOwnerDeletion === true),
  );
  for (const { uid, terminating } of blocking) if (!terminating) deps.enqueue(uid);
  for (const { uid, observed } of node.dependents)
    if (observed && !blocking.some((each) => each.uid === uid)) deps.enqueue(uid);
  if (blocking.length === 0) await removeFinalizer(deps.client, node, foregroundFinalizer, signal);
}

/** Orphan: dependents forget their owner, then the finalizer goes. */
async function orphanDependents(
  { client }: CollectorDeps,
  node: Node,
  signal: AbortSignal,
): Promise<void> {
  for (const dependent of [...node.dependents]) {
    if (!dependent.observed) continue;
    await withoutNotFound(async () => {
      const latest = await client.get<KubeObject>(pathOf(dependent), {
        accept: metadataOnly,
        signal,
      });
      if (latest.metadata.uid === dependent.uid)
        await dropReferences(client, dependent, latest, new Set([node.uid]), signal);
    });
  }
  await removeFinalizer(client, node, orphanFinalizer, signal);
}

async function removeFinalizer(
  client: RestClient,
  node: Node,
  finalizer: string,
  signal: AbortSignal,
): Promise<void> {
  await withoutNotFound(async () => {
    const { metadata } = await client.get<KubeObject>(pathOf(node), {
      accept: metadataOnly,
      signal,
    });
    if (metadata.uid !== node.uid || metadata.finalizers?.includes(finalizer) !== true) return;
    const finalizers = metadata.finalizers.filter((each) => each !== finalizer);
    await client.mergePatch(
      pathOf(node),
      { metadata: { resourceVersion: metadata.resourceVersion, finalizers } },
      { signal },
    );
  });
}

async function withoutNotFound(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}

function pathOf({ gvr, namespace, name }: Node): string {
  return resourcePath(gvr, { namespace, name });
}
