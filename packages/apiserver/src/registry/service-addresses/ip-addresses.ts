import { randomUUID } from 'node:crypto';
import { formatTime, isRecord, type Immutable, type KubeObject } from '@skewplane/apimachinery';
import { isStorageError } from '../../storage/errors.js';
import type { Storage } from '../../storage/storage.js';

/** The service an address belongs to. */
export interface ServiceName {
  readonly namespace: string;
  readonly name: string;
}

/**
 * The addresses of services as IPAddress objects, whose names make each unique among all servers. Upstream does so
 * since 1.33; older ones here do too, because a plane of several minors needs one record.
 * @see kubernetes/kubernetes `pkg/registry/core/service/ipallocator/ipallocator.go`
 */
export class IpAddresses {
  readonly #storage: Storage;
  readonly #apiVersion: string;

  constructor(storage: Storage, apiVersion: string) {
    this.#storage = storage;
    this.#apiVersion = apiVersion;
  }

  /** Those that belong to any service but `owner`. */
  async taken(owner: ServiceName, signal: AbortSignal): Promise<Set<string>> {
    const { items } = await this.#storage.list('ipaddresses/', { signal });
    return new Set(
      items
        .filter(({ object }) => !belongsTo(object, owner))
        .map(({ object }) => object.metadata.name ?? ''),
    );
  }

  /**
   * @returns whether it was free; false when `owner` itself had it, left from a write that never ended
   * @throws {StorageError} `KeyExists` when another service has it
   */
  async take(
    ip: string,
    owner: ServiceName,
    { nowMs, signal }: { nowMs: number; signal: AbortSignal },
  ): Promise<boolean> {
    try {
      await this.#storage.create(keyOf(ip), this.#object(ip, owner, nowMs), { signal });
      return true;
    } catch (error) {
      if (!isStorageError(error, 'KeyExists')) throw error;
      if (await this.#ownerIs(ip, owner, signal)) return false;
      throw error;
    }
  }

  /** Leaves alone what belongs to another service. */
  async giveBack(ip: string, owner: ServiceName): Promise<void> {
    const notOurs = new Error();
    try {
      await this.#storage.delete(keyOf(ip), {
        validate: ({ object }) => {
          if (!belongsTo(object, owner)) throw notOurs;
        },
      });
    } catch (error) {
      if (error !== notOurs && !isStorageError(error, 'KeyNotFound')) throw error;
    }
  }

  async #ownerIs(ip: string, owner: ServiceName, signal: AbortSignal): Promise<boolean> {
    try {
      return belongsTo((await this.#storage.get(keyOf(ip), { signal })).object, owner);
    } catch (error) {
      if (isStorageError(error, 'KeyNotFound')) return false;
      throw error;
    }
  }

  #object(ip: string, { namespace, name }: ServiceName, nowMs: number): KubeObject {
    return {
      kind: 'IPAddress',
      apiVersion: this.#apiVersion,
      metadata: {
        name: ip,
        uid: randomUUID(),
        generation: 1,
        creationTimestamp: formatTime(nowMs),
        labels: {
          'ipaddress.kubernetes.io/ip-family': ip.includes(':') ? 'IPv6' : 'IPv4',
          'ipaddress.kubernetes.io/managed-by': 'ipallocator.k8s.io',
        },
      },
      spec: { parentRef: { resource: 'services', namespace, name } },
    };
  }
}

const keyOf = (ip: string): string => `ipaddresses/${ip}`;

function belongsTo(object: Immutable<KubeObject>, owner: ServiceName): boolean {
  const spec = object['spec'];
  const parent = isRecord(spec) ? spec['parentRef'] : undefined;
  return (
    isRecord(parent) &&
    parent['resource'] === 'services' &&
    parent['namespace'] === owner.namespace &&
    parent['name'] === owner.name
  );
}
