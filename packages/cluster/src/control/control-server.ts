import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ClusterError } from '../cluster-error.js';
import type { FaultSpec, Faults } from '../faults/fault.js';
import type { Instance, InstanceChanges } from '../instance/apiserver-instance.js';
import { instanceOperations } from './control-protocol.js';
import type { ControlledInstance, InstanceOperation } from './control-protocol.js';

/** What of a plane can be asked for from another process. */
export interface ControlledPlane {
  readonly instances: readonly Instance[];
  readonly faults: Faults;
  /** @throws {ClusterError} when there is none of that name */
  instance(name: string): Instance;
}

/** A path longer than this does not fit into the address of a socket everywhere. */
const maxSocketPathBytes = 100;
const maxBodyBytes = 1024 * 1024;
const prefix = '/v1alpha1/';

/**
 * Serves one running plane on a Unix socket that its owner alone may open: whoever can is trusted with everything.
 */
export class ControlServer {
  readonly #plane: ControlledPlane;
  readonly #server: Server;
  #path = '';
  #temporary: string | undefined;

  constructor(plane: ControlledPlane) {
    this.#plane = plane;
    this.#server = createServer((request, response) => {
      void this.#serve(request, response);
    });
  }

  get path(): string {
    return this.#path;
  }

  /** In `directory`, which is ours alone, so that a socket left by a crash can go; elsewhere when its path is too long. */
  async listen(directory: string): Promise<void> {
    this.#path = join(directory, 'control.sock');
    if (Buffer.byteLength(this.#path) > maxSocketPathBytes) {
      this.#temporary = await mkdtemp(join(tmpdir(), 'skewplane-'));
      this.#path = join(this.#temporary, 'control.sock');
    }
    await rm(this.#path, { force: true });
    this.#server.listen(this.#path);
    await once(this.#server, 'listening');
    await chmod(this.#path, 0o600);
  }

  /** Cuts what is under way: a plane that stops does not finish a change first. */
  async close(): Promise<void> {
    if (this.#server.listening) {
      const closed = once(this.#server, 'close');
      this.#server.close();
      this.#server.closeAllConnections();
      await closed;
    }
    if (this.#temporary !== undefined)
      await rm(dirname(this.#path), { recursive: true, force: true });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = await bodyOf(request);
      const answer = await this.#answer(request.method ?? '', pathOf(request), body);
      if (answer === undefined)
        send(response, 404, { error: `no such path: ${request.url ?? ''}` });
      else send(response, 200, answer);
    } catch (error) {
      const isExpected = error instanceof ClusterError;
      const text = error instanceof Error ? error.message : String(error);
      send(response, isExpected ? 400 : 500, { error: text });
    }
  }

  #answer(
    method: string,
    [kind, name, operation]: readonly string[],
    body: unknown,
  ): Promise<object> | object | undefined {
    const { instances } = this.#plane;
    if (kind === 'faults' && operation === undefined) return this.#faults(method, name, body);
    if (kind !== 'instances') return undefined;
    if (name === undefined) return method === 'GET' ? instances.map(described) : undefined;
    if (method !== 'POST' || !isOperation(operation)) return undefined;
    return this.#operate(this.#plane.instance(name), operation, body);
  }

  async #faults(
    method: string,
    id: string | undefined,
    body: unknown,
  ): Promise<object | undefined> {
    const { faults } = this.#plane;
    if (id !== undefined) {
      if (method !== 'DELETE') return undefined;
      await faults.heal(id);
      return {};
    }
    switch (method) {
      case 'GET':
        return faults.list();
      case 'POST':
        if (!isObject(body)) throw new ClusterError('a fault is an object');
        // `inject` believes nothing of it.
        return faults.inject(body as unknown as FaultSpec);
      case 'DELETE':
        await faults.healAll();
        return {};
      default:
        return undefined;
    }
  }

  async #operate(
    instance: Instance,
    operation: InstanceOperation,
    body: unknown,
  ): Promise<ControlledInstance> {
    const changes = changesOf(body);
    switch (operation) {
      case 'start':
        await instance.start(changes);
        break;
      case 'stop':
        await instance.stop();
        break;
      case 'upgrade':
        if (changes.version === undefined) throw new ClusterError('an upgrade needs a version');
        await instance.restart(changes);
        break;
      case 'restart':
        await instance.restart(changes);
        break;
    }
    return described(instance);
  }
}

function described({ name, version, url, pid, running }: Instance): ControlledInstance {
  return { name, version, url, running, ...(pid === undefined ? {} : { pid }) };
}

function isOperation(text: string | undefined): text is InstanceOperation {
  return instanceOperations.some((each) => each === text);
}

/** @throws {ClusterError} naming the field that is none */
function changesOf(body: unknown): InstanceChanges {
  if (body === undefined) return {};
  if (!isObject(body)) throw new ClusterError('the changes to an instance are an object');
  const { version, featureGates, extraArgs } = body;
  if (version !== undefined && !(typeof version === 'string' && /^1\.\d+$/.test(version))) {
    throw new ClusterError('version must be of the form 1.36');
  }
  if (featureGates !== undefined && !isObject(featureGates)) {
    throw new ClusterError('featureGates must be an object');
  }
  if (extraArgs !== undefined && !Array.isArray(extraArgs)) {
    throw new ClusterError('extraArgs must be a list');
  }
  return body;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function pathOf({ url = '' }: IncomingMessage): string[] {
  return url.startsWith(prefix) ? url.slice(prefix.length).split('/').map(decodeURIComponent) : [];
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) throw new ClusterError('the request is too large');
    chunks.push(chunk);
  }
  if (size === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch (error) {
    throw new ClusterError('the request is no JSON', { cause: error });
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
