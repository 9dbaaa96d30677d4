import {
  StatusError,
  isRecord,
  type KubeList,
  type KubeObject,
  type Status,
} from '@skewplane/apimachinery';
import { Agent, type Dispatcher } from 'undici';
import type { Connection } from './connection.js';
import { parseWarnings } from './warnings.js';
import { parseWatchStream, type WatchEvent } from './watch-stream.js';

export interface RequestOptions {
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>> | undefined;
  readonly body?: unknown;
  /** `application/json` unless given. */
  readonly contentType?: string | undefined;
  readonly accept?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Gets the texts of the `Warning` headers, of refusals too; not called when there are none. */
  readonly onWarnings?: ((texts: readonly string[]) => void) | undefined;
}

export interface RestClientOptions {
  readonly userAgent: string;
  /** Milliseconds to wait for the head of an answer. */
  readonly headersTimeoutMs?: number | undefined;
}

/**
 * JSON over HTTPS to one API address. Keep-alive connections are shared; `close` ends them.
 * @throws {StatusError} for every answer that is no success; network errors pass through
 */
export class RestClient {
  readonly #agent: Agent;
  readonly #connection: Connection;
  readonly #userAgent: string;

  constructor(connection: Connection, { userAgent, headersTimeoutMs = 70_000 }: RestClientOptions) {
    this.#connection = connection;
    this.#userAgent = userAgent;
    const { ca, cert, key, tlsServerName } = connection;
    this.#agent = new Agent({
      connect: {
        ...(ca === undefined ? {} : { ca }),
        ...(cert === undefined ? {} : { cert }),
        ...(key === undefined ? {} : { key }),
        ...(tlsServerName === undefined ? {} : { servername: tlsServerName }),
        timeout: 10_000,
      },
      headersTimeout: headersTimeoutMs,
      bodyTimeout: 0, // watches are silent for as long as nothing happens
      pipelining: 1,
    });
  }

  /** @returns the decoded body; undefined when it is empty */
  async request(
    method: Dispatcher.HttpMethod,
    path: string,
    options: RequestOptions = {},
  ): Promise<unknown> {
    const { body } = await this.#send(method, path, options);
    const text = await body.text();
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  }

  async get<T extends KubeObject>(path: string, options: RequestOptions = {}): Promise<T> {
    return (await this.request('GET', path, options)) as T;
  }

  async list<T extends KubeObject>(
    path: string,
    options: RequestOptions = {},
  ): Promise<KubeList<T>> {
    return (await this.request('GET', path, options)) as KubeList<T>;
  }

  async create<T extends KubeObject>(
    path: string,
    body: unknown,
    options: RequestOptions = {},
  ): Promise<T> {
    return (await this.request('POST', path, { ...options, body })) as T;
  }

  async update<T extends KubeObject>(
    path: string,
    body: unknown,
    options: RequestOptions = {},
  ): Promise<T> {
    return (await this.request('PUT', path, { ...options, body })) as T;
  }

  async mergePatch<T extends KubeObject>(
    path: string,
    body: unknown,
    options: RequestOptions = {},
  ): Promise<T> {
    return (await this.request('PATCH', path, {
      ...options,
      body,
      contentType: 'application/merge-patch+json',
    })) as T;
  }

  async delete(path: string, options: RequestOptions = {}): Promise<unknown> {
    return this.request('DELETE', path, options);
  }

  /** Events until the server ends the stream or the signal aborts. Leaving the loop closes the stream. */
  async *watch<T extends KubeObject>(
    path: string,
    options: RequestOptions = {},
  ): AsyncGenerator<WatchEvent<T>> {
    const { body } = await this.#send('GET', path, {
      ...options,
      query: { ...options.query, watch: true },
    });
    yield* parseWatchStream<T>(body);
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }

  async #send(
    method: Dispatcher.HttpMethod,
    path: string,
    options: RequestOptions,
  ): Promise<Dispatcher.ResponseData> {
    const { token, server } = this.#connection;
    const response = await this.#agent.request({
      origin: server,
      method,
      path: path + queryText(options.query),
      headers: {
        accept: options.accept ?? 'application/json',
        'user-agent': this.#userAgent,
        ...(options.body === undefined
          ? {}
          : { 'content-type': options.contentType ?? 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: options.body === undefined ? null : JSON.stringify(options.body),
      signal: options.signal ?? null,
    });
    const warnings = parseWarnings(response.headers['warning']);
    if (warnings.length > 0) options.onWarnings?.(warnings);
    if (response.statusCode < 300) return response;
    throw statusErrorOf(response.statusCode, await response.body.text());
  }
}

function queryText(query: RequestOptions['query']): string {
  const entries = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
  if (entries.length === 0) return '';
  return `?${new URLSearchParams(entries.map(([name, value]): [string, string] => [name, String(value)])).toString()}`;
}

/** The Status of the body; one made from the code when the body is something else. */
function statusErrorOf(code: number, text: string): StatusError {
  try {
    const body: unknown = JSON.parse(text);
    if (isRecord(body) && body['kind'] === 'Status') {
      const status = body as unknown as Status;
      return new StatusError({
        code,
        reason: status.reason ?? '',
        message: status.message ?? '',
        ...(status.details === undefined ? {} : { details: status.details }),
        metadata: status.metadata,
      });
    }
  } catch {
    // Not JSON: plain text of a proxy or a mux, which becomes the message below.
  }
  const reason = code === 404 ? 'NotFound' : code === 503 ? 'ServiceUnavailable' : '';
  return new StatusError({
    code,
    reason,
    message: text.trim().slice(0, 1024) || `HTTP ${String(code)}`,
  });
}
