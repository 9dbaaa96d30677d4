import { Agent, request } from 'node:https';
import type { AgentOptions, RequestOptions } from 'node:https';

/** An answer as it came over the wire. */
export interface Answer {
  readonly code: number;
  readonly contentType: string;
  readonly text: string;
}

export interface CallOptions {
  readonly contentType?: string;
  readonly accept?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly timeoutMs?: number;
}

/** Plain HTTPS requests to one address, without a client library's opinion of what may be sent. */
export class ApiCaller {
  readonly #url: string;
  readonly #agent: Agent;

  constructor(url: string, tls: AgentOptions) {
    this.#url = url;
    this.#agent = new Agent({ ...tls, keepAlive: true });
  }

  call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const { body, timeoutMs = 30_000 } = options;
    const request_: RequestOptions = {
      method,
      agent: this.#agent,
      timeout: timeoutMs,
      headers: {
        accept: options.accept ?? 'application/json',
        ...(options.contentType === undefined ? {} : { 'content-type': options.contentType }),
        ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
        ...options.headers,
      },
    };
    return new Promise((resolve, reject) => {
      const outgoing = request(`${this.#url}${path}`, request_, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          resolve({
            code: response.statusCode ?? 0,
            contentType: response.headers['content-type'] ?? '',
            text: Buffer.concat(chunks).toString(),
          });
        });
      });
      outgoing.once('timeout', () => outgoing.destroy(new Error(`${method} ${path}: no answer`)));
      outgoing.once('error', reject);
      outgoing.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
