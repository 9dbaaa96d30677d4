import { setMaxListeners } from 'node:events';
import type { Clock } from '@skewplane/apimachinery';
import type { Invariants } from '../assertions/invariants.js';
import type { Ledger } from '../assertions/ledger.js';
import type { TrafficClient } from '../document/scenario.js';
import { balanced } from '../load/loading.js';
import type { InstanceMonitor } from '../run/instance-monitor.js';
import type { Random } from '../run/random.js';
import { ClientRunner } from './client-runner.js';
import type { Exchange, Exchanger } from './exchange.js';
import { Watcher } from './watcher.js';

const drainMs = 10_000;
const pollMs = 20;

export interface TrafficDeps {
  readonly clients: readonly TrafficClient[];
  readonly exchanger: Exchanger;
  readonly ledger: Ledger;
  readonly invariants: Invariants;
  readonly monitor: InstanceMonitor;
  readonly clock: Clock;
  readonly random: Random;
  /** A client broke down, which no answer should make it. */
  readonly onError: (error: unknown) => void;
}

interface Running {
  readonly runner: ClientRunner;
  stop: AbortController | undefined;
  done: Promise<void>;
}

type Counts = Record<string, number>;

/** All clients of a scenario, and what they have counted. */
export class Traffic {
  readonly #deps: TrafficDeps;
  readonly #clients = new Map<string, Running>();
  readonly #watchers: Watcher[] = [];
  readonly #watching: Promise<void>[] = [];
  readonly #end = new AbortController();
  readonly #counts = new Map<string, Counts>();
  #sent = 0;

  constructor(deps: TrafficDeps) {
    this.#deps = deps;
    setMaxListeners(0, this.#end.signal); // every request on its way listens
    for (const client of deps.clients) {
      const runner = new ClientRunner(client, deps.random.split(client.name), deps);
      this.#clients.set(client.name, { runner, stop: undefined, done: Promise.resolve() });
      this.#counts.set(client.name, {});
    }
  }

  /** Requests so far, watches and lists of watchers among them. */
  get sent(): number {
    return this.#sent;
  }

  get isSending(): boolean {
    return [...this.#clients.values()].some(({ stop }) => stop !== undefined);
  }

  start(name: string): void {
    const running = this.#clients.get(name);
    const client = this.#deps.clients.find((each) => each.name === name);
    if (running === undefined || client === undefined || running.stop !== undefined) return;
    const stop = new AbortController();
    running.stop = stop;
    const previous = running.done;
    running.done = previous
      .then(() => (sends(client) ? running.runner.run(stop.signal, this.#end.signal) : undefined))
      .catch(this.#deps.onError);
    if (client.watch && !this.#watchers.some((watcher) => watcher.client === client)) {
      for (const resource of client.resources)
        this.#watch(new Watcher(client, resource, this.#deps));
    }
  }

  /** Its watches stay: they are to see what others write. */
  async stop(name: string): Promise<void> {
    const running = this.#clients.get(name);
    running?.stop?.abort();
    if (running === undefined) return;
    running.stop = undefined;
    await running.done;
  }

  /** Lets what is on its way be answered, without sending more. */
  async drain(): Promise<void> {
    await Promise.all([...this.#clients.keys()].map((name) => this.stop(name)));
  }

  /** Ends everything at once. */
  async end(): Promise<void> {
    this.#end.abort();
    await this.drain();
    await Promise.all(this.#watching);
  }

  count({ record }: Exchange): void {
    this.#sent++;
    const counts = this.#counts.get(record.client);
    if (counts === undefined) return;
    counts[record.outcome] = (counts[record.outcome] ?? 0) + 1;
    counts['sent'] = (counts['sent'] ?? 0) + 1;
  }

  /** By client and outcome, and `sent` for all of them. */
  counts(): Map<string, Counts> {
    return new Map([...this.#counts].map(([name, counts]) => [name, { ...counts }]));
  }

  /** Waits until every watch has seen what was acknowledged by now; reports those that do not. */
  async verifyWatches(signal: AbortSignal): Promise<void> {
    const { clock, invariants } = this.#deps;
    const deadline = clock.now() + drainMs;
    const waiting = new Map(this.#watchers.map((watcher) => [watcher, watcher.outstanding()]));
    for (;;) {
      for (const [watcher, expected] of waiting) {
        const left = new Set(watcher.outstanding());
        const still = expected.filter((each) => left.has(each));
        // Through an instance that is away nothing can come.
        if (still.length === 0 || !this.#isReachable(watcher)) waiting.delete(watcher);
        else waiting.set(watcher, still);
      }
      if (waiting.size === 0) return;
      if (clock.now() > deadline) break;
      await clock.sleep(pollMs, signal);
    }
    for (const [{ client, lastRequest }, [first = '', ...others]] of waiting) {
      const more = others.length === 0 ? '' : ` and ${others.length} others`;
      const message = `the watch of ${client.name} through ${client.via} has not seen ${first}${more} after ${drainMs / 1000} s`;
      invariants.broken('watchesComplete', message, lastRequest);
    }
  }

  #isReachable({ client, lastRequest }: Watcher): boolean {
    const { monitor } = this.#deps;
    // A stream stays where it was opened: one at an instance that is cut off waits as its client would.
    const holders = lastRequest?.servedBy ?? [];
    if (!holders.every((name) => monitor.isReady(name))) return false;
    if (client.via === balanced) return monitor.names.some((name) => monitor.isReady(name));
    return monitor.isReady(client.via);
  }

  #watch(watcher: Watcher): void {
    this.#watchers.push(watcher);
    this.#watching.push(watcher.run(this.#end.signal).catch(this.#deps.onError));
  }
}

function sends({ verbs }: TrafficClient): boolean {
  return Object.values(verbs).some((weight) => weight > 0);
}
