import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import type { ApiCredentials } from '../instance/api-request.js';

export interface Exchange {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: Buffer | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ExchangedAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Silence for longer than this is no answer; a watch has to be given a shorter `timeoutSeconds`. */
const timeoutMs = 30_000;
const maxBodyBytes = 64 * 1024 * 1024;

/** One request on a connection of its own, so that a balanced address draws anew for each. */
export function exchange(
  url: URL,
  { caCertificate, certificate, key }: ApiCredentials,
  { method, headers, body, signal }: Exchange,
): Promise<ExchangedAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        ...{ method, ca: caCertificate, cert: certificate, key, agent: false, timeout: timeoutMs },
        headers: {
          ...headers,
          ...(body === undefined ? {} : { 'content-length': String(body.length) }),
        },
        ...(signal === undefined ? {} : { signal }),
      },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > maxBodyBytes) outgoing.destroy(new Error(`${url.href}: answer too large`));
          else chunks.push(chunk);
        });
        response.once('error', reject);
        response.once('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          });
        });
      },
    );
    outgoing.once('timeout', () => outgoing.destroy(new Error(`${url.href}: no answer in time`)));
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}
