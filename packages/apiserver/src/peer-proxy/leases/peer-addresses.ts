import { splitHostPort } from '../host-port.js';
import { endpointLeasePrefix, type EndpointLeaseStore } from './endpoint-lease-store.js';
import { parseEndpointRecord } from './endpoint-record.js';

/** Where to reach which server; by its identity Lease's name. */
export type AddressBook = ReadonlyMap<string, string>;

/**
 * Reads the endpoint leases from etcd for each request, as upstream does; nothing is cached.
 *
 * Upstream lists the prefix once per candidate. One linearizable read begun after the request arrived tells
 * the same, and requests that wait while another read runs share the next one.
 */
export class PeerAddresses {
  readonly #store: EndpointLeaseStore;
  #running: Promise<AddressBook> | undefined;
  #next: Promise<AddressBook> | undefined;

  constructor(store: EndpointLeaseStore) {
    this.#store = store;
  }

  /** Every address as of a moment after this call. */
  read(): Promise<AddressBook> {
    if (this.#running === undefined) return this.#begin();
    this.#next ??= this.#afterRunning(this.#running);
    return this.#next;
  }

  #begin(): Promise<AddressBook> {
    const running = this.#list().finally(() => {
      this.#running = undefined;
    });
    this.#running = running;
    return running;
  }

  async #afterRunning(running: Promise<AddressBook>): Promise<AddressBook> {
    await running.catch(() => undefined); // its own callers see the failure
    this.#next = undefined;
    // Somebody may have been faster in beginning a read; it too is younger than these callers.
    return this.#running ?? this.#begin();
  }

  async #list(): Promise<AddressBook> {
    const book = new Map<string, string>();
    for (const { value } of await this.#store.list(endpointLeasePrefix)) {
      const entry = parseEndpointRecord(value);
      if (entry !== undefined && !book.has(entry.serverId)) book.set(entry.serverId, entry.address);
    }
    return book;
  }
}

/**
 * The address of one server, checked to be a host and port.
 * @throws {AddressError} `missing port in address` when the server has no endpoint lease
 * @see kubernetes/apiserver `pkg/util/peerproxy/peerproxy_handler.go`, `hostportInfo`
 */
export function addressOf(book: AddressBook, serverId: string): string {
  const address = book.get(serverId) ?? '';
  splitHostPort(address);
  return address;
}

export interface ResolvedAddresses {
  /** In the order of the candidates; those that cannot be resolved are left out. */
  readonly addresses: readonly string[];
  /** Why candidates were left out. */
  readonly errors: readonly unknown[];
}

/** Resolves every candidate; the caller decides what none at all means. */
export function resolveAddresses(
  book: AddressBook,
  candidates: readonly string[],
): ResolvedAddresses {
  const addresses: string[] = [];
  const errors: unknown[] = [];
  for (const serverId of candidates) {
    try {
      addresses.push(addressOf(book, serverId));
    } catch (error) {
      errors.push(error);
    }
  }
  return { addresses, errors };
}
