import { internalError, type Immutable, type KubeObject } from '@skewplane/apimachinery';
import { textAt } from '../object-fields.js';
import { isStorageError } from '../../storage/errors.js';
import type { Storage } from '../../storage/storage.js';

const key = 'ranges/servicenodeports';

/** Ports that services may have; both inclusive. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** Another writer has the port. */
export class PortTakenError extends Error {}

/**
 * `30000-32767`, `30000+2767`, or one port.
 * @see kubernetes/apimachinery `pkg/util/net/port_range.go`
 */
export function parsePortRange(text: string): PortRange {
  const [from = 0, second] = text.split(/[-+]/).map(Number);
  if (second === undefined) return { from, to: from };
  return { from, to: text.includes('+') ? from + second : second };
}

/**
 * The node ports of a cluster as one bitmap in storage, so that servers agree.
 * @see kubernetes/kubernetes `pkg/registry/core/service/allocator/storage/storage.go`
 */
export class NodePorts {
  readonly #storage: Storage;
  readonly #range: PortRange;

  constructor(storage: Storage, range: PortRange) {
    this.#storage = storage;
    this.#range = range;
  }

  async taken(signal: AbortSignal): Promise<Set<number>> {
    try {
      return this.#read((await this.#storage.get(key, { signal })).object);
    } catch (error) {
      if (isStorageError(error, 'KeyNotFound')) return new Set();
      throw error;
    }
  }

  /** @throws {PortTakenError} and takes none */
  async take(ports: Iterable<number>, signal: AbortSignal): Promise<void> {
    await this.#change(signal, (taken) => {
      for (const port of ports) {
        if (taken.has(port)) throw new PortTakenError(`port ${String(port)} is taken`);
        taken.add(port);
      }
    });
  }

  async giveBack(ports: Iterable<number>, signal?: AbortSignal): Promise<void> {
    await this.#change(signal, (taken) => {
      for (const port of ports) taken.delete(port);
    });
  }

  async #change(
    signal: AbortSignal | undefined,
    edit: (taken: Set<number>) => void,
  ): Promise<void> {
    await this.#storage.guaranteedUpdate(
      key,
      (current) => {
        const taken = current === undefined ? new Set<number>() : this.#read(current.object);
        edit(taken);
        return this.#written(taken);
      },
      { signal },
    );
  }

  #read(allocation: Immutable<KubeObject>): Set<number> {
    const { from, to } = this.#range;
    if (allocation['range'] !== this.#rangeText) {
      throw internalError(
        `the provided port range ${this.#rangeText} does not match the allocated one ${String(allocation['range'])}`,
      );
    }
    const bits = Buffer.from(textAt(allocation, 'data'), 'base64').reverse();
    const ports = Array.from({ length: to - from + 1 }, (_, index) => index)
      .filter((index) => ((bits[index >> 3] ?? 0) >> (index & 7)) & 1)
      .map((index) => from + index);
    return new Set(ports);
  }

  /** A whole number with a bit for each port, its highest byte first: as Go writes one. */
  #written(taken: ReadonlySet<number>): KubeObject {
    const { from, to } = this.#range;
    const bits = Buffer.alloc(Math.ceil((to - from + 1) / 8));
    for (const port of taken) {
      const index = port - from;
      bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7));
    }
    const highest = bits.findLastIndex((byte) => byte !== 0);
    const data = Buffer.from(bits.subarray(0, highest + 1)).reverse();
    return {
      kind: 'RangeAllocation',
      apiVersion: 'v1',
      metadata: {},
      range: this.#rangeText,
      data: data.toString('base64'),
    };
  }

  get #rangeText(): string {
    return `${String(this.#range.from)}-${String(this.#range.to)}`;
  }
}
