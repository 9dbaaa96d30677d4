import type { Clock } from '@skewplane/apimachinery';
import { Agent, request } from 'undici';
import type {
  WebhookClientConfig,
  WebhookTarget,
} from '../admission/plugins/webhook/webhook-configuration.js';
import type { WebhookClient } from '../admission/plugins/webhook/webhook-dispatcher.js';
import { WebhookAnswerError } from '../admission/plugins/webhook/webhook-errors.js';
import { peerConnector } from '../peer-proxy/forward/peer-connector.js';
import { causeText } from '../peer-proxy/forward/transport-error.js';
import { statusText } from './status-text.js';

export interface WebhookClientDeps {
  /** `host:port` of a service, and where to dial for it. */
  readonly network: {
    resolve(service: { namespace: string; name: string; port: number }): string;
    dialAddress(address: string): string;
  };
  readonly clock: Clock;
}

/** Agents kept for configurations used last; a plane has a handful. */
const maxAgents = 64;
const maxAnswerBytes = 3 * 1024 * 1024;
const timings = {
  dialTimeoutMs: 30_000,
  tlsHandshakeTimeoutMs: 10_000,
  tcpKeepAliveMs: 30_000,
};

/**
 * Posts reviews over TLS, with connections kept for each configuration.
 * @see kubernetes/apiserver `pkg/util/webhook/client.go`
 */
export class HttpWebhookClient implements WebhookClient {
  readonly #deps: WebhookClientDeps;
  /** The one used longest ago first. */
  readonly #agents = new Map<string, Agent>();

  constructor(deps: WebhookClientDeps) {
    this.#deps = deps;
  }

  post: WebhookClient['post'] = async (config, { body, timeoutMs }, signal) => {
    const url = urlOf(config.target, timeoutMs);
    const limit = new AbortController();
    const cancel = this.#deps.clock.setTimeout(() => {
      limit.abort(new Error('context deadline exceeded'));
    }, timeoutMs);
    try {
      const { code, text, contentType } = await this.#exchange(
        config,
        url,
        body,
        AbortSignal.any([limit.signal, signal]),
      ).catch((error: unknown) => {
        const cause: unknown = limit.signal.aborted ? limit.signal.reason : error;
        throw new Error(`Post ${JSON.stringify(url.href)}: ${causeText(cause)}`, { cause: error });
      });
      if (code < 200 || code > 299)
        throw new WebhookAnswerError(statusText(code, text, contentType), code);
      if (!isJson(contentType))
        throw new WebhookAnswerError(`serializer for ${contentType} doesn't exist`, code);
      if (text === '') throw new WebhookAnswerError(emptyText(code, contentType), code);
      return text;
    } finally {
      cancel();
    }
  };

  async close(): Promise<void> {
    const agents = [...this.#agents.values()];
    this.#agents.clear();
    await Promise.all(agents.map((agent) => agent.destroy()));
  }

  async #exchange(
    config: WebhookClientConfig,
    url: URL,
    body: string,
    signal: AbortSignal,
  ): Promise<{ code: number; text: string; contentType: string }> {
    const {
      statusCode,
      headers,
      body: answer,
    } = await request(this.#dialed(config.target, url), {
      method: 'POST',
      dispatcher: this.#agentFor(config, url),
      headers: {
        host: url.host,
        accept: 'application/json, */*',
        'content-type': 'application/json',
        'user-agent': 'kube-apiserver-admission',
      },
      body,
      signal,
    });
    const contentType = headers['content-type']?.toString() ?? '';
    return { code: statusCode, text: await textOf(answer), contentType };
  }

  /** A service is asked by its name and dialled where it is. */
  #dialed(target: WebhookTarget, url: URL): URL {
    if ('url' in target) return url;
    const { network } = this.#deps;
    const address = network.dialAddress(network.resolve(target));
    return new URL(`${url.pathname}${url.search}`, `https://${address}`);
  }

  #agentFor({ caBundle }: WebhookClientConfig, { hostname }: URL): Agent {
    const serverName = hostname.replace(/^\[|\]$/g, '');
    const key = `${serverName}\n${caBundle?.toString('base64') ?? ''}`;
    const agent = this.#agents.get(key) ?? this.#newAgent(serverName, caBundle);
    this.#agents.delete(key);
    this.#agents.set(key, agent); // now the newest
    const [oldest] = this.#agents;
    if (this.#agents.size > maxAgents && oldest !== undefined) {
      this.#agents.delete(oldest[0]);
      void oldest[1].close(); // once its requests are done
    }
    return agent;
  }

  #newAgent(serverName: string, ca: Buffer | undefined): Agent {
    const connect = peerConnector({ tls: { ca, serverName }, clock: this.#deps.clock, timings });
    return new Agent({
      connect: ({ hostname, port }, callback) => {
        connect({ hostname, port }, callback);
      },
      headersTimeout: 0, // the deadline of the review counts
      bodyTimeout: 0,
    });
  }
}

function urlOf(target: WebhookTarget, timeoutMs: number): URL {
  const url =
    'url' in target
      ? new URL(target.url)
      : new URL(
          target.path,
          `https://${target.name}.${target.namespace}.svc:${String(target.port)}`,
        );
  // Go's client joins the path anew.
  url.pathname = url.pathname.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
  url.search = `?timeout=${String(Math.ceil(timeoutMs / 1000))}s`;
  return url;
}

/** What says nothing of itself is taken for JSON. */
function isJson(contentType: string): boolean {
  const [media = ''] = contentType.split(';', 1);
  return ['', 'application/json'].includes(media.trim().toLowerCase());
}

const emptyText = (code: number, contentType: string): string =>
  `0-length response with status code: ${String(code)} and content type: ${contentType}`;

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxAnswerBytes) throw new Error('the answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
