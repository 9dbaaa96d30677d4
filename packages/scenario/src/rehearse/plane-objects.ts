import { StatusError, type Clock, type KubeObject } from '@skewplane/apimachinery';
import { RestClient, discover, loadKubeconfig, resourcePath } from '@skewplane/client';
import type { DiscoveredResource } from '@skewplane/client';
import type { Cluster } from '@skewplane/cluster';
import { comparable } from './differences.js';
import type { Seen } from './differences.js';
import { RehearsalError } from './rehearsal-error.js';

/** The objects of a rehearsal in a plane: written once, and looked at through each instance. */
export class PlaneObjects {
  readonly #clock: Clock;
  readonly #balanced: RestClient;
  readonly #instances: ReadonlyMap<string, RestClient>;
  readonly #paths = new Map<KubeObject, string>();

  private constructor(clock: Clock, balanced: RestClient, instances: Map<string, RestClient>) {
    this.#clock = clock;
    this.#balanced = balanced;
    this.#instances = instances;
  }

  static async open(cluster: Cluster, clock: Clock): Promise<PlaneObjects> {
    const connection = await loadKubeconfig(cluster.kubeconfigPath);
    const client = (server: string) =>
      new RestClient(
        { ...connection, server },
        { userAgent: 'skewplane-rehearse', headersTimeoutMs },
      );
    return new PlaneObjects(
      clock,
      client(cluster.balancer.url),
      new Map(cluster.instances.map(({ name, url }) => [name, client(url)])),
    );
  }

  /** Applies all in order. @throws {RehearsalError} naming the one that was refused, and why */
  async apply(objects: readonly KubeObject[], signal: AbortSignal): Promise<void> {
    for (const object of objects) {
      const path = await this.#pathOf(object, signal);
      this.#paths.set(object, path);
      await this.#applyOne(object, path, signal);
    }
  }

  /** What one object looks like through one instance now. */
  async look(object: KubeObject, instance: string, signal: AbortSignal): Promise<Seen> {
    const path = this.#paths.get(object);
    const client = this.#instances.get(instance);
    if (path === undefined || client === undefined) throw new Error('nothing was applied before');
    try {
      return comparable({ ...(await client.get(path, { signal })) });
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof StatusError) {
        return { answered: { code: error.code, reason: error.reason, message: error.message } };
      }
      return { answered: { code: 0, message: (error as Error).message } };
    }
  }

  async close(): Promise<void> {
    await Promise.all(
      [this.#balanced, ...this.#instances.values()].map((client) => client.close()),
    );
  }

  async #applyOne(object: KubeObject, path: string, signal: AbortSignal): Promise<void> {
    try {
      await this.#balanced.request('PATCH', path, {
        query: { fieldManager: 'skewplane-rehearse', force: true },
        contentType: 'application/apply-patch+yaml', // JSON is YAML.
        body: object,
        signal,
      });
    } catch (error) {
      signal.throwIfAborted();
      throw new RehearsalError(`${nameOf(object)}: ${(error as Error).message}`, { cause: error });
    }
  }

  /** Waits for the kind to be served: those of a CRD are so a moment after it was written. */
  async #pathOf(object: KubeObject, signal: AbortSignal): Promise<string> {
    const { apiVersion, kind, metadata } = object;
    const [version = '', group = ''] = apiVersion.split('/').reverse();
    const giveUpMs = this.#clock.now() + servedTimeoutMs;
    for (;;) {
      const { resources } = await discover(this.#balanced, signal);
      const found = resources.find(
        ({ gvr, kind: served }) =>
          gvr.group === group && gvr.version === version && served === kind,
      );
      if (found !== undefined) return pathTo(found, metadata);
      if (this.#clock.now() > giveUpMs) {
        throw new RehearsalError(`${nameOf(object)}: the plane serves no ${kind} in ${apiVersion}`);
      }
      await this.#clock.sleep(pollMs, signal);
    }
  }
}

const headersTimeoutMs = 20_000;
const servedTimeoutMs = 10_000;
const pollMs = 200;

function pathTo({ gvr, namespaced }: DiscoveredResource, metadata: KubeObject['metadata']): string {
  const { name, namespace = 'default' } = metadata;
  return resourcePath(gvr, { name, ...(namespaced ? { namespace } : {}) });
}

/** `Deployment default/web`. */
export function nameOf({ kind, metadata }: KubeObject): string {
  const { namespace, name = '' } = metadata;
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
