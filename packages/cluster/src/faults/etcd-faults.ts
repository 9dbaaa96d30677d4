import { ClusterError } from '../cluster-error.js';
import { EtcdGateway } from '../etcd/etcd-gateway.js';
import type { EtcdConnection } from '../instance/apiserver-flags.js';

/** Forgets all history up to now. */
export function compactEtcd(connection: EtcdConnection): Promise<void> {
  return withEtcd(connection, async (etcd) => {
    await etcd.compact(await etcd.currentRevision());
  });
}

/**
 * Ends the lease below which an instance tells its peers where it is; it makes a new one at its next refresh.
 * @throws {ClusterError} when it has none
 */
export function loseEndpointLease(
  connection: EtcdConnection,
  { name, url }: { readonly name: string; readonly url: string },
): Promise<void> {
  return withEtcd(connection, async (etcd) => {
    const prefix = `/${(connection.prefix ?? '/registry').replace(/^\/+|\/+$/g, '')}/`;
    const entries = await etcd.list(`${prefix}peerserverleases/`);
    const own = entries.find(({ value }) => portOf(value) === Number(new URL(url).port));
    if (own?.lease === undefined) {
      throw new ClusterError(`${name} has no endpoint lease in etcd that it could lose`);
    }
    await etcd.revokeLease(own.lease);
  });
}

/** The port in the record of an instance, which is that of its peers' connections. */
function portOf(value: string): number | undefined {
  const record = JSON.parse(Buffer.from(value, 'base64').toString()) as {
    readonly subsets?: readonly { readonly ports?: readonly { readonly port?: number }[] }[];
  };
  return record.subsets?.[0]?.ports?.[0]?.port;
}

async function withEtcd<T>(
  connection: EtcdConnection,
  work: (etcd: EtcdGateway) => Promise<T>,
): Promise<T> {
  const etcd = await EtcdGateway.open(connection);
  try {
    return await work(etcd);
  } finally {
    await etcd.close();
  }
}
