import { Lifecycle, systemClock, type Clock, type KubeObject } from '@skewplane/apimachinery';
import type { Cluster } from '@skewplane/cluster';
import { AssertionLog, type Failure } from '../assertions/assertion-log.js';
import { Invariants } from '../assertions/invariants.js';
import { Ledger } from '../assertions/ledger.js';
import { WriteVerifier } from '../assertions/write-verifier.js';
import type { ObjectSource, Scenario } from '../document/scenario.js';
import { firstLine } from '../expressions/checks.js';
import { balanced } from '../load/loading.js';
import { readObjectFiles } from '../load/read-object-file.js';
import type { FailureDetails, RunRecord } from '../record/run-record.js';
import { applyObjects } from '../steps/apply-objects.js';
import { executeStep } from '../steps/execute-step.js';
import { Exchanger } from '../traffic/exchange.js';
import { Traffic } from '../traffic/traffic.js';
import { gatherFailureDetails } from './failure-details.js';
import { InstanceMonitor } from './instance-monitor.js';
import { PlaneAccess } from './plane-access.js';
import { PlaneFaults } from './plane-faults.js';
import { randomStream } from './random.js';
import { Recorder } from './recorder.js';
import { RunEnd } from './run-end.js';
import type { RunOptions } from './run-options.js';
import type { RunParts } from './run-parts.js';
import { startPlane } from './start-plane.js';

const defaultSeed = 1;
const defaultKeepRequests = 5_000;
const tickMs = 250;
const objectsTimeoutMs = 60_000;
const endWorkPollMs = 50;

/**
 * Runs a scenario on a plane of its own. Whatever happens, no process is left, and the record says what ran so far.
 * @throws {ScenarioError} when a file that the scenario names cannot be used; nothing has been started then
 */
export async function runScenario(scenario: Scenario, options: RunOptions): Promise<RunRecord> {
  const objects = await readObjectFiles(scenario);
  return new Run(scenario, options, objects).run();
}

class Run {
  readonly #scenario: Scenario;
  readonly #options: RunOptions;
  readonly #objects: ReadonlyMap<ObjectSource, readonly KubeObject[]>;
  readonly #seed: number;
  readonly #clock: Clock;
  readonly #recorder: Recorder;
  readonly #assertions: AssertionLog;
  readonly #end = new RunEnd();
  readonly #lifecycle = new Lifecycle();
  #cluster: Cluster | undefined;
  #details: Promise<FailureDetails> | undefined;

