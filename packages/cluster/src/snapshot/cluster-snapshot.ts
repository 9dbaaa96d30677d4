import { EtcdGateway, type EtcdEntry, type EtcdWrite } from '../etcd/etcd-gateway.js';
import type { EtcdConnection } from '../instance/apiserver-flags.js';
import { planRestore } from './plan-restore.js';

/** What a restore had to do. */
export interface RestoreResult {
  /** Keys in etcd that were not there before. */
  readonly deleted: readonly string[];
  /** Keys whose values were put back. */
  readonly put: readonly string[];
}

/** Below etcd's default of 128 operations and 1.5 MiB a transaction. */
const maxOperations = 100;
const maxBytes = 1024 * 1024;

/** All objects of a plane as they were at one moment. */
export class ClusterSnapshot {
  readonly #connection: EtcdConnection;
  readonly #entries: ReadonlyMap<string, EtcdEntry>;

  private constructor(connection: EtcdConnection, entries: ReadonlyMap<string, EtcdEntry>) {
    this.#connection = connection;
    this.#entries = entries;
  }

  static async take(connection: EtcdConnection): Promise<ClusterSnapshot> {
    const entries = await withGateway(connection, (gateway) => gateway.list(prefixOf(connection)));
    return new ClusterSnapshot(connection, new Map(entries.map((entry) => [entry.key, entry])));
  }

  /**
   * Makes etcd hold what it held. Servers see it as writes of somebody else: watches get the events, and nothing is
   * asked for permission. What servers write for themselves, as their Leases, stays.
   */
  restore(): Promise<RestoreResult> {
    const prefix = prefixOf(this.#connection);
    return withGateway(this.#connection, async (gateway) => {
      const now = await gateway.list(prefix, { keysOnly: true });
      const plan = planRestore(prefix, this.#entries, now);
      for (const writes of transactions(plan)) await gateway.write(writes);
      return {
        deleted: plan.flatMap((write) => ('delete' in write ? [write.delete.key] : [])),
        put: plan.flatMap((write) => ('put' in write ? [write.put.key] : [])),
      };
    });
  }
}

function prefixOf({ prefix = '/registry' }: EtcdConnection): string {
  return `/${prefix.replace(/^\/+|\/+$/g, '')}/`;
}

async function withGateway<T>(
  connection: EtcdConnection,
  work: (gateway: EtcdGateway) => Promise<T>,
): Promise<T> {
  const gateway = await EtcdGateway.open(connection);
  try {
    return await work(gateway);
  } finally {
    await gateway.close();
  }
}

/** In pieces that etcd takes. */
function* transactions(plan: readonly EtcdWrite[]): Generator<EtcdWrite[]> {
  let part: EtcdWrite[] = [];
  let bytes = 0;
  for (const write of plan) {
    const size = 'put' in write ? write.put.value.length : 0;
    if (part.length === maxOperations || (part.length > 0 && bytes + size > maxBytes)) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(write);
    bytes += size;
  }
  if (part.length > 0) yield part;
}
