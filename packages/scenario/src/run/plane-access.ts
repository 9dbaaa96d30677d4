import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock, type Clock } from '@skewplane/apimachinery';
import { issueCertificate, readKeyPair, type Cluster } from '@skewplane/cluster';
import { Agent } from 'undici';
import type { ScenarioUser } from '../document/scenario.js';
import { adminUser, balanced } from '../load/loading.js';

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
const certificateLifetimeMs = 24 * 3_600_000;
const clockSkewMs = 5 * 60_000;
const maxBodyBytes = 16 * 1024 * 1024;
/** So that clients of the balanced address come by every instance, not only the first they met. */
const balancedRequestsPerConnection = 20;

/** Sends requests into a plane as any user, each with a client certificate of their own. */
export class PlaneAccess {
  readonly #cluster: Cluster;
  readonly #clock: Clock;
  readonly #ca: string;
  readonly #controlKey: string | undefined;
  readonly #agents = new Map<string, Promise<Agent>>();

  private constructor(cluster: Cluster, clock: Clock, ca: string, controlKey: string | undefined) {
    this.#cluster = cluster;
    this.#clock = clock;
    this.#ca = ca;
    this.#controlKey = controlKey;
  }

  static async open(
    cluster: Cluster,
    dataDirectory: string,
    clock: Clock = systemClock,
  ): Promise<PlaneAccess> {
    const ca = await readFile(join(cluster.pkiDirectory, 'ca.crt'), 'utf8');
    const key = await readIfPresent(join(dataDirectory, 'control.key'));
    return new PlaneAccess(cluster, clock, ca, key?.trim());
  }

  /** @throws {Error} when there is no answer */
  async send(request: PlaneRequest): Promise<PlaneResponse> {
    const { head, body } = await this.open(request);
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
    return this.open(request);
  }

  async close(): Promise<void> {
    const agents = await Promise.allSettled(this.#agents.values());
    await Promise.all(
      agents.map((agent) => (agent.status === 'fulfilled' ? agent.value.destroy() : undefined)),
    );
  }

  private async open(request: PlaneRequest): Promise<PlaneStream> {
    const { method, path, via, user, body, timeoutMs = defaultTimeoutMs } = request;
    const agent = await this.#agent(user, via);
    const answer = await agent.request({
      origin: via === balanced ? this.#cluster.balancer.url : this.#cluster.instance(via).url,
      method: method as 'GET',
      path,
      headers: {
        accept: 'application/json',
        'user-agent': 'skewplane-scenario',
        ...this.#traceHeaders(),
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

  #traceHeaders(): Record<string, string> {
    if (this.#controlKey === undefined) return {};
    return { 'x-skewplane-trace': '1', 'x-skewplane-key': this.#controlKey };
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
    const { certificate, key } = await this.#credentials(user);
    return new Agent({
      connect: { ca: this.#ca, cert: certificate, key, timeout: 5_000 },
      connections: 32,
      pipelining: 1,
      bodyTimeout: 0, // watches are silent for as long as nothing happens
      ...(isBalanced ? { maxRequestsPerClient: balancedRequestsPerConnection } : {}),
    });
  }

  async #credentials(user: ScenarioUser): Promise<{ certificate: string; key: string }> {
    const directory = this.#cluster.pkiDirectory;
    if (user === adminUser) return readKeyPair(directory, 'admin');
    const now = this.#clock.now();
    return issueCertificate(
      {
        commonName: user.name,
        organizations: user.groups,
        usage: 'client',
        notBeforeMs: now - clockSkewMs,
        notAfterMs: now + certificateLifetimeMs,
      },
      await readKeyPair(directory, 'ca'),
    );
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

async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
