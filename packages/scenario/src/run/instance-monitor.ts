import type { Clock } from '@skewplane/apimachinery';
import type { Cluster, Instance } from '@skewplane/cluster';
import type { InstanceSetup } from '../document/scenario.js';
import type { InstanceView } from '../expressions/compiled.js';
import { servedBy } from '../load/served.js';
import type { LaneBand } from '../record/run-record.js';
import { adminUser } from '../load/loading.js';
import type { PlaneAccess } from './plane-access.js';
import type { Recorder } from './recorder.js';

const pollMs = 100;
const readyTimeoutMs = 2_000;

interface Watched {
  readonly instance: Instance;
  setup: InstanceSetup;
  served: ReadonlySet<string>;
  state: LaneBand['state'];
  /** Since the run began; of no meaning unless it is ready. */
  readySinceMs: number;
  /** It was ready since it was started last. */
  wasReady: boolean;
  isPaused: boolean;
  /** A step is about to end it: no answer of `/readyz` counts until it is back. */
  isLeaving: boolean;
}

/** Follows which instances are ready, and so what the plane must answer. */
export class InstanceMonitor {
  readonly #watched: ReadonlyMap<string, Watched>;
  readonly #access: PlaneAccess;
  readonly #recorder: Recorder;
  readonly #clock: Clock;
  readonly #peerProxy: boolean;
  readonly #stopping = new AbortController();
  #loops: Promise<unknown> = Promise.resolve();

  constructor(options: {
    readonly cluster: Cluster;
    readonly setups: readonly InstanceSetup[];
    readonly peerProxy: boolean;
    readonly access: PlaneAccess;
    readonly recorder: Recorder;
    readonly clock: Clock;
  }) {
    const { cluster, recorder } = options;
    this.#access = options.access;
    this.#recorder = recorder;
    this.#clock = options.clock;
    this.#peerProxy = options.peerProxy;
    this.#watched = new Map(
      options.setups.map((setup) => [
        setup.name,
        {
          instance: cluster.instance(setup.name),
          setup,
          served: servedKeys(setup, options.peerProxy),
          state: 'starting',
          readySinceMs: 0,
          wasReady: false,
          isPaused: false,
          isLeaving: false,
        },
      ]),
    );
  }

  /** All instances are ready by now. */
  start(): void {
    for (const watched of this.#watched.values()) this.#becomeReady(watched);
    this.#loops = Promise.all([...this.#watched.values()].map((watched) => this.#follow(watched)));
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loops;
  }

  get names(): string[] {
    return [...this.#watched.keys()];
  }

  /** By full name and by letter, as expressions see them. */
  views(): Record<string, InstanceView> {
    const views: Record<string, InstanceView> = {};
    for (const [name, { instance, state }] of this.#watched) {
      const { version, running } = instance;
      const view = { name, version, ready: state === 'ready', running };
      views[name] = view;
      views[name.replace('apiserver-', '')] = view;
    }
    return views;
  }

  isReady(name: string): boolean {
    return this.#watched.get(name)?.state === 'ready';
  }

  /** Has it been ready since `atMs`? */
  isReadySince(name: string, atMs: number): boolean {
    const watched = this.#watched.get(name);
    return watched?.state === 'ready' && watched.readySinceMs <= atMs;
  }

  /** Does that instance serve `group/version/resource` itself? */
  serves(name: string, resource: string): boolean {
    return this.#watched.get(name)?.served.has(resource) === true;
  }

  /** It is going to be stopped or killed: from now on nobody may count on it. */
  leaving(name: string): void {
    const watched = this.#watched.get(name);
    if (watched === undefined) return;
    watched.isLeaving = true;
    if (watched.state === 'ready') this.#become(watched, 'not-ready');
  }

  /** It comes back, perhaps as another version. */
  returning(name: string, setup?: InstanceSetup): void {
    const watched = this.#watched.get(name);
    if (watched === undefined) return;
    watched.setup = setup ?? watched.setup;
    watched.served = servedKeys(watched.setup, this.#peerProxy);
    watched.isLeaving = false;
    watched.isPaused = false;
    watched.wasReady = false;
  }

  paused(name: string, isPaused: boolean): void {
    const watched = this.#watched.get(name);
    if (watched !== undefined) watched.isPaused = isPaused;
    if (watched !== undefined && isPaused) this.#become(watched, 'paused');
  }

  /** It has answered ready just now. */
  ready(name: string): void {
    const watched = this.#watched.get(name);
    if (watched !== undefined && watched.state !== 'ready') this.#becomeReady(watched);
  }

  setupOf(name: string): InstanceSetup | undefined {
    return this.#watched.get(name)?.setup;
  }

  async #follow(watched: Watched): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#look(watched);
      await this.#clock.sleep(pollMs, signal).catch(() => undefined); // the loop's end
    }
  }

  async #look(watched: Watched): Promise<void> {
    const { instance } = watched;
    if (watched.isPaused) return;
    if (!instance.running) {
      watched.wasReady = false;
      this.#become(watched, 'stopped');
      return;
    }
    const isReady = await this.#asksReady(instance.name);
    this.#take(watched, isReady);
  }

  /** Things may have changed while it answered. */
  #take(watched: Watched, isReady: boolean): void {
    if (watched.isPaused || !watched.instance.running || this.#stopping.signal.aborted) return;
    if (isReady && !watched.isLeaving) {
      if (watched.state !== 'ready') this.#becomeReady(watched);
      return;
    }
    this.#become(watched, watched.wasReady || watched.isLeaving ? 'not-ready' : 'starting');
  }

  async #asksReady(name: string): Promise<boolean> {
    try {
      const { status } = await this.#access.send({
        method: 'GET',
        path: '/readyz',
        via: name,
        user: adminUser,
        timeoutMs: readyTimeoutMs,
        signal: this.#stopping.signal,
      });
      return status === 200;
    } catch {
      return false; // no answer is a no
    }
  }

  #becomeReady(watched: Watched): void {
    watched.readySinceMs = this.#recorder.now();
    watched.wasReady = true;
    this.#become(watched, 'ready');
  }

  #become(watched: Watched, state: LaneBand['state']): void {
    watched.state = state;
    this.#recorder.band(watched.instance.name, watched.instance.version, state);
  }
}

function servedKeys(setup: InstanceSetup, peerProxy: boolean): ReadonlySet<string> {
  return new Set(
    servedBy(setup, peerProxy).map(({ gvr }) => `${gvr.group}/${gvr.version}/${gvr.resource}`),
  );
}
