import { isTerminating, type KubeObject } from '@skewplane/apimachinery';
import { Informer, WorkQueue, resourcePath } from '@skewplane/client';
import { errorLogger, type Controller } from '../deps.js';
import { namespaceReconciler } from './reconciler.js';

const namespaces = { group: '', version: 'v1', resource: 'namespaces' };

/** Empties and finalizes namespaces that are being deleted. */
export const namespaceController: Controller = async (deps, signal) => {
  const log = errorLogger(deps, 'namespace');
  const queue = new WorkQueue({
    clock: deps.clock,
    workers: 4,
    reconcile: namespaceReconciler(deps),
    onError: (_key, error) => {
      log(error);
    },
  });
  const informer = new Informer<KubeObject>(
    { ...deps, path: resourcePath(namespaces), onError: log },
    {
      onUpsert: (namespace) => {
        if (isTerminating(namespace)) queue.add(namespace.metadata.name ?? '');
      },
    },
  );
  await Promise.all([informer.run(signal), queue.run(signal)]);
};
