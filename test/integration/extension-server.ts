import { EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { TestCa } from '../../packages/apiserver/src/peer-proxy/testing/test-pki.js';

export interface ExtensionServerOptions {
  /** CA that the client certificate of the aggregation layer must come from, PEM. */
  readonly frontProxyCa: string;
  /** Common names of certificates that are believed. */
  readonly allowedNames?: readonly string[];
  readonly group?: string;
  readonly version?: string;
  /** The service that leads here, in namespace `extensions`. */
  readonly service?: string;
  /** What `/apis` answers: the aggregated form, or 404 as old servers do. */
  readonly discovery?: 'aggregated' | 'legacy';
}

/** A request as it came in. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Names as the sender wrote them. */
  readonly rawHeaders: readonly string[];
  /** Bytes of the body. */
  bodyBytes: number;
}

export interface Widget {
  readonly apiVersion: string;
  readonly kind: 'Widget';
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly resourceVersion: string;
  };
  readonly [field: string]: unknown;
}

/**
 * An extension server in the manner of upstream's sample-apiserver: HTTPS, believes a front proxy, and serves one
 * resource (`widgets`, with get, list, create, watch and the upgrade `widgets/<name>/connect`) from memory.
 */
export interface ExtensionServer {
  readonly port: number;
  readonly group: string;
  readonly version: string;
  /** Everything that came, probes and discovery too. */
  readonly seen: readonly SeenRequest[];
  /** Requests for resources only: what clients sent. */
  resourceRequests(): readonly SeenRequest[];
  /** Objects to POST: the service first. */
  service(): object;
  apiService(spec?: Readonly<Record<string, unknown>>): object;
  /** From now on discovery lists this resource too. */
  addResource(name: string): void;
  /** From now on every request is answered with this status, or as usual. */
  fail(status: number | undefined): void;
  /** Breaks all connections and listens no more. */
  stop(): Promise<void>;
  /** Listens again on the same port. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** The namespace of the services; tests create it. */
export const extensionNamespace = 'extensions';

export async function startExtensionServer(
  options: ExtensionServerOptions,
): Promise<ExtensionServer> {
  const { service = 'widgets' } = options;
  const ca = await TestCa.create('extension-ca');
  const serving = await ca.issue(service, { dns: [`${service}.${extensionNamespace}.svc`] });
  const server = new Extension(options, { ...serving, caBundle: ca.cert });
  await server.restart();
  return server;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

class Extension implements ExtensionServer {
  readonly group: string;
  readonly version: string;
  readonly #options: ExtensionServerOptions;
  readonly #tls: { readonly cert: string; readonly key: string; readonly caBundle: string };
  readonly #service: string;
  readonly #objects = new Map<string, Widget>();
  readonly #events = new EventEmitter().setMaxListeners(0);
  readonly #resources = ['widgets'];
  readonly #seen: SeenRequest[] = [];
  readonly #sockets = new Set<Duplex>();
  #server: Server | undefined;
  #port = 0;
  #revision = 0;
  #failure: number | undefined;

  constructor(
    options: ExtensionServerOptions,
    tls: { readonly cert: string; readonly key: string; readonly caBundle: string },
  ) {
    const { group = 'widgets.example.com', version = 'v1', service = 'widgets' } = options;
    this.#options = options;
    this.#tls = tls;
    this.group = group;
    this.version = version;
    this.#service = service;
  }

  get port(): number {
    return this.#port;
  }

  get seen(): readonly SeenRequest[] {
    return this.#seen;
  }

  resourceRequests(): readonly SeenRequest[] {
    return this.#seen.filter(({ path }) => path.startsWith(`${this.#root}/`));
  }

  service(): object {
    return {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: this.#service, namespace: extensionNamespace },
      spec: { type: 'ExternalName', externalName: 'localhost' },
    };
  }

  apiService(spec: Readonly<Record<string, unknown>> = {}): object {
    return {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: `${this.version}.${this.group}` },
      spec: {
        group: this.group,
        version: this.version,
        groupPriorityMinimum: 2000,
        versionPriority: 10,
        service: { namespace: extensionNamespace, name: this.#service, port: this.#port },
        caBundle: Buffer.from(this.#tls.caBundle).toString('base64'),
        ...spec,
      },
    };
  }

  addResource(name: string): void {
    this.#resources.push(name);
  }

  fail(status: number | undefined): void {
    this.#failure = status;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = once(server, 'close');
    server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async restart(): Promise<void> {
    const { cert, key } = this.#tls;
    const server = createServer(
      { cert, key, ca: this.#options.frontProxyCa, requestCert: true, rejectUnauthorized: false },
      (request, response) => {
        this.#answer(request, response);
      },
    );
    server.on('secureConnection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      this.#upgrade(request, socket, head);
    });
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    await this.stop();
  }

  get #root(): string {
    return `/apis/${this.group}/${this.version}`;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const seen = this.#see(request);
    request.on('data', (chunk: Buffer) => (seen.bodyBytes += chunk.length));
    const refusal = this.#failure ?? this.#refusal(request);
    if (refusal !== undefined) {
      sendJson(response, refusal, { kind: 'Status', status: 'Failure', code: refusal });
      return;
    }
    this.#handlerFor(seen)(request, response);
  }

  #see(request: IncomingMessage): SeenRequest {
    const { method = '', url = '', headers, rawHeaders } = request;
    const seen = { method, path: url, headers, rawHeaders, bodyBytes: 0 };
    this.#seen.push(seen);
    return seen;
  }

  /** 401 unless a front proxy says who is asking. */
  #refusal({ socket, headers }: IncomingMessage): number | undefined {
    const tls = socket as TLSSocket;
    const { allowedNames = ['front-proxy-client'] } = this.#options;
    const name = tls.getPeerCertificate().subject.CN;
    const isProxy = tls.authorized && allowedNames.includes(String(name));
    return isProxy && headers['x-remote-user'] !== undefined ? undefined : 401;
  }

  #handlerFor({ path, method }: SeenRequest): Handler {
    const [plain = '', query = ''] = path.split('?');
    if (plain === '/apis') return this.#groups;
    if (plain === this.#root) return this.#resourceList;
    if (plain === '/openapi/v3' || plain === `/openapi/v3${this.#root}`) return this.#openApi;
    const match = /^\/namespaces\/([^/]+)\/widgets(?:\/([^/]+))?$/.exec(
      plain.slice(this.#root.length),
    );
    const [, namespace = '', name] = match ?? [];
    if (plain.startsWith(`${this.#root}/redirect`)) {
      return (_request, response) =>
        response.writeHead(302, { location: 'https://elsewhere.example.com/' }).end();
    }
    if (!plain.startsWith(`${this.#root}/`)) return notFound;
    if (plain === `${this.#root}/widgets` || (match !== null && name === undefined)) {
      if (method === 'POST') return this.#create(namespace);
      return new URLSearchParams(query).get('watch') ? this.#watch : this.#list;
    }
    const found = name === undefined ? undefined : this.#objects.get(`${namespace}/${name}`);
    return found === undefined
      ? notFound
      : (_request, response) => {
          sendJson(response, 200, found);
        };
  }

  readonly #groups: Handler = (_request, response) => {
    if (this.#options.discovery === 'legacy') {
      sendJson(response, 404, { kind: 'Status', status: 'Failure', code: 404 });
      return;
    }
    const { group, version } = this;
    const resources = this.#resources.map((resource) => ({
      resource,
      responseKind: { group, version, kind: 'Widget' },
      scope: 'Namespaced',
      singularResource: 'widget',
      verbs: ['create', 'get', 'list', 'watch'],
    }));
    sendJson(
      response,
      200,
      {
        kind: 'APIGroupDiscoveryList',
        apiVersion: 'apidiscovery.k8s.io/v2',
        metadata: {},
        items: [
          { metadata: { name: group }, versions: [{ version, resources, freshness: 'Current' }] },
        ],
      },
      'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
    );
  };

  readonly #resourceList: Handler = (_request, response) => {
    sendJson(response, 200, {
      kind: 'APIResourceList',
      apiVersion: 'v1',
      groupVersion: `${this.group}/${this.version}`,
      resources: this.#resources.map((name) => ({
        name,
        singularName: 'widget',
        namespaced: true,
        kind: 'Widget',
        verbs: ['create', 'get', 'list', 'watch'],
      })),
    });
  };

  readonly #openApi: Handler = (request, response) => {
    const path = this.#root.slice(1);
    if (request.url === '/openapi/v3') {
      const serverRelativeURL = `/openapi/v3/${path}?hash=1`;
      sendJson(response, 200, { paths: { [path]: { serverRelativeURL } } });
    } else {
      sendJson(response, 200, { openapi: '3.0.0', info: { title: 'widgets', version: '1' } });
    }
  };

  #create(namespace: string): Handler {
    return (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.once('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString()) as Widget;
        const metadata = { ...body.metadata, namespace, resourceVersion: String(++this.#revision) };
        const widget = { ...body, metadata };
        this.#objects.set(`${namespace}/${metadata.name}`, widget);
        this.#events.emit('added', widget);
        sendJson(response, 201, widget);
      });
    };
  }

  readonly #list: Handler = (_request, response) => {
    sendJson(response, 200, {
      kind: 'WidgetList',
      apiVersion: `${this.group}/${this.version}`,
      metadata: { resourceVersion: String(this.#revision) },
      items: [...this.#objects.values()],
    });
  };

  readonly #watch: Handler = (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    const send = (object: Widget) =>
      response.write(`${JSON.stringify({ type: 'ADDED', object })}\n`);
    for (const widget of this.#objects.values()) send(widget);
    this.#events.on('added', send);
    response.once('close', () => this.#events.off('added', send));
  };

  /** Joins the protocol `echo`, and sends back what it gets; refuses all others. */
  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#see(request);
    const refusal =
      this.#refusal(request) ?? (request.headers.upgrade === 'echo' ? undefined : 403);
    if (refusal !== undefined) {
      const body = `refused: ${String(refusal)}`;
      socket.end(
        `HTTP/1.1 ${String(refusal)} Refused\r\nContent-Length: ${String(body.length)}\r\n\r\n${body}`,
      );
      return;
    }
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n',
    );
    socket.write(head);
    socket.on('error', () => socket.destroy());
    socket.pipe(socket);
  }
}

const notFound: Handler = (_request, response) => {
  sendJson(response, 404, { kind: 'Status', status: 'Failure', reason: 'NotFound', code: 404 });
};

function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  contentType = 'application/json',
): void {
  response.writeHead(status, { 'content-type': contentType });
  response.end(JSON.stringify(body));
}
