import type { HealthCheck } from './health/health.js';
import type { LiveViews } from './live-views.js';

/** A step of the start-up by name. */
interface Hook {
  readonly name: string;
  readonly isDone: () => boolean;
}

export interface ServerHealthDeps {
  readonly ping: (signal?: AbortSignal) => Promise<void>;
  readonly views: LiveViews;
}

const ok = (name: string): HealthCheck => ({ name, check: () => undefined });

/** What `/livez`, `/readyz` and `/healthz` of one server look at. @see kubernetes/apiserver `pkg/server/healthz.go` */
export class ServerHealth {
  readonly #deps: ServerHealthDeps;
  readonly #hooks: Hook[] = [];
  readonly #checks: HealthCheck[] = [];
  #stopping = false;

  constructor(deps: ServerHealthDeps) {
    this.#deps = deps;
  }

  addHooks(hooks: readonly Hook[]): void {
    this.#hooks.push(...hooks);
  }

  /** Further parts of the start-up, under names of their own. */
  addChecks(checks: readonly HealthCheck[]): void {
    this.#checks.push(...checks);
  }

  /** From now on the server is not ready. */
  stop(): void {
    this.#stopping = true;
  }

  /** Have the custom resources and extension servers of the cluster been read, so that a 404 is the truth? */
  get arePathsInstalled(): boolean {
    const { crds, apiServices } = this.#deps.views;
    return crds.isSynced && apiServices.isSynced;
  }

  livez(): readonly HealthCheck[] {
    return [ok('ping'), ok('log'), this.#etcd('etcd'), ...this.#hookChecks()];
  }

  readyz(): readonly HealthCheck[] {
    return [
      ok('ping'),
      ok('log'),
      this.#etcd('etcd'),
      this.#etcd('etcd-readiness'),
      this.#informers(),
      ...this.#hookChecks(),
      {
        name: 'shutdown',
        check: () => {
          if (this.#stopping) throw new Error('process is shutting down');
        },
      },
    ];
  }

  async isReady(signal: AbortSignal): Promise<boolean> {
    try {
      for (const { check } of this.readyz()) await check(signal);
      return true;
    } catch {
      return false; // the probe says which check it is
    }
  }

  #etcd(name: string): HealthCheck {
    return { name, check: (signal) => this.#deps.ping(signal) };
  }

  #informers(): HealthCheck {
    return {
      name: 'informer-sync',
      check: () => {
        const behind = Object.entries(this.#deps.views).filter(([, view]) => !view.isSynced);
        if (behind.length > 0)
          throw new Error(`not synced: ${behind.map(([name]) => name).join(', ')}`);
      },
    };
  }

  #hookChecks(): HealthCheck[] {
    const hooks = this.#hooks.map(({ name, isDone }) => ({
      name: `poststarthook/${name}`,
      check: () => {
        if (!isDone()) throw new Error('not finished');
      },
    }));
    return [...hooks, ...this.#checks];
  }
}
