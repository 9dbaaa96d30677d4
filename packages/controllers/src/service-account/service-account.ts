import {
  isAlreadyExists,
  isNotFound,
  isTerminating,
  isRecord,
  type KubeObject,
} from '@skewplane/apimachinery';
import { Informer, WorkQueue, resourcePath, type Reconciler } from '@skewplane/client';
import { errorLogger, type Controller, type ControllerDeps } from '../deps.js';

const namespaces = { group: '', version: 'v1', resource: 'namespaces' };
const serviceAccounts = { group: '', version: 'v1', resource: 'serviceaccounts' };
const configMaps = { group: '', version: 'v1', resource: 'configmaps' };
const rootCaName = 'kube-root-ca.crt';
const accountName = 'default';

/**
 * Keeps in every namespace the account `default` and the certificate that its pods verify the API with.
 * @param rootCa PEM
 * @see kubernetes/kubernetes `pkg/controller/serviceaccount/serviceaccounts_controller.go`,
 *   `pkg/controller/certificates/rootcacertpublisher/publisher.go`
 */
export function serviceAccountController(rootCa: string): Controller {
  return async (deps, signal) => {
    const log = errorLogger(deps, 'service-account');
    const queue = new WorkQueue({
      clock: deps.clock,
      workers: 4,
      reconcile: reconciler(deps, rootCa, (name) => known.get('', name)),
      onError: (_key, error) => {
        log(error);
      },
    });
    const requeue = ({ metadata }: KubeObject) => {
      queue.add(metadata.namespace ?? '');
    };
    const known = new Informer(
      { ...deps, path: resourcePath(namespaces), onError: log },
      {
        onUpsert: ({ metadata }) => {
          queue.add(metadata.name ?? '');
        },
      },
    );
    const accounts = new Informer(
      {
        ...deps,
        path: resourcePath(serviceAccounts),
        fieldSelector: `metadata.name=${accountName}`,
        onError: log,
      },
      { onDelete: requeue },
    );
    const certificates = new Informer(
      {
        ...deps,
        path: resourcePath(configMaps),
        fieldSelector: `metadata.name=${rootCaName}`,
        onError: log,
      },
      { onDelete: requeue, onUpsert: requeue },
    );
    await Promise.all([
      known.run(signal),
      accounts.run(signal),
      certificates.run(signal),
      queue.run(signal),
    ]);
  };
}

function reconciler(
  { client }: ControllerDeps,
  rootCa: string,
  namespaceOf: (name: string) => KubeObject | undefined,
): Reconciler {
  const ensure = async (path: string, name: string, object: object, signal: AbortSignal) => {
    try {
      return await client.get<KubeObject>(`${path}/${name}`, { signal });
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
    try {
      await client.create(path, object, { signal });
    } catch (error) {
      if (!isAlreadyExists(error)) throw error;
    }
    return undefined;
  };
  return async (namespace, signal) => {
    const found = namespaceOf(namespace);
    if (found === undefined || isTerminating(found)) return {};
    await ensure(
      resourcePath(serviceAccounts, { namespace }),
      accountName,
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: accountName, namespace } },
      signal,
    );
    const data = { 'ca.crt': rootCa };
    const existing = await ensure(
      resourcePath(configMaps, { namespace }),
      rootCaName,
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: rootCaName, namespace }, data },
      signal,
    );
    if (
      existing !== undefined &&
      (!isRecord(existing['data']) || existing['data']['ca.crt'] !== rootCa)
    ) {
      await client.update(
        resourcePath(configMaps, { namespace, name: rootCaName }),
        { ...existing, data },
        { signal },
      );
    }
    return {};
  };
}
