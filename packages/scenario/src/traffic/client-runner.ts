import { isRecord, type Clock, type KubeObject } from '@skewplane/apimachinery';
import { isObjectNotFound } from '../assertions/not-found.js';
import { writeAnnotation, type Ledger, type LedgerEntry } from '../assertions/ledger.js';
import type { Invariants } from '../assertions/invariants.js';
import type { TrafficClient } from '../document/scenario.js';
import type { Random } from '../run/random.js';
import { ClientModel, type Decision } from './client-model.js';
import type { Exchange, Exchanger } from './exchange.js';
import { collectionOf, pathOf, resourceKey } from './traffic-paths.js';

const maxInFlight = 64;
/** A client that fell behind, because nothing answered, does not make up for more than that. */
const maxCatchUpMs = 500;
const listLimit = 500;

export interface ClientDeps {
  readonly exchanger: Exchanger;
  readonly ledger: Ledger;
  readonly invariants: Pick<Invariants, 'objectAnswered'>;
  readonly clock: Clock;
}

/** Does what the model decides, when it is due. Requests for one object wait for each other. */
export class ClientRunner {
  readonly #client: TrafficClient;
  readonly #deps: ClientDeps;
  readonly #model: ClientModel;
  /** Last request by object. */
  readonly #tails = new Map<string, Promise<void>>();
  readonly #inFlight = new Set<Promise<void>>();

  constructor(client: TrafficClient, random: Random, deps: ClientDeps) {
    this.#client = client;
    this.#deps = deps;
    this.#model = new ClientModel(client, random);
  }

  /** Until the signal aborts; what is on its way then may still be answered. */
  async run(signal: AbortSignal, hardStop: AbortSignal): Promise<void> {
    const { clock } = this.#deps;
    let dueMs = clock.now();
    while (!signal.aborted) {
      const decision = this.#model.next();
      dueMs = Math.max(dueMs + decision.afterMs, clock.now() - maxCatchUpMs);
      if (!(await this.#until(dueMs, signal))) break;
      while (this.#inFlight.size >= maxInFlight) await Promise.race(this.#inFlight);
      this.#start(decision, hardStop);
    }
    await Promise.all(this.#inFlight);
  }

  async #until(dueMs: number, signal: AbortSignal): Promise<boolean> {
    const waitMs = dueMs - this.#deps.clock.now();
    try {
      if (waitMs > 0) await this.#deps.clock.sleep(waitMs, signal);
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    }
  }

  #start(decision: Decision, signal: AbortSignal): void {
    const key =
      decision.name === undefined
        ? undefined
        : `${resourceKey(decision.resource)}/${decision.name}`;
    const before = key === undefined ? undefined : this.#tails.get(key);
    const work = (before ?? Promise.resolve()).then(() => this.#perform(decision, signal));
    const tracked = work.finally(() => {
      this.#inFlight.delete(tracked);
      if (key !== undefined && this.#tails.get(key) === tracked) this.#tails.delete(key);
    });
    this.#inFlight.add(tracked);
    if (key !== undefined) this.#tails.set(key, tracked);
  }

  async #perform(decision: Decision, signal: AbortSignal): Promise<void> {
    const { resource, name, verb } = decision;
    const { namespace } = this.#client;
    if (name === undefined) {
      await this.#send(
        'GET',
        `${pathOf(resource, namespace)}?limit=${listLimit}`,
        decision,
        signal,
      );
      return;
    }
    const collection = collectionOf(resource, namespace);
    const { ledger } = this.#deps;
    if (verb === 'create') {
      const entry = ledger.begin(collection, resource.gvr, name);
      return this.#write('POST', pathOf(resource, namespace), decision, entry, signal);
    }
    const entry = ledger.find(collection, name);
    // Its creation was refused: there is nothing to do it to.
    if (entry === undefined || entry.state === 'absent') return;
    const path = pathOf(resource, namespace, name);
    if (verb === 'get') return this.#get(path, decision, entry, signal);
    if (verb === 'delete') return this.#delete(path, decision, entry, signal);
    await this.#write(
      verb === 'update' && entry.object ? 'PUT' : 'PATCH',
      path,
      decision,
      entry,
      signal,
    );
  }

  async #get(path: string, decision: Decision, entry: LedgerEntry, signal: AbortSignal) {
    const { revision, state, deleting } = entry;
    const wasCertain = state === 'present' && !deleting;
    const exchange = await this.#send('GET', path, decision, signal);
    if (exchange === undefined) return;
    if (wasCertain) this.#deps.invariants.objectAnswered(exchange, entry, revision);
    else this.#mayBeAbsent(exchange, entry);
  }

