import { request } from 'node:https';
import { ClusterError } from '../cluster-error.js';
import type { ApiCredentials } from './api-request.js';

const timeoutMs = 10_000;
const maxBodyBytes = 16 * 1024 * 1024;

export interface ControlCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly body?: object | undefined;
  /** For messages. */
  readonly instance: string;
}

/**
 * Tells an instance something below `/skewplane`, or asks it.
 *
 * Whichever certificate it shows is taken: a fault may have put a bad one there, and must be taken back all the same.
 * The admin proves who it is with its key, which does not leave this process, so nobody is told a secret.
 * @throws {ClusterError} naming the instance, with what it answered
 */
export function controlRequest(call: ControlCall, credentials: ApiCredentials): Promise<unknown> {
  const { method, url, body, instance } = call;
  const { certificate: cert, key } = credentials;
  const content = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const headers =
    content === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': content.length };
  const options = { method, cert, key, rejectUnauthorized: false, agent: false, headers };
  return new Promise((resolve, reject) => {
    const fail = (cause: Error) => {
      reject(new ClusterError(`${instance}: ${cause.message}`, { cause }));
    };
    const outgoing = request(url, { ...options, timeout: timeoutMs }, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxBodyBytes) outgoing.destroy(new Error('the answer is too large'));
        else chunks.push(chunk);
      });
      response.once('error', fail);
      response.once('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (response.statusCode === 200) resolve(JSON.parse(text));
        else fail(new Error(messageOf(text)));
      });
    });
    outgoing.once('timeout', () => outgoing.destroy(new Error('no answer in time')));
    outgoing.once('error', fail);
    outgoing.end(content);
  });
}

/** What a Status says, or the text as it is. */
function messageOf(text: string): string {
  try {
    return (JSON.parse(text) as { readonly message?: string }).message ?? text;
  } catch {
    return text.trim(); // Not every refusal is a Status.
  }
}
