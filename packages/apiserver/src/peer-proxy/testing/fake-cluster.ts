import {
  alreadyExists,
  conflict,
  notFound,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import type { LoopbackClient, LoopbackTarget } from '../../registry/loopback.js';
import type { EndpointLeaseRecord, EndpointLeaseStore } from '../leases/endpoint-lease-store.js';
import { FakeLiveView } from './fake-live-view.js';

/** Leases kept in memory and shown in a view, as if a registry and a watch stood between. For tests only. */
export class FakeLeaseClient implements LoopbackClient {
  readonly view = new FakeLiveView();
  /** Calls by verb, in order. */
  readonly calls: string[] = [];
  /** When set, every call fails with it. */
  failure: Error | undefined;
  #revision = 100;

  async get(target: LoopbackTarget): Promise<Immutable<KubeObject>> {
    this.#called('get');
    const found = this.view.get(keyOf(target));
    if (found === undefined) throw notFound(target.gvr, target.name);
    return found.object;
  }

  async list(): Promise<readonly Immutable<KubeObject>[]> {
    this.#called('list');
    return [...this.view.list()].map(({ object }) => object);
  }

  async create(
    target: Omit<LoopbackTarget, 'name'>,
    object: Immutable<KubeObject>,
  ): Promise<Immutable<KubeObject>> {
    this.#called('create');
    const name = object.metadata.name ?? '';
    if (this.view.get(keyOf({ ...target, name })) !== undefined) {
      throw alreadyExists(target.gvr, name);
    }
    return this.#store({ ...target, name }, object);
  }

  async update(
    target: LoopbackTarget,
    object: Immutable<KubeObject>,
  ): Promise<Immutable<KubeObject>> {
    this.#called('update');
    const stored = this.view.get(keyOf(target))?.object.metadata;
    if (stored === undefined) throw notFound(target.gvr, target.name);
    const { resourceVersion } = object.metadata;
    if (resourceVersion !== undefined && resourceVersion !== stored.resourceVersion) {
      throw conflict(target.gvr, target.name);
    }
    return this.#store(target, object);
  }

  async delete(target: LoopbackTarget): Promise<void> {
    this.#called('delete');
    if (this.view.get(keyOf(target)) === undefined) throw notFound(target.gvr, target.name);
    this.view.delete(keyOf(target));
  }

  #store(target: LoopbackTarget, object: Immutable<KubeObject>): Immutable<KubeObject> {
    const copy = structuredClone(object) as KubeObject;
    copy.metadata.resourceVersion = String(++this.#revision);
    this.view.set(keyOf(target), copy);
    // The view numbers its own revisions; what it holds is what a client reads back.
    return this.view.get(keyOf(target))?.object ?? copy;
  }

  #called(verb: string): void {
    this.calls.push(verb);
    if (this.failure !== undefined) throw this.failure;
  }
}

const keyOf = ({ namespace, name }: { namespace: string; name: string }): string =>
  `leases/${namespace}/${name}`;

/** The raw keys of the endpoint leases. For tests only. */
export class FakeEndpointStore implements EndpointLeaseStore {
  readonly records = new Map<string, Buffer>();
  readonly puts: { key: string; ttlSeconds: number }[] = [];
  lists = 0;
  failure: Error | undefined;

  async list(prefix: string): Promise<readonly EndpointLeaseRecord[]> {
    this.lists++;
    await Promise.resolve();
    if (this.failure !== undefined) throw this.failure;
    return [...this.records]
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => ({ key, value }));
  }

  async put(key: string, value: Buffer, ttlSeconds: number): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    this.puts.push({ key, ttlSeconds });
    this.records.set(key, value);
  }

  async delete(key: string): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    this.records.delete(key);
  }
}
