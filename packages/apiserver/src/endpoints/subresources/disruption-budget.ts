import {
  StatusError,
  forbidden,
  formatTime,
  internalError,
  labelSelectorFromSpec,
  type KubeObject,
} from '@skewplane/apimachinery';
import { apiserverUser } from '../../registry/loopback-client.js';
import type { ResourceScope } from '../../registry/resource-scope.js';
import type { WriteContext } from '../../registry/write-context.js';
import type { EndpointDeps } from '../verb-handler.js';

const gvr = { group: 'policy', version: 'v1', resource: 'poddisruptionbudgets' };
const maxDisruptedPods = 2000;

/** A PodDisruptionBudget, in what evictions look at. */
export interface Budget extends KubeObject {
  spec?: { selector?: unknown };
  status: {
    observedGeneration?: number;
    disruptionsAllowed?: number;
    currentHealthy?: number;
    desiredHealthy?: number;
    disruptedPods?: Record<string, string>;
    conditions?: { type: string; [field: string]: unknown }[];
  };
}

/** The budgets that a pod is under. */
export async function budgetsOf(
  deps: EndpointDeps,
  pod: KubeObject,
  signal: AbortSignal,
): Promise<Budget[]> {
  const { items } = await deps.store.list(budgetScope(deps), pod.metadata.namespace ?? '', {
    signal,
  });
  return items
    .map(({ object }) => object as Budget)
    .filter(({ spec }) => {
      const selector = labelSelectorFromSpec(spec?.selector);
      // An empty selector matches nothing here, unlike elsewhere.
      return selector !== undefined && !selector.empty && selector.matches(pod.metadata.labels);
    });
}

/**
 * Counts one disruption against a budget.
 * @see kubernetes/kubernetes `pkg/registry/core/pod/storage/eviction.go`, `checkAndDecrement`
 * @throws {StatusError} 429 when the budget allows none
 */
export async function takeDisruption(
  deps: EndpointDeps,
  { metadata }: Budget,
  pod: KubeObject,
  write: WriteContext,
): Promise<void> {
  await deps.store.update(
    budgetScope(deps),
    {
      namespace: metadata.namespace ?? '',
      name: metadata.name ?? '',
      target: 'status',
      subresource: 'status',
      allowCreate: false,
      transform: (current) => disrupted(structuredClone(current) as Budget, pod, write.nowMs),
    },
    { ...write, user: apiserverUser, fieldManager: 'kube-apiserver', admission: false },
  );
}

function disrupted(budget: Budget, pod: KubeObject, nowMs: number): Budget {
  const { metadata, status } = budget;
  const name = metadata.name ?? '';
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) throw tooManyDisruptions(name);
  const allowed = status.disruptionsAllowed ?? 0;
  const resource = { group: 'policy', resource: 'poddisruptionbudget' };
  if (allowed < 0) throw forbidden(resource, name, 'pdb disruptions allowed is negative');
  if (Object.keys(status.disruptedPods ?? {}).length > maxDisruptedPods) {
    throw forbidden(
      resource,
      name,
      'DisruptedPods map too big - too many evictions not confirmed by PDB controller',
    );
  }
  if (allowed === 0) {
    const { desiredHealthy = 0, currentHealthy = 0 } = status;
    throw refused(
      `The disruption budget ${name} needs ${String(desiredHealthy)} healthy pods and has ${String(currentHealthy)} currently`,
    );
  }
  status.disruptionsAllowed = allowed - 1;
  if (allowed === 1) setNoneAllowed(status, nowMs);
  status.disruptedPods = {
    ...status.disruptedPods,
    [pod.metadata.name ?? '']: formatTime(nowMs),
  };
  return budget;
}

function setNoneAllowed(status: Budget['status'], nowMs: number): void {
  const type = 'DisruptionAllowed';
  const others = (status.conditions ?? []).filter((condition) => condition.type !== type);
  const observed = status.observedGeneration;
  const condition = {
    type,
    status: 'False',
    ...(observed === undefined ? {} : { observedGeneration: observed }),
    lastTransitionTime: formatTime(nowMs),
    reason: 'InsufficientPods',
    message: '',
  };
  status.conditions = [...others, condition];
}

/** The budget is behind what it stands for, so try again. */
export function tooManyDisruptions(name: string): StatusError {
  return refused(`The disruption budget ${name} is still being processed by the server.`, 10);
}

function refused(cause: string, retryAfterSeconds?: number): StatusError {
  return new StatusError({
    code: 429,
    reason: 'TooManyRequests',
    message: "Cannot evict pod as it would violate the pod's disruption budget.",
    details: {
      causes: [{ reason: 'DisruptionBudget', message: cause }],
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    },
  });
}

function budgetScope({ lookup }: EndpointDeps): ResourceScope {
  const scope = lookup.get(gvr);
  if (scope === undefined) throw internalError(`${gvr.resource} are not served here`);
  return scope;
}
