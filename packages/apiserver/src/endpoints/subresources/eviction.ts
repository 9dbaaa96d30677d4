import {
  StatusError,
  badRequest,
  isConflict,
  isRecord,
  type KubeObject,
} from '@skewplane/apimachinery';
import type { WriteContext } from '../../registry/write-context.js';
import { matchNamespace } from '../create.js';
import { negotiate } from '../negotiate.js';
import { isPretty } from '../pretty.js';
import { deleteRequest, writeOptions } from '../query.js';
import { sendValue } from '../respond.js';
import {
  bodyOf,
  warner,
  writeContext,
  type EndpointDeps,
  type ResourceRequest,
  type VerbHandler,
} from '../verb-handler.js';
import { budgetsOf, takeDisruption, tooManyDisruptions, type Budget } from './disruption-budget.js';

type DeleteOptions = ReturnType<typeof deleteRequest>;

const attempts = 5;

/**
 * Deletes a pod if its disruption budget allows.
 * @see kubernetes/kubernetes `pkg/registry/core/pod/storage/eviction.go`
 */
export const createEviction: VerbHandler = async (deps, resource) => {
  const { info, request, reply, namespace } = resource;
  const form = negotiate(request.headers.accept, [], { pretty: isPretty(request) });
  const options = writeOptions(request, 'CreateOptions');
  const body = bodyOf(request);
  const eviction = deps.decoder.decode(
    // Clients from before 1.22 send the beta version still, and it is still taken.
    { origin: 'built-in', gvk: kindOf(body), schema: undefined },
    body,
    request.headers['content-type'],
    { fieldValidation: options.fieldValidation, warn: warner(request) },
  );
  request.context.audit?.recordRequest(eviction);
  matchNamespace(eviction, namespace, true);
  if (eviction.metadata.name !== info.name)
    throw badRequest('name in URL does not match name in Eviction object');
  const asked = eviction['deleteOptions'];
  const deletion = deleteRequest(request, isRecord(asked) ? asked : {});
  const dryRun = deletion.dryRun || options.dryRun;
  const write = writeContext(deps, request, { dryRun, kind: 'DeleteOptions' });
  await evict(deps, resource, deletion, write);
  return sendValue(
    reply,
    201,
    { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 },
    form,
  );
};

function kindOf(body: Buffer) {
  const version = body.includes('policy/v1beta1') ? 'v1beta1' : 'v1';
  return { group: 'policy', version, kind: 'Eviction' };
}

async function evict(
  deps: EndpointDeps,
  { scope, info, namespace }: ResourceRequest,
  deletion: DeleteOptions,
  write: WriteContext,
): Promise<void> {
  const { name } = info;
  const remove = async (resourceVersion: string | undefined): Promise<void> => {
    const preconditions =
      deletion.preconditions?.resourceVersion === undefined && resourceVersion !== undefined
        ? { ...deletion.preconditions, resourceVersion }
        : deletion.preconditions;
    await deps.store.delete(scope, namespace, name, { ...deletion, preconditions }, write);
  };
  const mayRetry = deletion.preconditions?.resourceVersion === undefined;
  for (let attempt = 1; ; attempt++) {
    const pod = (await deps.store.get(scope, namespace, name, { signal: write.signal }))
      .object as KubeObject;
    const { phase } = statusOf(pod);
    const isEnding =
      phase === 'Succeeded' || phase === 'Failed' || pod.metadata.deletionTimestamp !== undefined;
    if (!isEnding && phase !== 'Pending') return evictWithBudget(deps, pod, remove, write);
    try {
      // A pod that is about to run may come under a budget: then judge it anew.
      await remove(isEnding ? undefined : pod.metadata.resourceVersion);
      return;
    } catch (error) {
      if (!mayRetry || attempt === attempts || !isConflict(error)) throw error;
    }
  }
}

async function evictWithBudget(
  deps: EndpointDeps,
  pod: KubeObject,
  remove: (resourceVersion: string | undefined) => Promise<void>,
  write: WriteContext,
): Promise<void> {
  const budgets = await budgetsOf(deps, pod, write.signal);
  const [budget] = budgets;
  if (budget === undefined) return remove(undefined);
  if (budgets.length > 1) {
    throw new StatusError({
      code: 500,
      reason: '',
      message:
        'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    });
  }
  if (!isReady(pod) && toleratesUnready(budget)) {
    try {
      await remove(pod.metadata.resourceVersion);
      return;
    } catch (error) {
      // It may have become ready meanwhile.
      if (isConflict(error)) throw tooManyDisruptions(budget.metadata.name ?? '');
      throw error;
    }
  }
  await takeDisruption(deps, budget, pod, write);
  return remove(undefined);
}

/** Pods that are not ready count for nothing while enough others are healthy. */
function toleratesUnready({ status }: Budget): boolean {
  const { currentHealthy = 0, desiredHealthy = 0 } = status;
  return currentHealthy >= desiredHealthy && desiredHealthy > 0;
}

function statusOf(pod: KubeObject): {
  readonly phase?: string;
  readonly conditions?: readonly { type: string; status: string }[];
} {
  return isRecord(pod['status']) ? pod['status'] : {};
}

const isReady = (pod: KubeObject): boolean =>
  statusOf(pod).conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ??
  false;
