import {
  alreadyExists,
  conflict,
  notFound,
  type GroupVersionResource,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import type { LoopbackClient, LoopbackTarget } from '../../registry/loopback.js';
import { FakeLiveView } from './fake-live-view.js';

type Operation = 'get' | 'create' | 'update' | 'delete';

/** Storage in memory with the registry's optimistic locking; each resource has a live view. */
export class FakeLoopback implements LoopbackClient {
  readonly #views = new Map<string, FakeLiveView>();
  #uid = 0;
  /** What was written, in order: `create clusterroles/admin`. */
  readonly writes: string[] = [];
  /** Runs before each operation; may throw to make it fail, or write to make it late. */
  before: (operation: Operation, key: string) => void = () => undefined;

  view(resource: string): FakeLiveView {
    let view = this.#views.get(resource);
    if (view === undefined) {
      view = new FakeLiveView();
      this.#views.set(resource, view);
    }
    return view;
  }

  /** Puts an object there as another server would. */
  seed(resource: string, object: Immutable<KubeObject>): void {
    const { namespace = '', name = '' } = object.metadata;
    const copy = structuredClone(object) as KubeObject;
    copy.metadata.uid ??= `uid-${String(++this.#uid)}`;
    this.view(resource).put(keyOf(resource, namespace, name), copy);
  }

  find(resource: string, name: string, namespace = ''): Immutable<KubeObject> | undefined {
    return this.view(resource).get(keyOf(resource, namespace, name))?.object;
  }

  async get({ gvr, namespace, name }: LoopbackTarget): Promise<Immutable<KubeObject>> {
    const key = keyOf(gvr.resource, namespace, name);
    this.before('get', key);
    const found = this.view(gvr.resource).get(key);
    if (found === undefined) throw notFound(gvr, name);
    return found.object;
  }

  async list({ resource }: GroupVersionResource): Promise<readonly Immutable<KubeObject>[]> {
    return [...this.view(resource).list()].map(({ object }) => object);
  }

  async create(
    { gvr, namespace }: Omit<LoopbackTarget, 'name'>,
    object: Immutable<KubeObject>,
  ): Promise<Immutable<KubeObject>> {
    const { name = '' } = object.metadata;
    const key = keyOf(gvr.resource, namespace, name);
    this.before('create', key);
    if (this.view(gvr.resource).get(key) !== undefined) throw alreadyExists(gvr, name);
    this.writes.push(`create ${key}`);
    this.seed(gvr.resource, object);
    return this.get({ gvr, namespace, name });
  }

  async update(target: LoopbackTarget, object: Immutable<KubeObject>) {
    const { gvr, namespace, name } = target;
    const key = keyOf(gvr.resource, namespace, name);
    this.before('update', key);
    const current = this.view(gvr.resource).get(key);
    if (current === undefined) throw notFound(gvr, name);
    const { resourceVersion } = object.metadata;
    if (resourceVersion !== undefined && resourceVersion !== String(current.revision)) {
      throw conflict(gvr, name);
    }
    this.writes.push(`update ${key}`);
    this.view(gvr.resource).put(key, object as KubeObject);
    return this.get(target);
  }

  async delete({ gvr, namespace, name }: LoopbackTarget, preconditions: { uid?: string } = {}) {
    const key = keyOf(gvr.resource, namespace, name);
    this.before('delete', key);
    const current = this.view(gvr.resource).get(key);
    if (current === undefined) throw notFound(gvr, name);
    if (preconditions.uid !== undefined && preconditions.uid !== current.object.metadata.uid) {
      throw conflict(gvr, name, 'Precondition failed: UID in precondition');
    }
    this.writes.push(`delete ${key}`);
    this.view(gvr.resource).delete(key);
  }
}

function keyOf(resource: string, namespace: string, name: string): string {
  return [resource, namespace, name].filter((part) => part !== '').join('/');
}