  async #write(
    method: 'POST' | 'PUT' | 'PATCH',
    path: string,
    decision: Decision,
    entry: LedgerEntry,
    signal: AbortSignal,
  ): Promise<void> {
    const { ledger, invariants } = this.#deps;
    const marker = `${this.#client.name}-${decision.number}`;
    const { revision, state, deleting } = entry;
    const wasCertain = state === 'present' && !deleting;
    const body = this.#body(method, decision, entry, marker);
    const exchange = await this.#send(method, path, decision, signal, body);
    const answer = exchange?.response;
    if (exchange === undefined || answer === undefined) return;
    if (answer.status >= 200 && answer.status < 300 && isObject(answer.body)) {
      ledger.acknowledged(entry, answer.body, marker);
    } else if (method === 'POST' && !exchange.isUncertain && answer.status !== 409) {
      ledger.refused(entry);
    } else if (method === 'PUT' && answer.status === 409) {
      // Somebody else wrote, or a write of ours that had no answer: the next one starts from no object.
      entry.object = undefined;
    } else if (wasCertain) {
      invariants.objectAnswered(exchange, entry, revision);
    } else {
      this.#mayBeAbsent(exchange, entry);
    }
  }

  /** A create without an answer, and no such object: it was not done. */
  #mayBeAbsent({ response }: Exchange, entry: LedgerEntry): void {
    if (entry.state !== 'maybe' || response.status !== 404) return;
    if (isObjectNotFound(response.body)) this.#deps.ledger.refused(entry);
  }

  async #delete(path: string, decision: Decision, entry: LedgerEntry, signal: AbortSignal) {
    const { ledger, invariants } = this.#deps;
    const { revision, state } = entry;
    ledger.deleteSent(entry);
    const exchange = await this.#send('DELETE', path, decision, signal);
    const status = exchange?.response.status ?? 0;
    if (status >= 200 && status < 300 && isRecord(exchange?.response.body)) {
      // An object instead of a Status: it goes once its finalizers or its grace period let it.
      if (exchange.response.body['kind'] === 'Status') ledger.deleteAcknowledged(entry);
      else ledger.deleteUncertain(entry);
    } else if (exchange === undefined || exchange.isUncertain || status === 409) {
      ledger.deleteUncertain(entry);
    } else if (status === 404 && state === 'present') {
      ledger.deleteRefused(entry);
      invariants.objectAnswered(exchange, entry, revision);
    } else {
      ledger.deleteRefused(entry);
    }
  }

  #body(method: string, decision: Decision, entry: LedgerEntry, marker: string): object {
    const annotations = { [writeAnnotation]: marker };
    if (method === 'PATCH') return { metadata: { annotations } };
    if (method === 'PUT' && entry.object !== undefined) {
      const { metadata } = entry.object;
      return {
        ...entry.object,
        metadata: { ...metadata, annotations: { ...metadata.annotations, ...annotations } },
      };
    }
    const { gvr, kind, object = {} } = decision.resource;
    const given = isRecord(object['metadata']) ? object['metadata'] : {};
    const givenAnnotations = isRecord(given['annotations']) ? given['annotations'] : {};
    return {
      ...object,
      apiVersion: gvr.group === '' ? gvr.version : `${gvr.group}/${gvr.version}`,
      kind,
      metadata: {
        ...given,
        name: entry.name,
        ...(entry.collection.namespace === '' ? {} : { namespace: entry.collection.namespace }),
        annotations: { ...givenAnnotations, ...annotations },
      },
    };
  }

  #send(
    method: string,
    path: string,
    decision: Decision,
    signal: AbortSignal,
    body?: object,
  ): Promise<Exchange | undefined> {
    const { name, user, via, requestTimeoutMs } = this.#client;
    return this.#deps.exchanger.send({
      client: name,
      resource: resourceKey(decision.resource),
      user,
      via,
      method,
      path,
      timeoutMs: requestTimeoutMs,
      signal,
      ...(body === undefined ? {} : { body }),
      ...(method === 'PATCH' ? { contentType: 'application/merge-patch+json' } : {}),
    });
  }
}

function isObject(body: unknown): body is KubeObject {
  return isRecord(body) && isRecord(body['metadata']) && typeof body['kind'] === 'string';
}
