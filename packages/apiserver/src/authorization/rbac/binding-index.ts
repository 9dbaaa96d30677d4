import type { Immutable, KubeObject } from '@skewplane/apimachinery';
import type { LiveView } from '../../storage/live-view.js';
import type { UserInfo } from '../../request/user-info.js';
import { subjectsOf } from './rbac-objects.js';
import { keysOfUser, subjectKey } from './subjects.js';

type Binding = Immutable<KubeObject>;

/**
 * Bindings of one kind by namespace and subject, so that a decision looks only at bindings of the user and their
 * groups. Follows a live view.
 */
export class BindingIndex {
  readonly #view: LiveView;
  /** Namespace (`''` for ClusterRoleBindings) and subject to bindings by storage key. */
  readonly #bySubject = new Map<string, Map<string, Binding>>();
  /** Under which names each binding was put, to find them again when it changes. */
  readonly #namesOf = new Map<string, readonly string[]>();
  readonly #unsubscribe: () => void;
  #hasInitialList = false;

  constructor(view: LiveView) {
    this.#view = view;
    this.#unsubscribe = view.onChange(({ type, object }) => {
      this.#remove(object.key);
      if (type !== 'DELETED') this.#add(object.key, object.object);
    });
  }

  close(): void {
    this.#unsubscribe();
  }

  /** @param namespace `''` for ClusterRoleBindings */
  *bindingsFor(user: UserInfo, namespace: string): Generator<Binding> {
    this.#takeInitialList();
    const seen = new Set<string>();
    for (const name of keysOfUser(user)) {
      const found = this.#bySubject.get(indexName(namespace, name));
      if (found === undefined) continue;
      for (const [key, binding] of found) {
        if (seen.has(key)) continue;
        seen.add(key);
        yield binding;
      }
    }
  }

  /** What the view held before we listened brings no change events. */
  #takeInitialList(): void {
    if (this.#hasInitialList) return;
    this.#hasInitialList = this.#view.isSynced;
    for (const stored of this.#view.list()) {
      this.#remove(stored.key);
      this.#add(stored.key, stored.object);
    }
  }

  #add(key: string, binding: Binding): void {
    const namespace = binding.metadata.namespace ?? '';
    const names = new Set<string>();
    for (const subject of subjectsOf(binding)) {
      const name = subjectKey(subject, namespace);
      if (name !== undefined) names.add(indexName(namespace, name));
    }
    for (const name of names) {
      const bindings = this.#bySubject.get(name);
      if (bindings === undefined) this.#bySubject.set(name, new Map([[key, binding]]));
      else bindings.set(key, binding);
    }
    this.#namesOf.set(key, [...names]);
  }

  #remove(key: string): void {
    for (const name of this.#namesOf.get(key) ?? []) {
      const bindings = this.#bySubject.get(name);
      bindings?.delete(key);
      if (bindings?.size === 0) this.#bySubject.delete(name);
    }
    this.#namesOf.delete(key);
  }
}

function indexName(namespace: string, subject: string): string {
  return `${namespace}/${subject}`;
}
