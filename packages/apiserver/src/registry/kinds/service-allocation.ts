import {
  fieldInvalid,
  internalError,
  invalid,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import {
  editableList,
  ensureFields,
  fieldsAt,
  fill,
  listAt,
  numberAt,
  textAt,
  textsAt,
  type EditableFields,
  type Fields,
} from '../object-fields.js';
import { ipv4ToNumber, isIpv4, numberToIpv4 } from './ip-address.js';
import {
  beginServiceUpdate,
  needsClusterIp,
  needsHealthPort,
  needsNodePort,
  normalizeClusterIps,
} from './service.js';

/** Where services of a cluster get their addresses. One family: IPv4. */
export interface ServiceNetwork {
  /** For example `10.96.0.0/12`. */
  readonly clusterIpRange: string;
  /** Both inclusive; upstream has 30000 to 32767. */
  readonly nodePorts: { readonly from: number; readonly to: number };
}

/** What other services hold already. */
export interface TakenAddresses {
  readonly ips: ReadonlySet<string>;
  /** `TCP/30080`: the same number may serve another protocol. */
  readonly nodePorts: ReadonlySet<string>;
}

/** What services hold, but for the one with this key. */
export function takenAddresses(
  services: Iterable<Immutable<KubeObject>>,
  except?: { readonly namespace: string; readonly name: string },
): TakenAddresses {
  const ips = new Set<string>();
  const nodePorts = new Set<string>();
  for (const { metadata, ...body } of services) {
    if (metadata.namespace === except?.namespace && metadata.name === except?.name) continue;
    for (const ip of textsAt(body, 'spec.clusterIPs')) if (ip !== 'None') ips.add(ip);
    for (const port of listAt(body, 'spec.ports')) {
      const number = numberAt(port, 'nodePort') ?? 0;
      if (number !== 0) nodePorts.add(`${textAt(port, 'protocol')}/${String(number)}`);
    }
    const health = numberAt(body, 'spec.healthCheckNodePort') ?? 0;
    if (health !== 0) nodePorts.add(`TCP/${String(health)}`);
  }
  return { ips, nodePorts };
}

export interface AllocationOptions {
  readonly network: ServiceNetwork;
  readonly random: () => number;
  readonly current?: Immutable<KubeObject>;
}

/**
 * Gives a service what its type needs and it does not have yet: cluster IP, node ports, IP families. Edits
 * `service`. Runs before the strategy's hooks, as upstream's `BeginCreate` and `BeginUpdate` do. Two servers may pick
 * the same address, so the writer must reserve it in storage and try again on conflict.
 *
 * @param options.random a number in [0, 1)
 * @param options.current the stored service when this is an update
 * @see kubernetes/kubernetes `pkg/registry/core/service/storage/alloc.go`
 * @throws {StatusError} 422 when an asked-for address is taken or out of range, 500 when none is left
 */
export function allocateForService(
  service: KubeObject,
  taken: TakenAddresses,
  { network, random, current }: AllocationOptions,
): void {
  const spec = ensureFields(service, 'spec');
  if (current === undefined) normalizeClusterIps(spec, undefined);
  else beginServiceUpdate(spec, fieldsAt(current, 'spec'));
  if (!needsClusterIp(spec)) return;
  const problems = [
    ...allocateClusterIp(spec, taken.ips, network, random),
    ...(needsNodePort(spec) ? allocateNodePorts(spec, taken.nodePorts, network, random) : []),
  ];
  if (problems.length > 0) {
    const gvk = { group: '', version: 'v1', kind: 'Service' };
    throw invalid(gvk, service.metadata.name ?? '', problems);
  }
}

function allocateClusterIp(
  spec: EditableFields,
  taken: ReadonlySet<string>,
  network: ServiceNetwork,
  random: () => number,
): FieldError[] {
  const headless = spec['clusterIP'] === 'None';
  const dual = headless && Object.keys(fieldsAt(spec, 'selector')).length === 0;
  fill(spec, {
    ipFamilyPolicy: dual ? 'RequireDualStack' : 'SingleStack',
    ipFamilies: dual ? ['IPv4', 'IPv6'] : ['IPv4'],
  });
  if (headless) return [];
  const asked = textAt(spec, 'clusterIP');
  if (asked !== '') return checkAskedIp(asked, spec, taken, network);
  const ip = pickClusterIp(network.clusterIpRange, taken, random);
  if (ip === undefined) throw internalError('failed to allocate a serviceIP: range is full');
  spec['clusterIP'] = ip;
  spec['clusterIPs'] = [ip];
  return [];
}

function checkAskedIp(
  ip: string,
  spec: Fields,
  taken: ReadonlySet<string>,
  { clusterIpRange }: ServiceNetwork,
): FieldError[] {
  const { first, size } = hostRange(clusterIpRange);
  const offset = isIpv4(ip) ? ipv4ToNumber(ip) - first : -1;
  const refuse = (problem: string): FieldError[] => [
    fieldInvalid('spec.clusterIPs', spec['clusterIPs'], `failed to allocate IP ${ip}: ${problem}`),
  ];
  if (offset < 0 || offset >= size) {
    return refuse(
      `the provided IP (${ip}) is not in the valid range. The range of valid IPs is ${clusterIpRange}`,
    );
  }
  return taken.has(ip) ? refuse('provided IP is already allocated') : [];
}

/** Addresses that services may have: neither the network's own nor its broadcast address. */
function hostRange(cidr: string): { first: number; size: number } {
  const [address = '', bits = '32'] = cidr.split('/');
  const all = 2 ** (32 - Number(bits));
  const base = Math.floor(ipv4ToNumber(address) / all) * all;
  return { first: base + 1, size: Math.max(0, all - 2) };
}

/**
 * A free address, from the upper part of the range while there is one: the lower part is for addresses that people
 * ask for by hand.
 * @see kubernetes/kubernetes `pkg/registry/core/service/ipallocator/ipallocator.go`, `calculateRangeOffset`
 */
export function pickClusterIp(
  cidr: string,
  taken: ReadonlySet<string>,
  random: () => number,
): string | undefined {
  const { first, size } = hostRange(cidr);
  const reserved = size < 16 ? 0 : Math.min(256, Math.max(16, Math.floor(size / 16)));
  const free = (offset: number): boolean => !taken.has(numberToIpv4(first + offset));
  const offset =
    pickFrom(reserved, size - reserved, free, random) ?? pickFrom(0, reserved, free, random);
  return offset === undefined ? undefined : numberToIpv4(first + offset);
}

/** From a random start on, around once. */
function pickFrom(
  from: number,
  count: number,
  free: (value: number) => boolean,
  random: () => number,
): number | undefined {
  const start = Math.floor(random() * count);
  for (let step = 0; step < count; step++) {
    const value = from + ((start + step) % count);
    if (free(value)) return value;
  }
  return undefined;
}

function allocateNodePorts(
  spec: EditableFields,
  taken: ReadonlySet<string>,
  { nodePorts: { from, to } }: ServiceNetwork,
  random: () => number,
): FieldError[] {
  const own = new Set<number>();
  const ports = editableList(spec, 'ports');
  const problems: FieldError[] = [];
  const isFree = (protocol: string) => (port: number) => {
    const key = `${protocol}/${String(port)}`;
    return !taken.has(key) && !own.has(port);
  };
  const pick = (protocol: string): number => {
    const port = pickFrom(from, to - from + 1, isFree(protocol), random);
    if (port === undefined) throw internalError('failed to allocate a nodePort: range is full');
    return port;
  };
  /** A port that is served in several protocols has one number outside. */
  const numberOf = (port: EditableFields): number | undefined =>
    ports
      .filter((each) => each['port'] === port['port'])
      .map((each) => numberAt(each, 'nodePort') ?? 0)
      .find((number) => number !== 0);
  for (const [index, port] of ports.entries()) {
    const protocol = textAt(port, 'protocol');
    const asked = numberAt(port, 'nodePort') ?? 0;
    const path = `spec.ports[${String(index)}].nodePort`;
    if (asked !== 0 && (asked < from || asked > to)) {
      const valid = `${String(from)}-${String(to)}`;
      const message = `provided port is not in the valid range. The range of valid ports is ${valid}`;
      problems.push(fieldInvalid(path, asked, message));
    } else if (asked !== 0 && taken.has(`${protocol}/${String(asked)}`)) {
      problems.push(fieldInvalid(path, asked, 'provided port is already allocated'));
    }
    const chosen = asked === 0 ? (numberOf(port) ?? pick(protocol)) : asked;
    port['nodePort'] = chosen;
    own.add(chosen);
  }
  if (needsHealthPort(spec) && (numberAt(spec, 'healthCheckNodePort') ?? 0) === 0)
    spec['healthCheckNodePort'] = pick('TCP');
  return problems;
}
