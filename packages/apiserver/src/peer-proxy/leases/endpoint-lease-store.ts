/** A key below the etcd prefix and its bytes. */
export interface EndpointLeaseRecord {
  readonly key: string;
  readonly value: Buffer;
}

/**
 * Raw access to the endpoint leases, which exist in etcd only. Keys are relative to the etcd prefix:
 * `peerserverleases/<serverID>`.
 */
export interface EndpointLeaseStore {
  /** A linearizable read of everything below the prefix, which ends with a slash. */
  list(prefix: string): Promise<readonly EndpointLeaseRecord[]>;
  /** Writes the key under a new etcd lease of that many seconds. */
  put(key: string, value: Buffer, ttlSeconds: number): Promise<void>;
  /** Does nothing when the key is absent. */
  delete(key: string): Promise<void>;
}

export const endpointLeasePrefix = 'peerserverleases/';
