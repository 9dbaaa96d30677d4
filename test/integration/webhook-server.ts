import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { TestCa } from '../../packages/apiserver/src/peer-proxy/testing/test-pki.js';

/** The `request` of an AdmissionReview, loose on purpose. */
export interface ReviewRequest {
  readonly uid: string;
  readonly operation: string;
  readonly kind: { readonly group: string; readonly version: string; readonly kind: string };
  readonly resource: { readonly resource: string; readonly version: string };
  readonly object: Record<string, unknown> | null;
  readonly oldObject: Record<string, unknown> | null;
  readonly [field: string]: unknown;
}

/** A review as it came in. */
export interface SeenReview {
  /** With its query. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly apiVersion: string;
  readonly request: ReviewRequest;
}

export interface Reply {
  readonly status?: number;
  readonly contentType?: string;
  readonly body: string;
}

/** What is answered to a path: fields of the `response`, a whole answer, or nothing for as long as it takes. */
export type Answerer = (
  request: ReviewRequest,
) => Readonly<Record<string, unknown>> | { readonly raw: Reply } | 'never';

/** A webhook server over HTTPS on loopback: each path has an answer of its own. */
export interface WebhookServer {
  readonly port: number;
  readonly caBundle: string;
  /** Reviews that came to a path, oldest first. */
  seen(path: string): readonly SeenReview[];
  answer(path: string, answerer: Answerer): void;
  clientConfig(path: string): object;
  close(): Promise<void>;
}

export const webhookService = { namespace: 'default', name: 'hooks' };

export async function startWebhookServer(): Promise<WebhookServer> {
  const ca = await TestCa.create('webhook-ca');
  const serving = await ca.issue('webhook', {
    dns: [`${webhookService.name}.${webhookService.namespace}.svc`],
    ips: ['127.0.0.1'],
  });
  const seen: SeenReview[] = [];
  const answerers = new Map<string, Answerer>();
  const sockets = new Set<Duplex>();
  const server: Server = createServer(serving, (request, response) => {
    void readReview(request).then((review) => {
      const url = request.url ?? '';
      seen.push({ url, headers: request.headers, ...review });
      const answerer = answerers.get(pathOf(url));
      const answered = answerer?.(review.request) ?? { raw: { status: 404, body: 'no such hook' } };
      if (answered !== 'never') send(response, review, answered);
    });
  });
  server.on('secureConnection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const caBundle = Buffer.from(ca.cert).toString('base64');
  return {
    port,
    caBundle,
    seen: (path) => seen.filter(({ url }) => pathOf(url) === path),
    answer: (path, answerer) => {
      answerers.set(path, answerer);
    },
    clientConfig: (path) => ({ url: `https://127.0.0.1:${String(port)}${path}`, caBundle }),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

const pathOf = (url: string): string => url.replace(/\?.*$/, '');

async function readReview(
  request: IncomingMessage,
): Promise<{ apiVersion: string; request: ReviewRequest }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as {
    apiVersion: string;
    request: ReviewRequest;
  };
}

function send(
  response: ServerResponse,
  { apiVersion, request: { uid } }: { apiVersion: string; request: ReviewRequest },
  answered: Exclude<ReturnType<Answerer>, 'never'>,
): void {
  const raw = 'raw' in answered ? (answered.raw as Reply) : undefined;
  const body =
    raw?.body ??
    JSON.stringify({ apiVersion, kind: 'AdmissionReview', response: { uid, ...answered } });
  response
    .writeHead(raw?.status ?? 200, { 'content-type': raw?.contentType ?? 'application/json' })
    .end(body);
}

/** A patch as webhooks send it. */
export const patchOf = (operations: readonly object[]) => ({
  allowed: true,
  patchType: 'JSONPatch',
  patch: Buffer.from(JSON.stringify(operations)).toString('base64'),
});
