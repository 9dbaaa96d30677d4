import { formatGroupVersion, type Immutable, type KubeObject } from '@skewplane/apimachinery';
import { isStorageError } from '../../storage/errors.js';
import type { Storage } from '../../storage/storage.js';
import type { Allocation, Allocator } from '../allocation.js';
import { allocateForService, type TakenAddresses } from '../kinds/service-allocation.js';
import { listAt, numberAt, textsAt } from '../object-fields.js';
import type { ResourceLookup, ResourceScope } from '../resource-scope.js';
import type { WriteContext } from '../write-context.js';
import { IpAddresses, type ServiceName } from './ip-addresses.js';
import { NodePorts, PortTakenError, parsePortRange } from './node-ports.js';

const protocols = ['TCP', 'UDP', 'SCTP'];
/** Each loss means that another server got an address, so this many in a row do not happen. */
const maxRaces = 100;

export interface ServiceAllocatorDeps {
  readonly storage: Storage;
  /** For example `10.96.0.0/12`. */
  readonly clusterIpRange: string;
  /** For example `30000-32767`. */
  readonly nodePortRange: string;
  /** Version that IPAddress objects are stored in. */
  readonly ipAddressVersion: string;
  readonly random: () => number;
  /** Told when an address could not be given back. */
  readonly onError: (error: unknown) => void;
}

/** What a service holds. */
interface Addresses {
  readonly ips: ReadonlySet<string>;
  readonly ports: ReadonlySet<number>;
}

const none: Addresses = { ips: new Set(), ports: new Set() };

/**
 * Gives services cluster IPs and node ports, and keeps a record in storage of who has which: two servers may pick
 * the same at once.
 * @see kubernetes/kubernetes `pkg/registry/core/service/storage/alloc.go`
 */
export class ServiceAllocator implements Allocator {
  readonly #deps: ServiceAllocatorDeps;
  readonly #ips: IpAddresses;
  readonly #ports: NodePorts;

  constructor(deps: ServiceAllocatorDeps) {
    this.#deps = deps;
    this.#ips = new IpAddresses(deps.storage, deps.ipAddressVersion);
    this.#ports = new NodePorts(deps.storage, parsePortRange(deps.nodePortRange));
  }

  begin(scope: ResourceScope, write: WriteContext): Allocation | undefined {
    if (!isService(scope)) return undefined;
    let reserved = none;
    let unused = none;
    let owner: ServiceName | undefined;
    const giveBack = async (addresses: Addresses): Promise<void> => {
      if (owner !== undefined && !write.dryRun) await this.#giveBack(owner, addresses);
    };
    const rollback = async (): Promise<void> => {
      const taken = reserved;
      reserved = none;
      if (owner !== undefined && size(taken) > 0) {
        await giveBack(without(taken, await this.#heldByStored(owner)));
      }
    };
    return {
      prepare: async (draft, current) => {
        await rollback(); // of an earlier attempt
        owner = nameOf(draft);
        reserved = await this.#allocate(draft, current, owner, write);
        unused = current === undefined ? none : without(addressesOf(current), addressesOf(draft));
      },
      commit: () => giveBack(unused),
      rollback,
    };
  }

  async release(scope: ResourceScope, removed: Immutable<KubeObject>): Promise<void> {
    if (isService(scope)) await this.#giveBack(nameOf(removed), addressesOf(removed));
  }

  /** Edits `draft`. @returns what was reserved for it just now */
  async #allocate(
    draft: KubeObject,
    current: Immutable<KubeObject> | undefined,
    owner: ServiceName,
    write: WriteContext,
  ): Promise<Addresses> {
    const held = current === undefined ? none : addressesOf(current);
    const { clusterIpRange, nodePortRange, random } = this.#deps;
    const network = { clusterIpRange, nodePorts: parsePortRange(nodePortRange) };
    for (let races = 0; ; races++) {
      const attempt = structuredClone(draft);
      const taken = await this.#taken(owner, held, write.signal);
      allocateForService(attempt, taken, {
        network,
        random,
        ...(current === undefined ? {} : { current }),
      });
      const wanted = without(addressesOf(attempt), held);
      try {
        const reserved = write.dryRun ? none : await this.#reserve(wanted, owner, write);
        draft['spec'] = attempt['spec'];
        return reserved;
      } catch (error) {
        const lost = error instanceof PortTakenError || isStorageError(error, 'KeyExists');
        if (!lost || races === maxRaces) throw error;
      }
    }
  }

  async #taken(owner: ServiceName, held: Addresses, signal: AbortSignal): Promise<TakenAddresses> {
    const [ips, ports] = await Promise.all([
      this.#ips.taken(owner, signal),
      this.#ports.taken(signal),
    ]);
    const others = [...ports].filter((port) => !held.ports.has(port));
    // A port belongs to one service whatever the protocol.
    const nodePorts = others.flatMap((port) => protocols.map((each) => `${each}/${String(port)}`));
    return { ips, nodePorts: new Set(nodePorts) };
  }

