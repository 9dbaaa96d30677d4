import { bootstrapPolicy } from '@skewplane/api';
import type { Clock } from '@skewplane/apimachinery';
import type { ServerConfig } from '../config.js';
import { StartHook } from '../health/health.js';
import type { Logger } from '../logger.js';
import { ensureBootstrapPolicy } from '../registry/rbac/bootstrap-policy.js';
import type { LoopbackClient } from '../registry/loopback.js';
import {
  ensureAuthenticationConfig,
  ensureKubernetesService,
  ensurePriorityClasses,
  ensureSystemNamespaces,
  firstServiceIp,
} from './system-objects.js';

const retryMs = 500;

export interface BootstrapDeps {
  readonly config: ServerConfig;
  /** Minor this server behaves as. */
  readonly minor: number;
  readonly loopback: LoopbackClient;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

interface Step {
  readonly hook: StartHook;
  readonly run: () => Promise<void>;
}

/**
 * What every server puts into a new cluster, each step under the name that upstream's start hook has. Steps are tried
 * until they succeed: etcd may still be starting.
 */
export class Bootstrap {
  readonly hooks: readonly StartHook[];
  readonly #steps: readonly Step[];
  readonly #deps: BootstrapDeps;

  constructor(deps: BootstrapDeps) {
    this.#deps = deps;
    const { config, loopback, clock, logger, signal, minor } = deps;
    const step = (name: string, run: () => Promise<void>): Step => ({
      hook: new StartHook(name),
      run,
    });
    this.#steps = [
      step('start-system-namespaces-controller', () => ensureSystemNamespaces(loopback)),
      step('rbac/bootstrap-roles', () =>
        ensureBootstrapPolicy(
          bootstrapPolicy(minor),
          {
            loopback,
            clock,
            onError: (message, error) => {
              logger.warn({ err: error }, message);
            },
          },
          signal,
        ),
      ),
      step('scheduling/bootstrap-system-priority-classes', () => ensurePriorityClasses(loopback)),
      step('start-cluster-authentication-info-controller', () =>
        ensureAuthenticationConfig(loopback, {
          ...config.requestHeader,
          clientCa: config.clientCa,
          requestHeaderCa: config.requestHeader.clientCa,
        }),
      ),
      step('bootstrap-controller', () =>
        ensureKubernetesService(loopback, {
          clusterIp: firstServiceIp(config.serviceClusterIpRange),
          securePort: config.securePort,
        }),
      ),
    ];
    this.hooks = this.#steps.map(({ hook }) => hook);
  }

  /** Resolves when every step is done, or the signal aborts. */
  async run(): Promise<void> {
    // Namespaces first: most other objects live in one.
    const [namespaces, ...others] = this.#steps;
    if (namespaces !== undefined) await this.#untilDone(namespaces);
    await Promise.all(others.map((each) => this.#untilDone(each)));
  }

  async #untilDone({ hook, run }: Step): Promise<void> {
    const { clock, logger, signal } = this.#deps;
    const isStopping = () => signal.aborted; // asked anew each time: the compiler would remember
    while (!isStopping()) {
      try {
        await run();
        hook.finish();
        return;
      } catch (error) {
        if (isStopping()) return;
        logger.warn({ err: error, hook: hook.name }, 'Start hook failed and will be tried again');
        await clock.sleep(retryMs, signal).catch(() => undefined); // aborted: the loop ends
      }
    }
  }
}
