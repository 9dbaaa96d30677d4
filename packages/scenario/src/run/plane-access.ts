import { readFile } from 'node:fs/promises';
import type { ApiCredentials, Cluster } from '@skewplane/cluster';
import { Agent } from 'undici';
import type { ScenarioUser } from '../document/scenario.js';
import { balanced } from '../load/loading.js';

export interface PlaneRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** The name of an instance, or `balanced`. */
  readonly via: string;
  readonly user: ScenarioUser;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly contentType?: string;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface PlaneResponse {
  readonly status: number;
  /** By lower-case name; several values are joined by a comma and a blank. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The instances that answered, the one reached first first; empty where nothing says so. */
  readonly servedBy: readonly string[];
  readonly proxied: boolean;
  /** Given by the instance that was reached. */
  readonly auditId: string | undefined;
}

/** An answer whose body is still to come. */
export interface PlaneStream {
  readonly head: Omit<PlaneResponse, 'text'>;
  readonly body: AsyncIterable<Uint8Array>;
}

const defaultTimeoutMs = 10_000;
const maxBodyBytes = 16 * 1024 * 1024;
/** So that clients of the balanced address come by every instance, not only the first they met. */
const balancedRequestsPerConnection = 20;

/** Sends requests into a plane as any user, each with a client certificate of their own. */
export class PlaneAccess {
  readonly #cluster: Cluster;
  readonly #controlKey: string;
  readonly #agents = new Map<string, Promise<Agent>>();
  readonly #credentials = new Map<string, Promise<ApiCredentials>>();

  private constructor(cluster: Cluster, controlKey: string) {
    this.#cluster = cluster;
    this.#controlKey = controlKey;
  }

  static async open(cluster: Cluster): Promise<PlaneAccess> {
    return new PlaneAccess(cluster, (await readFile(cluster.controlKeyPath, 'utf8')).trim());
  }

  /** @throws {Error} when there is no answer */
  async send(request: PlaneRequest): Promise<PlaneResponse> {
    const { head, body } = await this.#open(request);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of body) {
      size += chunk.length;
      if (size > maxBodyBytes) throw new Error(`the answer has more than ${maxBodyBytes} bytes`);
      chunks.push(chunk);
    }
    return { ...head, text: Buffer.concat(chunks).toString() };
  }

  /** As `send`, but the time limit ends with the head of the answer. */
  async openStream(request: PlaneRequest): Promise<PlaneStream> {
    return this.#open(request);
  }

  async close(): Promise<void> {
    const agents = await Promise.allSettled(this.#agents.values());
    for (const agent of agents) if (agent.status === 'fulfilled') await agent.value.destroy();
  }

  async #open(request: PlaneRequest): Promise<PlaneStream> {
    const { method, path, via, user, body, timeoutMs = defaultTimeoutMs } = request;
    const agent = await this.#agent(user, via);
    const answer = await agent.request({
      origin: via === balanced ? this.#cluster.balancer.url : this.#cluster.instance(via).url,
      method,
      path,
      headers: {
        accept: 'application/json',
        'user-agent': 'skewplane-scenario',
        'x-skewplane-trace': '1',
        'x-skewplane-key': this.#controlKey,
        ...(body === undefined
          ? {}
          : { 'content-type': request.contentType ?? 'application/json' }),
        ...request.headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
      headersTimeout: timeoutMs,
      signal: request.signal ?? null,
    });
    const { servedBy, auditIds } = provenance(answer.headers);
    return {
      head: {
        status: answer.statusCode,
        headers: flatten(answer.headers),
        servedBy,
        // Without word of who served it: each server on the way adds an audit id.
        proxied: servedBy.length > 1 || (servedBy.length === 0 && auditIds.length > 1),
        auditId: auditIds[0],
      },
      body: answer.body,
    };
  }

  #agent(user: ScenarioUser, via: string): Promise<Agent> {
    const key = JSON.stringify([user.name, user.groups, via === balanced]);
    const found = this.#agents.get(key);
    if (found !== undefined) return found;
    const made = this.#makeAgent(user, via === balanced);
    this.#agents.set(key, made);
    return made;
  }

  async #makeAgent(user: ScenarioUser, isBalanced: boolean): Promise<Agent> {
    const { caCertificate: ca, certificate: cert, key } = await this.#credentialsOf(user);
    return new Agent({
      connect: { ca, cert, key, timeout: 5_000 },
      connections: 32,
      pipelining: 1,
      bodyTimeout: 0, // watches are silent for as long as nothing happens
      ...(isBalanced ? { maxRequestsPerClient: balancedRequestsPerConnection } : {}),
    });
  }

  #credentialsOf(user: ScenarioUser): Promise<ApiCredentials> {
    const id = JSON.stringify([user.name, user.groups]);
    const found = this.#credentials.get(id) ?? this.#cluster.credentialsFor(user);
    this.#credentials.set(id, found);
    return found;
  }
}

type RawHeaders = Readonly<Record<string, string | string[] | undefined>>;

function provenance(headers: RawHeaders): { servedBy: string[]; auditIds: string[] } {
  return {
    servedBy: valuesOf(headers['x-skewplane-served-by']).flatMap((value) => value.split(/,\s*/)),
    auditIds: valuesOf(headers['audit-id']).flatMap((value) => value.split(/,\s*/)),
  };
}

function valuesOf(value: string | string[] | undefined): string[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function flatten(headers: RawHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, valuesOf(value).join(', ')]),
  );
}