  /** All of them, or none. */
  async #reserve(wanted: Addresses, owner: ServiceName, write: WriteContext): Promise<Addresses> {
    const ips = new Set<string>();
    try {
      for (const ip of wanted.ips) if (await this.#ips.take(ip, owner, write)) ips.add(ip);
      if (wanted.ports.size > 0) await this.#ports.take(wanted.ports, write.signal);
    } catch (error) {
      await this.#giveBack(owner, { ips, ports: new Set() });
      throw error;
    }
    return { ips, ports: wanted.ports };
  }

  async #giveBack(owner: ServiceName, { ips, ports }: Addresses): Promise<void> {
    try {
      for (const ip of ips) await this.#ips.giveBack(ip, owner);
      if (ports.size > 0) await this.#ports.giveBack(ports);
    } catch (error) {
      // The write itself is done or has failed for its own reason: that is what the client must see.
      this.#deps.onError(error);
    }
  }

  /** What the stored service of that name has: another server may have created it from the same reservation. */
  async #heldByStored({ namespace, name }: ServiceName): Promise<Addresses> {
    try {
      const key = `services/specs/${namespace}/${name}`;
      return addressesOf((await this.#deps.storage.get(key)).object);
    } catch (error) {
      if (!isStorageError(error, 'KeyNotFound')) this.#deps.onError(error);
      return none;
    }
  }
}

const isService = ({ gvr }: ResourceScope): boolean =>
  gvr.group === '' && gvr.resource === 'services';

function nameOf({ metadata }: Immutable<KubeObject>): ServiceName {
  return { namespace: metadata.namespace ?? '', name: metadata.name ?? '' };
}

function addressesOf(service: Immutable<KubeObject>): Addresses {
  const ports = [
    ...listAt(service, 'spec.ports').map((port) => numberAt(port, 'nodePort') ?? 0),
    numberAt(service, 'spec.healthCheckNodePort') ?? 0,
  ];
  return {
    ips: new Set(textsAt(service, 'spec.clusterIPs').filter((ip) => ip !== 'None')),
    ports: new Set(ports.filter((port) => port !== 0)),
  };
}

function without(addresses: Addresses, { ips, ports }: Addresses): Addresses {
  return {
    ips: new Set([...addresses.ips].filter((ip) => !ips.has(ip))),
    ports: new Set([...addresses.ports].filter((port) => !ports.has(port))),
  };
}

const size = ({ ips, ports }: Addresses): number => ips.size + ports.size;

/** What this server stores IPAddress objects as; servers too old to serve them use what their successors read. */
export function ipAddressVersion(lookup: ResourceLookup): string {
  for (const { gvr, storageVersion } of lookup.all()) {
    if (gvr.resource === 'ipaddresses') return formatGroupVersion(storageVersion);
  }
  return 'networking.k8s.io/v1beta1';
}
