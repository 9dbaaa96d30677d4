import { storageVersionGvr } from '@skewplane/api';
import type { Clock } from '@skewplane/apimachinery';
import type { ServerConfig } from './config.js';
import type { EffectiveConfig } from './effective-config.js';
import { withStorageVersionPrecondition } from './filters/storage-version-precondition.js';
import type { StartHook } from './health/health.js';
import type { Logger } from './logger.js';
import type { StorageVersions } from './peer-proxy/storage-version/storage-versions.js';
import { serverIdFor } from './peer-proxy/server-id.js';
import type { LoopbackClient } from './registry/loopback.js';
import type { Filter } from './request/filter.js';
import { startLiveView } from './storage/live-view.js';
import type { Storage } from './storage/storage.js';
import { registeredResources } from './storage-version/registered-resources.js';
import { StorageVersionUpdater } from './storage-version/storage-version-updater.js';

export interface ServerStorageVersionsDeps {
  readonly storage: Storage;
  readonly loopback: LoopbackClient;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/** The parts of one server that write StorageVersions, wait for them and follow them. */
export interface ServerStorageVersions extends StorageVersions {
  /** Goes before the peer proxy, so that writes wait also when a peer serves them. */
  readonly barrier: Filter;
  readonly hooks: readonly StartHook[];
  /** Writes until the server stops. */
  run(): Promise<void>;
}

/**
 * Undefined with one of the two gates off.
 * @see kubernetes/apiserver `pkg/server/config.go`, `BuildHandlerChainWithStorageVersionPrecondition`
 */
export function createServerStorageVersions(
  { hostname, peer }: ServerConfig,
  { gates, resources, version }: EffectiveConfig,
  { storage, loopback, clock, logger, signal }: ServerStorageVersionsDeps,
): ServerStorageVersions | undefined {
  if (!gates.enabled('StorageVersionAPI') || !gates.enabled('APIServerIdentity')) return undefined;
  const updater = new StorageVersionUpdater(
    {
      serverId: serverIdFor(hostname),
      resources: registeredResources(resources, version.binaryMinor),
      isServed: resources.some(
        ({ gvr }) =>
          gvr.group === storageVersionGvr.group &&
          gvr.version === storageVersionGvr.version &&
          gvr.resource === storageVersionGvr.resource,
      ),
      timings: peer.timings,
    },
    { client: loopback, clock, logger },
  );
  return {
    barrier: withStorageVersionPrecondition(updater),
    hooks: [updater.hook],
    updated: updater.completed,
    run: () => updater.run(signal),
    follow: () =>
      startLiveView(storage, `${storageVersionGvr.resource}/`, {
        clock,
        signal,
        onError: (error) => {
          logger.warn({ err: error }, 'Failed to follow storage versions and will try again');
        },
      }),
  };
}