  constructor(
    scenario: Scenario,
    options: RunOptions,
    objects: ReadonlyMap<ObjectSource, readonly KubeObject[]>,
  ) {
    this.#scenario = scenario;
    this.#options = options;
    this.#objects = objects;
    this.#seed = options.seed ?? scenario.seed ?? defaultSeed;
    this.#clock = options.clock ?? systemClock;
    this.#recorder = new Recorder({
      scenario,
      seed: this.#seed,
      clock: this.#clock,
      keepRequests: options.keepRequests ?? defaultKeepRequests,
      onEvent: options.onEvent ?? (() => undefined),
    });
    this.#assertions = new AssertionLog({
      always: scenario.always,
      steps: scenario.steps,
      recorder: this.#recorder,
      onFailure: (failure) => {
        this.#onFailure(failure);
      },
    });
  }

  async run(): Promise<RunRecord> {
    const stopListening = this.#listenForEnd();
    let isComplete = false;
    try {
      const parts = await this.#prepare();
      isComplete = await this.#steps(parts);
    } catch (error) {
      this.#end.end('error', messageOf(error));
    } finally {
      stopListening();
    }
    // Before the plane stops: it holds the traces.
    const details = await this.#details;
    await this.#lifecycle.close().catch((error: unknown) => {
      this.#end.end('error', `could not be stopped in order: ${messageOf(error)}`);
    });
    return this.#recorder.finish(this.#ending(), this.#assertions.records(isComplete), details);
  }

  #ending(): Pick<RunRecord, 'outcome' | 'message'> {
    if (this.#end.ending !== undefined) return this.#end.ending;
    const { first } = this.#assertions;
    if (first === undefined) return { outcome: 'passed' };
    return { outcome: 'failed', message: describeFailure(first) };
  }

  #listenForEnd(): () => void {
    const { signal } = this.#options;
    const interrupt = () => {
      this.#end.end('interrupted', 'interrupted');
    };
    if (signal?.aborted === true) interrupt();
    signal?.addEventListener('abort', interrupt, { once: true });
    const { timeoutMs } = this.#scenario;
    const cancel = this.#clock.setTimeout(() => {
      this.#end.end('error', `the run was not done after ${timeoutMs / 1000} s`);
    }, timeoutMs);
    return () => {
      cancel();
      signal?.removeEventListener('abort', interrupt);
    };
  }

  /** Everything is closed in the reverse order, whether or not the rest came to be. */
  async #prepare(): Promise<RunParts> {
    const scenario = this.#scenario;
    const recorder = this.#recorder;
    const clock = this.#clock;
    const { host, dataDirectory } = this.#options;
    const { instances, peerProxy } = scenario.cluster;
    for (const { name, version } of instances) recorder.band(name, version, 'starting');
    const cluster = await this.#startPlane();
    const access = await PlaneAccess.open(cluster);
    this.#lifecycle.onClose(() => access.close());
    const monitor = new InstanceMonitor({
      ...{ cluster, setups: instances, peerProxy, access, recorder, clock },
    });
    monitor.start();
    this.#lifecycle.onClose(() => monitor.stop());
    const assertions = this.#assertions;
    const invariants = new Invariants(scenario.always, assertions, monitor);
    const ledger = new Ledger();
    const faults = new PlaneFaults(cluster.faults, monitor, recorder);
    this.#lifecycle.onClose(() => faults.healForStop());
    const traffic = this.#traffic(access, ledger, invariants, monitor);
    const isBroken = (instance: string) => faults.concern(instance);
    const verifier = new WriteVerifier({ access, ledger, monitor, invariants, clock, isBroken });
    const parts: RunParts = {
      ...{
        scenario,
        seed: this.#seed,
        host,
        dataDirectory,
        clock,
        cluster,
        access,
        recorder,
        monitor,
      },
      ...{ faults, ledger, assertions, invariants, verifier, traffic, objects: this.#objects },
      instanceWork: new Set(),
    };
    this.#lifecycle.onClose(() => this.#endInstanceWork(parts));
    this.#lifecycle.onClose(this.#startTicking(invariants));
    await this.#loadObjects(parts);
    return parts;
  }

  async #startPlane(): Promise<Cluster> {
    const cluster = await startPlane(this.#scenario, this.#seed, this.#options, {
      signal: this.#end.signal,
      onUnexpectedExit: (description) => {
        this.#end.end('error', description);
      },
    });
    this.#cluster = cluster;
    this.#lifecycle.onClose(() => cluster.stop());
    void cluster.failure.then(({ message }) => {
      this.#end.end('error', message);
    });
    return cluster;
  }

  #traffic(
    access: PlaneAccess,
    ledger: Ledger,
    invariants: Invariants,
    monitor: InstanceMonitor,
  ): Traffic {
    const exchanger = new Exchanger(access, this.#recorder, (exchange) => {
      traffic.count(exchange);
      invariants.exchanged(exchange);
    });
    const traffic = new Traffic({
      ...{ clients: this.#scenario.traffic, exchanger, ledger, invariants, monitor },
      clock: this.#clock,
      random: randomStream(this.#seed).split('traffic'),
      onError: (error) => {
        this.#end.end('error', `the traffic broke down: ${messageOf(error)}`);
      },
    });
    this.#lifecycle.onClose(() => traffic.end());
    return traffic;
  }

  #startTicking(invariants: Invariants): () => void {
    let cancel: () => void = () => undefined;
    const tick = () => {
      invariants.tick(this.#recorder.now());
      cancel = this.#clock.setTimeout(tick, tickMs);
    };
    tick();
    return () => {
      cancel();
    };
  }

  async #loadObjects(parts: RunParts): Promise<void> {
    const timeout = new AbortController();
    const cancel = this.#clock.setTimeout(() => {
      timeout.abort(new Error(`not done after ${objectsTimeoutMs / 1000} s`));
    }, objectsTimeoutMs);
    const signal = AbortSignal.any([this.#end.signal, timeout.signal]);
    try {
      for (const source of this.#scenario.objects) {
        await applyObjects(this.#objects.get(source) ?? [], balanced, parts, signal);
      }
    } finally {
      cancel();
    }
  }

  /** @returns whether all steps were done */
  async #steps(parts: RunParts): Promise<boolean> {
    const { signal } = this.#end;
    for (const { name, autoStart } of this.#scenario.traffic) {
      if (autoStart) parts.traffic.start(name);
    }
    for (const step of this.#scenario.steps) {
      if (signal.aborted) return false;
      this.#recorder.stepStarted(step);
      const broken = this.#assertions.failures;
      try {
        await executeStep(step, parts, signal);
      } catch (error) {
        this.#stepBroke(error, step.line);
        return false;
      }
      const failed = this.#assertions.failures > broken;
      this.#recorder.stepEnded(
        failed ? 'failed' : 'passed',
        failed ? 'an assertion broke' : undefined,
      );
      if (failed && !this.#scenario.keepGoing) return false;
    }
    return this.#finalChecks(parts);
  }

  #stepBroke(error: unknown, line: number): void {
    const { ending } = this.#end;
    if (ending === undefined) {
      const message = messageOf(error);
      this.#recorder.stepEnded('failed', message);
      this.#end.end('error', `${this.#scenario.file}:${line}: ${message}`);
      return;
    }
    const isInterrupted = ending.outcome === 'interrupted';
    this.#recorder.stepEnded(isInterrupted ? 'interrupted' : 'failed', ending.message);
  }

  /** Once nobody writes any more: everything acknowledged must be there, and must have been seen. */
  async #finalChecks({ traffic, verifier }: RunParts): Promise<boolean> {
    const { signal } = this.#end;
    if (this.#scenario.traffic.length === 0) return true;
    try {
      await traffic.drain();
      await verifier.verify(signal);
      await traffic.verifyWatches(signal);
      return true;
    } catch (error) {
      if (!signal.aborted) throw error;
      return false;
    }
  }

  #onFailure(failure: Failure): void {
    if (this.#cluster !== undefined) {
      this.#details ??= gatherFailureDetails(failure, this.#cluster);
    }
    if (!this.#scenario.keepGoing) this.#end.end('failed', describeFailure(failure));
  }

  /** An instance that is still starting would outlive the plane: ends it until its start gives up. */
  async #endInstanceWork({ instanceWork, cluster }: RunParts): Promise<void> {
    for (const { instance, done } of [...instanceWork]) {
      let isDone = false;
      const settled = done.then(
        () => (isDone = true),
        () => (isDone = true),
      );
      const killing = async () => {
        while (!isDone) {
          await cluster.instance(instance).kill();
          await Promise.race([settled, this.#clock.sleep(endWorkPollMs)]);
        }
      };
      await killing();
    }
  }
}

function describeFailure({ assertion }: Failure): string {
  return `${assertion.title}: ${assertion.message ?? ''}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : firstLine(error);
}
