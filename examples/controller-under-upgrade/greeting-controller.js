import { ApiException, CoreV1Api, CustomObjectsApi, makeInformer } from '@kubernetes/client-node';

const kind = { group: 'example.com', version: 'v1', plural: 'greetings' };

/** What has to be installed before the controller can run. */
export const greetingDefinition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'greetings.example.com' },
  spec: {
    group: kind.group,
    scope: 'Namespaced',
    names: { plural: kind.plural, singular: 'greeting', kind: 'Greeting' },
    versions: [
      {
        name: kind.version,
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: { spec: { type: 'object', properties: { text: { type: 'string' } } } },
          },
        },
      },
    ],
  },
};

/**
 * Keeps a ConfigMap with the text of every Greeting. The ConfigMap belongs to its Greeting, so that garbage collection
 * takes it away with it.
 *
 * @param {import('@kubernetes/client-node').KubeConfig} kubeconfig
 * @param {(error: unknown) => void} onError
 * @returns {Promise<() => Promise<void>>} stops it
 */
export async function startGreetingController(kubeconfig, onError) {
  const core = kubeconfig.makeApiClient(CoreV1Api);
  const custom = kubeconfig.makeApiClient(CustomObjectsApi);
  let stopped = false;

  const informer = makeInformer(kubeconfig, '/apis/example.com/v1/greetings', () =>
    custom.listCustomObjectForAllNamespaces(kind),
  );
  /** @param {any} greeting */
  const reconcile = async (greeting) => {
    for (let attempt = 0; !stopped; attempt++) {
      try {
        await writeConfigMap(core, greeting);
        return;
      } catch (error) {
        // A server that is being replaced answers nothing or 503 for a moment: level-driven, we simply try again.
        onError(error);
        await new Promise((resolve) => setTimeout(resolve, Math.min(1_000, 20 * 2 ** attempt)));
      }
    }
  };
  informer.on('add', reconcile);
  informer.on('update', reconcile);
  informer.on('error', (error) => {
    onError(error);
    if (!stopped) setTimeout(() => stopped || informer.start(), 50);
  });
  await informer.start();
  return async () => {
    stopped = true;
    await informer.stop();
  };
}

/**
 * @param {CoreV1Api} core
 * @param {any} greeting
 */
async function writeConfigMap(core, { metadata, spec }) {
  const { name, namespace, uid } = metadata;
  const body = {
    metadata: {
      name,
      namespace,
      ownerReferences: [{ apiVersion: 'example.com/v1', kind: 'Greeting', name, uid }],
    },
    data: { text: spec?.text ?? '' },
  };
  try {
    await core.createNamespacedConfigMap({ namespace, body });
  } catch (error) {
    if (!(error instanceof ApiException) || error.code !== 409) throw error;
    await core.replaceNamespacedConfigMap({ name, namespace, body });
  }
}
