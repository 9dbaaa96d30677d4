import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { hostname } from 'node:os';
import { systemClock, type Clock } from '@skewplane/apimachinery';
import { RestClient, loadKubeconfig, runAsLeader, type Connection } from '@skewplane/client';
import { buildControllers } from './controllers.js';
import type { Logger } from './deps.js';

export interface RunControllersOptions {
  readonly kubeconfigPath: string;
  readonly context?: string | undefined;
  /** Run only while holding the Lease, so that several programs may be started. */
  readonly leaderElect: boolean;
  readonly logger: Logger;
  /** Stops everything when it aborts. */
  readonly signal: AbortSignal;
  readonly clock?: Clock | undefined;
}

/** @see kubernetes/component-base `config/options/leaderelectionconfig.go`, `pkg/config/v1alpha1/defaults.go` */
const election = { leaseDurationMs: 15_000, renewDeadlineMs: 10_000, retryPeriodMs: 2_000 };

/**
 * Runs the loops of the controller manager until the signal aborts.
 * @throws {LeadershipLostError} when another program may have taken over: the process must end
 */
export async function runControllers(options: RunControllersOptions): Promise<void> {
  const { logger, signal, clock = systemClock } = options;
  const connection = await loadKubeconfig(options.kubeconfigPath, options.context);
  const client = new RestClient(connection, { userAgent: 'kube-controller-manager/skewplane' });
  const lead = async (term: AbortSignal) => {
    setMaxListeners(0, term); // every loop of every controller listens to it
    const controllers = buildControllers({ rootCa: rootCaOf(connection) });
    logger.info({ controllers: [...controllers.keys()] }, 'Started controllers');
    const deps = { client, clock, logger, random: Math.random };
    await Promise.all([...controllers.values()].map((controller) => controller(deps, term)));
  };
  try {
    if (!options.leaderElect) await lead(signal);
    else {
      await runAsLeader(
        {
          client,
          clock,
          namespace: 'kube-system',
          name: 'kube-controller-manager',
          identity: `${hostname()}_${randomUUID()}`,
          ...election,
          onError: (error) => {
            logger.warn({ err: error }, 'Failed to take or renew the lease');
          },
        },
        lead,
        signal,
      );
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await client.close();
  }
}

function rootCaOf({ ca }: Connection): string {
  return ca === undefined ? '' : ca.toString('utf8');
}
