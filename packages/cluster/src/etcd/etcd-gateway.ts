import { Agent, request } from 'undici';
import { readFile } from 'node:fs/promises';
import type { EtcdConnection } from '../instance/apiserver-flags.js';

/** One key as etcd holds it. Values are base64, as the gateway writes them: nobody here looks inside. */
export interface EtcdEntry {
  readonly key: string;
  readonly value: string;
  readonly modRevision: number;
  /** Ends the key with itself. */
  readonly lease?: string;
}

export type EtcdWrite =
  | { readonly put: { readonly key: string; readonly value: string } }
  | { readonly delete: { readonly key: string } };

interface RangeAnswer {
  readonly header: { readonly revision: string };
  readonly kvs?: readonly {
    readonly key: string;
    readonly value?: string;
    readonly mod_revision: string;
    readonly lease?: string;
  }[];
}

/**
 * The few calls that the launcher makes to etcd itself, over its JSON gateway: they are rare, and a gRPC client
 * would double the time it takes to load the launcher.
 * @see etcd `Documentation/dev-guide/api_grpc_gateway.md`
 */
export class EtcdGateway {
  readonly #server: string;
  readonly #agent: Agent;

  private constructor(server: string, agent: Agent) {
    this.#server = server.replace(/\/+$/, '');
    this.#agent = agent;
  }

  static async open(connection: EtcdConnection): Promise<EtcdGateway> {
    const [ca, cert, key] = await Promise.all(
      [connection.caFile, connection.certFile, connection.keyFile].map(async (path) =>
        path === undefined ? undefined : readFile(path),
      ),
    );
    const connect = {
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
    };
    const [server = ''] = connection.servers;
    return new EtcdGateway(server, new Agent({ connect, connections: 2 }));
  }

  /** Every key below `prefix`, from a quorum. */
  async list(prefix: string, { keysOnly = false } = {}): Promise<EtcdEntry[]> {
    const { kvs = [] } = (await this.#call('kv/range', {
      key: encode(prefix),
      range_end: encode(endOf(prefix)),
      keys_only: keysOnly,
    })) as RangeAnswer;
    return kvs.map(({ key, value = '', mod_revision, lease }) => ({
      key: Buffer.from(key, 'base64').toString(),
      value,
      modRevision: Number(mod_revision),
      ...(lease === undefined ? {} : { lease }),
    }));
  }

  /** All of them at one revision. */
  async write(writes: readonly EtcdWrite[]): Promise<void> {
    await this.#call('kv/txn', {
      success: writes.map((write) =>
        'put' in write
          ? { request_put: { key: encode(write.put.key), value: write.put.value } }
          : { request_delete_range: { key: encode(write.delete.key) } },
      ),
    });
  }

  async currentRevision(): Promise<number> {
    const answer = (await this.#call('kv/range', { key: encode('health') })) as RangeAnswer;
    return Number(answer.header.revision);
  }

  /** Forgets all history before `revision`. */
  async compact(revision: number): Promise<void> {
    await this.#call('kv/compaction', { revision: String(revision) });
  }

  /** Deletes every key below the lease. */
  async revokeLease(id: string): Promise<void> {
    await this.#call('lease/revoke', { ID: id });
  }

  async close(): Promise<void> {
    await this.#agent.close();
  }

  async #call(path: string, body: object): Promise<unknown> {
    const { statusCode, body: answer } = await request(`${this.#server}/v3/${path}`, {
      method: 'POST',
      dispatcher: this.#agent,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (statusCode !== 200) throw new Error(`etcd answered ${statusCode} to ${path}: ${text}`);
    return JSON.parse(text);
  }
}

/** The first key that does not begin with `prefix`. */
function endOf(prefix: string): string {
  const last = prefix.length - 1;
  return prefix.slice(0, last) + String.fromCharCode(prefix.charCodeAt(last) + 1);
}

function encode(key: string): string {
  return Buffer.from(key).toString('base64');
}
