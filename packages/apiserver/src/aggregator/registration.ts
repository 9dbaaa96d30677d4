import type { HealthCheck } from '../health/health.js';
import { apiServiceName, type ApiServiceLister } from './api-service.js';
import type { RegisteredGroupVersion } from './autoregister-controller.js';

/**
 * Well once the APIService of each local group-version has been seen available; what happens to them later is no matter.
 * @see kubernetes/kubernetes `pkg/controlplane/apiserver/aggregator.go`, `makeAPIServiceAvailableHealthCheck`
 */
export function registrationCheck(
  apiServices: ApiServiceLister,
  groupVersions: readonly RegisteredGroupVersion[],
): HealthCheck & { readonly close: () => void } {
  const pending = new Set(groupVersions.map(apiServiceName));
  const look = (name: string) => {
    if (apiServices.get(name)?.available === true) pending.delete(name);
  };
  const close = apiServices.onChange(look);
  return {
    name: 'autoregister-completion',
    check: () => {
      [...pending].forEach(look); // the first list may have come before anybody listened
      if (pending.size > 0) {
        throw new Error(`missing APIService: [${[...pending].sort().join(' ')}]`);
      }
    },
    close,
  };
}
