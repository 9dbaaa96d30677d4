import { isRecord } from '@skewplane/apimachinery';
import { joinHostPort, splitHostPort } from '../host-port.js';

const serverLabel = 'apiserverIdentity';

/** The core/v1 Endpoints that stands for one server, as stored. Its `metadata.name` is empty. */
export interface EndpointRecord {
  kind: 'Endpoints';
  apiVersion: 'v1';
  metadata: { generation: number; labels: Record<string, string> };
  subsets: [
    { addresses: [{ ip: string }]; ports: [{ name: 'https'; port: number; protocol: 'TCP' }] },
  ];
}

/**
 * The record of a server for its next refresh.
 * @param address `ip:port` as advertised
 * @throws {Error} with Go's text when the address has no port, or one that is no number
 */
export function endpointRecord(
  serverId: string,
  address: string,
  generation: number,
): EndpointRecord {
  const { host, port } = splitHostPort(address);
  return {
    kind: 'Endpoints',
    apiVersion: 'v1',
    metadata: { generation, labels: { [serverLabel]: serverId } },
    subsets: [
      {
        addresses: [{ ip: host }],
        ports: [{ name: 'https', port: parsePort(port), protocol: 'TCP' }],
      },
    ],
  };
}

/** As Go's `strconv.Atoi` reads and complains. */
function parsePort(text: string): number {
  if (!/^[+-]?\d+$/.test(text)) {
    throw new Error(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
  }
  return Number(text);
}

/** What a stored record says of its server; undefined when it is no such record. */
export interface EndpointEntry {
  readonly serverId: string;
  readonly generation: number;
  /** `host:port`; `''` when the record has no subset. */
  readonly address: string;
}

/** @see kubernetes/apiserver `pkg/reconcilers/peer_endpoint_lease.go`, `GetLease` */
export function parseEndpointRecord(value: Buffer): EndpointEntry | undefined {
  const record = parseJson(value);
  if (!isRecord(record) || !isRecord(record['metadata'])) return undefined;
  const { labels, generation } = record['metadata'];
  const serverId = isRecord(labels) ? labels[serverLabel] : undefined;
  if (typeof serverId !== 'string') return undefined;
  return {
    serverId,
    generation: typeof generation === 'number' ? generation : 0,
    address: addressOf(first(record['subsets'])),
  };
}

function addressOf(subset: unknown): string {
  if (!isRecord(subset)) return '';
  const ip = field(first(subset['addresses']), 'ip');
  const port = field(first(subset['ports']), 'port');
  return joinHostPort(typeof ip === 'string' ? ip : '', typeof port === 'number' ? port : '');
}

const first = (list: unknown): unknown =>
  Array.isArray(list) ? (list as unknown[])[0] : undefined;
const field = (value: unknown, name: string): unknown =>
  isRecord(value) ? value[name] : undefined;

function parseJson(value: Buffer): unknown {
  try {
    return JSON.parse(value.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
