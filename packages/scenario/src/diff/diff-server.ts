import { type Clock, type KubeObject, StatusError } from '@skewplane/apimachinery';
import {
  type DiscoveredResource,
  discover,
  resourcePath,
  type RestClient,
} from '@skewplane/client';
import { RehearsalError } from '../rehearse/rehearsal-error.js';
import type { Answer } from './answer.js';
import { droppedFields } from './dropped-fields.js';
import { normalized } from './normalize.js';

/**
 * Kinds that are really created, in this order of their turn: others are only taken, or taken with other defaults, when
 * these are there. The plane is thrown away.
 */
const createdForReal: ReadonlySet<string> = new Set([
  'Namespace',
  'CustomResourceDefinition',
  'ServiceAccount',
  'PriorityClass',
  'RuntimeClass',
  'LimitRange',
]);

/** One of the two servers of a comparison. */
export class DiffServer {
  readonly #client: RestClient;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  #resources: readonly DiscoveredResource[] = [];

  constructor(client: RestClient, { clock, signal }: { clock: Clock; signal: AbortSignal }) {
    this.#client = client;
    this.#clock = clock;
    this.#signal = signal;
  }

  /** Learns what is served, and makes the namespaces that objects are in. */
  async prepare(namespaces: readonly string[]): Promise<void> {
    this.#resources = (await discover(this.#client, this.#signal)).resources;
    for (const namespace of namespaces) {
      await this.#ensure('/api/v1/namespaces', { metadata: { name: namespace } });
      await this.#ensureServiceAccount(namespace);
    }
  }

  /** How the server would take an object; kinds that others need it does take. */
  async ask(object: KubeObject): Promise<Answer> {
    const resource = this.#find(object);
    if (resource === undefined) {
      const message = `no kind ${object.kind} in ${object.apiVersion}`;
      return { accepted: false, code: 404, reason: 'NotFound', message, warnings: [], dropped: [] };
    }
    const answer = await this.#dryRun(resource, object);
    if (answer.accepted && createdForReal.has(object.kind)) await this.#takeOver(resource, object);
    return answer;
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  async #dryRun(resource: DiscoveredResource, object: KubeObject): Promise<Answer> {
    const warnings: string[] = [];
    try {
      const stored = await this.#client.create(collectionOf(resource, object), object, {
        query: { dryRun: 'All', fieldValidation: 'Warn', fieldManager },
        signal: this.#signal,
        onWarnings: (texts) => warnings.push(...texts),
      });
      return {
        accepted: true,
        warnings,
        dropped: droppedFields(object, stored),
        object: normalized(stored, object),
      };
    } catch (error) {
      this.#signal.throwIfAborted();
      // It is there from the start; that it would be taken is known.
      if (isAlreadyThere(error)) return { accepted: true, warnings, dropped: [], object: {} };
      if (!(error instanceof StatusError)) throw error;
      const { code, message, reason } = error;
      return { accepted: false, code, reason, message, warnings, dropped: [] };
    }
  }

  async #takeOver(resource: DiscoveredResource, object: KubeObject): Promise<void> {
    await this.#ensure(collectionOf(resource, object), object);
    const { kind, metadata } = object;
    if (kind === 'Namespace') await this.#ensureServiceAccount(metadata.name ?? '');
    if (kind === 'CustomResourceDefinition') await this.#untilServed(object);
  }

  /** What a controller would do: pods need it. */
  async #ensureServiceAccount(namespace: string): Promise<void> {
    await this.#ensure(`/api/v1/namespaces/${namespace}/serviceaccounts`, {
      metadata: { name: 'default' },
    });
  }

  async #ensure(path: string, body: unknown): Promise<void> {
    const giveUpMs = this.#clock.now() + servedTimeoutMs;
    for (;;) {
      try {
        await this.#client.create(path, body, { query: { fieldManager }, signal: this.#signal });
        return;
      } catch (error) {
        if (isAlreadyThere(error)) return;
        // Just after its start a server may not know its own namespaces yet.
        const isEarly = error instanceof StatusError && error.code === 404;
        if (!isEarly || this.#clock.now() > giveUpMs) throw error;
        await this.#clock.sleep(pollMs, this.#signal);
      }
    }
  }

  /** Custom resources can be asked for a moment after their definition was written. */
  async #untilServed(definition: KubeObject): Promise<void> {
    const giveUpMs = this.#clock.now() + servedTimeoutMs;
    const wanted = servedBy(definition);
    for (;;) {
      this.#resources = (await discover(this.#client, this.#signal)).resources;
      if (wanted.every((each) => this.#find(each) !== undefined)) return;
      if (this.#clock.now() > giveUpMs) {
        throw new RehearsalError(`${definition.metadata.name ?? ''}: its kind is not served`);
      }
      await this.#clock.sleep(pollMs, this.#signal);
    }
  }

  #find({ apiVersion, kind }: Pick<KubeObject, 'apiVersion' | 'kind'>) {
    const [version = '', group = ''] = apiVersion.split('/').reverse();
    return this.#resources.find(
      ({ gvr, kind: served }) => gvr.group === group && gvr.version === version && served === kind,
    );
  }
}

const fieldManager = 'skewplane-diff';
const servedTimeoutMs = 20_000;
const pollMs = 100;

function collectionOf({ gvr, namespaced }: DiscoveredResource, { metadata }: KubeObject): string {
  return resourcePath(gvr, namespaced ? { namespace: metadata.namespace ?? 'default' } : {});
}

/** The kinds that a definition, taken by the server, says it serves. */
function servedBy(definition: KubeObject): { apiVersion: string; kind: string }[] {
  const spec = definition['spec'] as {
    group: string;
    names: { kind: string };
    versions: { name: string; served: boolean }[];
  };
  return spec.versions
    .filter(({ served }) => served)
    .map(({ name }) => ({ apiVersion: `${spec.group}/${name}`, kind: spec.names.kind }));
}

function isAlreadyThere(error: unknown): boolean {
  return error instanceof StatusError && error.status.reason === 'AlreadyExists';
}
