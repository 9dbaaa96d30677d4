import { FakeClock } from '@skewplane/apimachinery';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ResourceScope } from '../registry/resource-scope.js';
import { encodeForStorage, StoredObject } from '../storage/stored-object.js';
import type { LiveView, LiveViewChange } from '../storage/live-view.js';
import { CustomScopes } from './custom-scopes.js';

/** A view that tests change by hand. */
class FakeView implements LiveView {
  readonly synced = Promise.resolve();
  readonly isSynced = true;
  readonly #objects = new Map<string, StoredObject>();
  readonly #listeners = new Set<(change: LiveViewChange) => void>();
  #revision = 0;

  get(key: string): StoredObject | undefined {
    return this.#objects.get(key);
  }
  list(): Iterable<StoredObject> {
    return this.#objects.values();
  }
  onChange(listener: (change: LiveViewChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  put(
    plural: string,
    { generation = 1, conditions = ['Established'], versions = [v('v1', true)] },
  ): void {
    this.#revision += 1;
    const names = { plural, singular: plural, kind: plural, listKind: `${plural}List` };
    const bytes = encodeForStorage({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `${plural}.example.com`, uid: plural, generation },
      spec: { group: 'example.com', scope: 'Namespaced', names, versions },
      status: {
        acceptedNames: names,
        conditions: conditions.map((type) => ({ type, status: 'True' })),
      },
    });
    const object = new StoredObject(plural, bytes, this.#revision);
    this.#objects.set(plural, object);
    for (const each of this.#listeners) each({ type: 'MODIFIED', object });
  }
  remove(plural: string): void {
    const object = this.#objects.get(plural);
    if (object === undefined) return;
    this.#objects.delete(plural);
    for (const each of this.#listeners) each({ type: 'DELETED', object });
  }
}

const v = (name: string, storage: boolean, served = true) => ({ name, served, storage });

describe('CustomScopes', () => {
  let view: FakeView;
  let clock: FakeClock;
  let tables: ResourceScope[][];
  const served = () => (tables.at(-1) ?? []).map(({ gvr }) => `${gvr.resource}/${gvr.version}`);
  const scope = (resource: string) => tables.at(-1)?.find(({ gvr }) => gvr.resource === resource);
  const settle = async () => clock.advance(100);

  beforeEach(() => {
    view = new FakeView();
    clock = new FakeClock();
    tables = [];
    new CustomScopes({
      definitions: view,
      table: { replaceCustom: (scopes) => tables.push([...scopes]) },
      clock,
      objectMeta: undefined,
      minor: 35,
      onError: (error) => {
        throw error;
      },
    });
  });

  it('serves each served version of what is established', async () => {
    view.put('as', { versions: [v('v1', true), v('v2', false), v('v3', false, false)] });
    view.put('bs', { conditions: ['NamesAccepted'] });
    await settle();
    expect(served()).toEqual(['as/v1', 'as/v2']);
    expect(scope('as')).toMatchObject({ storagePrefix: 'example.com/as', listKind: 'asList' });
  });

  it('changes the table once for a burst, and not at all for what does not matter', async () => {
    for (const plural of ['as', 'bs', 'cs']) view.put(plural, {});
    await settle();
    expect(tables).toHaveLength(1);
    view.put('as', { conditions: ['Established', 'NamesAccepted'] });
    await settle();
    expect(tables).toHaveLength(1);
  });

  it('makes only the scopes anew whose definition changed, and ends their watches', async () => {
    view.put('as', {});
    view.put('bs', {});
    await settle();
    const [a, b] = [scope('as'), scope('bs')];
    view.put('as', { generation: 2 });
    await settle();
    expect(scope('bs')).toBe(b);
    expect(scope('as')).not.toBe(a);
    expect(a?.retired?.aborted).toBe(true);
    expect(b?.retired?.aborted).toBe(false);
  });

  it('goes on with watches while a definition is terminating', async () => {
    view.put('as', {});
    await settle();
    const before = scope('as');
    view.put('as', { conditions: ['Established', 'Terminating'] });
    await settle();
    expect(scope('as')?.advertisedVerbs).not.toContain('create');
    expect(before?.retired?.aborted).toBe(false);
    view.remove('as');
    await settle();
    expect(served()).toEqual([]);
    expect(before?.retired?.aborted).toBe(true);
  });
});
