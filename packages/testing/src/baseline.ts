import { StatusError } from '@skewplane/apimachinery';
import type { RestClient } from '@skewplane/client';
import type { Cluster, ClusterSnapshot } from '@skewplane/cluster';
import { waitFor } from './wait-for.js';

/** How a plane was when it had just started, and the way back. */
export class Baseline {
  readonly #cluster: Cluster;
  readonly #snapshot: ClusterSnapshot;
  readonly #versions: ReadonlyMap<string, string>;
  readonly #clientOf: (instance: string) => Promise<RestClient>;

  private constructor(
    cluster: Cluster,
    snapshot: ClusterSnapshot,
    clientOf: (instance: string) => Promise<RestClient>,
  ) {
    this.#cluster = cluster;
    this.#snapshot = snapshot;
    this.#versions = new Map(cluster.instances.map(({ name, version }) => [name, version]));
    this.#clientOf = clientOf;
  }

  /** @param clientOf an admin's client of one instance */
  static async take(
    cluster: Cluster,
    clientOf: (instance: string) => Promise<RestClient>,
  ): Promise<Baseline> {
    return new Baseline(cluster, await cluster.snapshot(), clientOf);
  }

  async comeBack(): Promise<void> {
    await this.#cluster.faults.healAll();
    await Promise.all(
      this.#cluster.instances.map(async (instance) => {
        const version = this.#versions.get(instance.name) ?? instance.version;
        if (!instance.running || instance.version !== version) await instance.restart({ version });
      }),
    );
    const { deleted } = await this.#snapshot.restore();
    await this.#untilForgotten(deleted.map(groupOfDefinition).filter((each) => each !== undefined));
  }

  /** Objects are gone at once; that a kind is gone an instance has to learn from its watch. */
  async #untilForgotten(groups: readonly string[]): Promise<void> {
    const instances = this.#cluster.instances.filter(({ running }) => running);
    await Promise.all(
      instances.flatMap(({ name }) =>
        [...new Set(groups)].map(async (group) => {
          const client = await this.#clientOf(name);
          await waitFor(() => isUnknown(client, group), {
            what: `that ${name} forgets the custom resources of ${group}`,
            pollMs: 5,
          });
        }),
      ),
    );
  }
}

/** `…/apiextensions.k8s.io/customresourcedefinitions/ships.example.com` → `example.com` */
function groupOfDefinition(key: string): string | undefined {
  const name = /\/apiextensions\.k8s\.io\/customresourcedefinitions\/(.+)$/.exec(key)?.[1];
  return name?.slice(name.indexOf('.') + 1);
}

async function isUnknown(client: RestClient, group: string): Promise<boolean> {
  try {
    await client.request('GET', `/apis/${group}`);
    return false;
  } catch (error) {
    // The path is no object: its 404 may be plain text.
    if (error instanceof StatusError && error.status.code === 404) return true;
    throw error;
  }
}
