import type { Controller } from './deps.js';
import { garbageCollector } from './garbage-collector/garbage-collector.js';
import { namespaceController } from './namespace/namespace.js';
import { serviceAccountController } from './service-account/service-account.js';
import { storageVersionGc } from './storage-version-gc/storage-version-gc.js';

/** Everything the program runs. */
export function buildControllers(options: {
  readonly rootCa: string;
}): ReadonlyMap<string, Controller> {
  return new Map([
    ['namespace', namespaceController],
    ['service-account', serviceAccountController(options.rootCa)],
    ['garbage-collector', garbageCollector],
    ['storageversion-garbage-collector-controller', storageVersionGc],
  ]);
}
