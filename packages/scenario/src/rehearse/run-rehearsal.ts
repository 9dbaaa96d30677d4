import { Lifecycle, systemClock } from '@skewplane/apimachinery';
import type { Clock } from '@skewplane/apimachinery';
import { startCluster } from '@skewplane/cluster';
import type { Cluster, ClusterOptions, HostProcess } from '@skewplane/cluster';
import { checkEnvironment } from './build-rehearsal.js';
import type { Mix, Rehearsal } from './build-rehearsal.js';
import { checkDifferences } from './check-differences.js';
import { Comparison } from './comparison.js';
import type { MixResult, RehearsalResult } from './rehearsal-result.js';
import { resultOf } from './rehearsal-result.js';
import { PlaneObjects } from './plane-objects.js';
import { RehearsalError } from './rehearsal-error.js';
import { runCheck } from './run-check.js';
import type { CheckResult } from './run-check.js';

export interface RunRehearsalOptions {
  /** Node's `process` does. */
  readonly host: HostProcess;
  readonly dataDirectory: string;
  /** Where the check runs. */
  readonly checkDirectory: string;
  readonly checkTimeoutMs?: number;
  /** Whether a check that prints something else than at first differs; false for one that prints times. */
  readonly compareOutput?: boolean;
  /** How long something may differ before it counts: peers have to learn of each other. */
  readonly settleMs?: number;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  readonly onMix?: (mix: Mix) => void;
  readonly onMixDone?: (result: MixResult) => void;
  readonly clusterDefaults?: Partial<ClusterOptions>;
}

const defaultCheckTimeoutMs = 5 * 60_000;
const defaultSettleMs = 5_000;

/**
 * Walks a plane through every mix of a rehearsal, and stops it. What was seen before an interruption, or before the
 * plane broke, is kept.
 *
 * @throws {Error} when the plane cannot be started, or does not take the objects
 */
export async function runRehearsal(
  rehearsal: Rehearsal,
  options: RunRehearsalOptions,
): Promise<RehearsalResult> {
  const { clock = systemClock, signal = new AbortController().signal } = options;
  const lifecycle = new Lifecycle();
  const done: MixResult[] = [];
  try {
    const walk = await startWalk(rehearsal, options, { clock, signal, lifecycle });
    for (const mix of rehearsal.mixes) {
      options.onMix?.(mix);
      const result = await walk.visit(mix);
      done.push(result);
      options.onMixDone?.(result);
    }
    return resultOf(rehearsal, done);
  } catch (error) {
    if (signal.aborted) return resultOf(rehearsal, done, { outcome: 'interrupted' });
    // Before the first mix there is nothing to tell but the error.
    if (done.length === 0 || error instanceof RehearsalError) throw error;
    return resultOf(rehearsal, done, { outcome: 'error', message: (error as Error).message });
  } finally {
    await lifecycle.close();
  }
}

interface WalkDeps {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly lifecycle: Lifecycle;
}

async function startWalk(
  rehearsal: Rehearsal,
  options: RunRehearsalOptions,
  deps: WalkDeps,
): Promise<Walk> {
  const { clock, signal, lifecycle } = deps;
  const { clusterDefaults = {} } = options;
  const isExternal = clusterDefaults.etcd !== undefined && 'servers' in clusterDefaults.etcd;
  const cluster = await startCluster({
    fresh: !isExternal,
    ...clusterDefaults,
    host: options.host,
    dataDirectory: options.dataDirectory,
    versions: rehearsal.mixes[0]?.versions ?? [],
    clock,
    signal,
  });
  lifecycle.onClose(() => cluster.stop());
  const objects = await PlaneObjects.open(cluster, clock);
  lifecycle.onClose(() => objects.close());
  await objects.apply(rehearsal.objects, signal);
  return new Walk(rehearsal, options, { ...deps, cluster, objects });
}

class Walk {
  readonly #rehearsal: Rehearsal;
  readonly #options: RunRehearsalOptions;
  readonly #deps: WalkDeps & { readonly cluster: Cluster; readonly objects: PlaneObjects };
  readonly #comparison: Comparison;
  #firstCheck: CheckResult | undefined;

  constructor(
    rehearsal: Rehearsal,
    options: RunRehearsalOptions,
    deps: WalkDeps & { readonly cluster: Cluster; readonly objects: PlaneObjects },
  ) {
    this.#rehearsal = rehearsal;
    this.#options = options;
    this.#deps = deps;
    const { clock, signal, cluster, objects } = deps;
    this.#comparison = new Comparison({
      objects: rehearsal.objects,
      instances: cluster.instances.map(({ name }) => name),
      look: (object, instance) => objects.look(object, instance, signal),
      settleMs: options.settleMs ?? defaultSettleMs,
      clock,
      signal,
    });
  }

  async visit(mix: Mix): Promise<MixResult> {
    const { cluster, signal } = this.#deps;
    signal.throwIfAborted();
    if (mix.change !== undefined) {
      await cluster.instance(mix.change.instance).restart({ version: mix.change.version });
    }
    signal.throwIfAborted();
    // What objects look like first: the check may well change them.
    const differences = [...(await this.#comparison.compare())];
    const check = await this.#check(mix);
    signal.throwIfAborted();
    if (check !== undefined) {
      const { compareOutput = true } = this.#options;
      differences.push(...checkDifferences(check, this.#firstCheck, compareOutput));
    }
    this.#firstCheck ??= check;
    return { ...mix, ...(check === undefined ? {} : { check }), differences };
  }

  async #check(mix: Mix): Promise<CheckResult | undefined> {
    const { check: command } = this.#rehearsal;
    if (command === undefined) return undefined;
    const { cluster, clock, signal } = this.#deps;
    const { host, checkDirectory, checkTimeoutMs = defaultCheckTimeoutMs } = this.#options;
    return runCheck({
      command,
      directory: checkDirectory,
      env: {
        ...host.env,
        KUBECONFIG: cluster.kubeconfigPath,
        ...checkEnvironment(this.#rehearsal, mix),
      },
      timeoutMs: checkTimeoutMs,
      clock,
      signal,
    });
  }
}
