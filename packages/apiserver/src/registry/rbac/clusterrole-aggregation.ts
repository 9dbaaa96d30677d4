import {
  isConflict,
  isNotFound,
  labelSelectorFromSpec,
  type Clock,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import {
  aggregationRuleOf,
  rbacGroup,
  rulesOf,
  type PolicyRule,
} from '../../authorization/rbac/rbac-objects.js';
import type { LiveView } from '../../storage/live-view.js';
import type { LoopbackClient } from '../loopback.js';

export interface AggregationDeps {
  readonly clusterRoles: LiveView;
  readonly loopback: LoopbackClient;
  readonly clock: Clock;
  /** Told of writes that failed; they are tried again. */
  readonly onError: (error: unknown) => void;
}

type ClusterRole = Immutable<KubeObject>;

const retryDelayMs = 1_000;
const clusterRolesResource = { group: rbacGroup, version: 'v1', resource: 'clusterroles' } as const;

/**
 * Keeps the rules of aggregated ClusterRoles equal to those of the roles they select, until the signal aborts.
 *
 * Upstream does this in kube-controller-manager; here every server does, so that admin, edit and view work
 * without one. Servers do not fight, whatever their minor: all compute from the same live roles, and only a
 * difference is written.
 * @see kubernetes/kubernetes `pkg/controller/clusterroleaggregation/clusterroleaggregation_controller.go`
 */
export async function runClusterRoleAggregation(
  deps: AggregationDeps,
  signal: AbortSignal,
): Promise<void> {
  const changes = new ChangeFlag();
  const unsubscribe = deps.clusterRoles.onChange(() => {
    changes.raise();
  });
  try {
    await untilAborted(deps.clusterRoles.synced, signal);
    changes.raise();
    while (await changes.next(signal)) {
      if (!(await aggregateAll(deps, signal))) await retryLater(deps.clock, changes, signal);
    }
  } finally {
    unsubscribe();
  }
}

/** Rules an aggregated role should have; undefined when the role is not aggregated. */
export function aggregatedRules(
  role: ClusterRole,
  all: readonly ClusterRole[],
): readonly PolicyRule[] | undefined {
  const rule = aggregationRuleOf(role);
  if (rule === undefined) return undefined;
  const rules = new Map<string, PolicyRule>();
  for (const spec of rule.clusterRoleSelectors ?? []) {
    const selector = labelSelectorFromSpec(spec);
    if (selector === undefined) continue;
    for (const other of all) {
      if (other.metadata.name === role.metadata.name) continue;
      if (!selector.matches(other.metadata.labels)) continue;
      for (const each of rulesOf(other)) {
        const key = keyOf(each);
        if (!rules.has(key)) rules.set(key, each);
      }
    }
  }
  return [...rules.values()];
}

/** False when a write failed and has to be tried again. */
async function aggregateAll(deps: AggregationDeps, signal: AbortSignal): Promise<boolean> {
  const all = [...deps.clusterRoles.list()].map(({ object }) => object).sort(byName);
  let complete = true;
  for (const role of all) {
    if (signal.aborted) return true;
    const rules = aggregatedRules(role, all);
    if (rules === undefined || sameRules(rules, rulesOf(role))) continue;
    complete = (await writeRules(role, rules, deps)) && complete;
  }
  return complete;
}

async function writeRules(
  role: ClusterRole,
  rules: readonly PolicyRule[],
  { loopback, onError }: AggregationDeps,
): Promise<boolean> {
  const name = role.metadata.name ?? '';
  try {
    // The resourceVersion it was computed from guards the write.
    await loopback.update(
      { gvr: clusterRolesResource, namespace: '', name },
      { ...role, rules: rules },
    );
    return true;
  } catch (error) {
    // Somebody else wrote first: their change comes through the view and starts a new round.
    if (isConflict(error) || isNotFound(error)) return true;
    onError(error);
    return false;
  }
}

async function retryLater(clock: Clock, changes: ChangeFlag, signal: AbortSignal): Promise<void> {
  await untilAborted(clock.sleep(retryDelayMs, signal), signal);
  changes.raise();
}

function byName(a: ClusterRole, b: ClusterRole): number {
  const left = a.metadata.name ?? '';
  const right = b.metadata.name ?? '';
  return left < right ? -1 : left > right ? 1 : 0;
}

function sameRules(a: readonly PolicyRule[], b: readonly PolicyRule[]): boolean {
  return a.length === b.length && a.every((rule, index) => isSame(rule, b[index]));
}

function isSame(a: PolicyRule, b: PolicyRule | undefined): boolean {
  return b !== undefined && keyOf(a) === keyOf(b);
}

/** The same for equal rules; absent and empty lists are equal. */
function keyOf(rule: PolicyRule): string {
  const { verbs, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  return JSON.stringify([verbs, apiGroups, resources, resourceNames, nonResourceURLs]);
}

/** Many changes while one round runs make one more round. */
class ChangeFlag {
  #raised = false;
  #wake: (() => void) | undefined;

  raise(): void {
    this.#raised = true;
    this.#wake?.();
  }

  /** Waits for a change and takes it; false when the signal aborts first. */
  async next(signal: AbortSignal): Promise<boolean> {
    if (!this.#raised && !signal.aborted) await this.#wait(signal);
    this.#raised = false;
    return !signal.aborted;
  }

  #wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#wake = undefined;
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#wake = wake;
      signal.addEventListener('abort', wake);
    });
  }
}

/** Resolves when `work` does or the signal aborts; rejects only for failures that are no abort. */
async function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const settled = new AbortController();
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    const onAbort = () => {
      resolve();
    };
    signal.addEventListener('abort', onAbort, { signal: settled.signal });
  });
  try {
    await Promise.race([work, aborted]);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    settled.abort();
  }
}
