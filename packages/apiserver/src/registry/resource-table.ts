import type { GroupVersion, GroupVersionResource } from '@skewplane/apimachinery';
import type { ResourceLookup, ResourceScope } from './resource-scope.js';

const gvrKey = ({ group, version, resource }: GroupVersionResource) =>
  `${group}/${version}/${resource}`;
const gvKey = ({ group, version }: GroupVersion) => `${group}/${version}`;

/** What this instance serves: built-in kinds from the start, custom ones as they come and go. */
export class ResourceTable implements ResourceLookup {
  readonly #builtIn = new Map<string, ResourceScope>();
  readonly #builtInVersions = new Set<string>();
  #custom = new Map<string, ResourceScope>();
  #customVersions = new Set<string>();
  readonly #listeners = new Set<() => void>();

  constructor(builtIn: Iterable<ResourceScope>) {
    for (const scope of builtIn) {
      this.#builtIn.set(gvrKey(scope.gvr), scope);
      this.#builtInVersions.add(gvKey(scope.gvr));
    }
  }

  /** A built-in group-version answers for all its resources: a custom one of the same name stays hidden. */
  get(gvr: GroupVersionResource): ResourceScope | undefined {
    return (
      this.#builtIn.get(gvrKey(gvr)) ??
      (this.#builtInVersions.has(gvKey(gvr)) ? undefined : this.#custom.get(gvrKey(gvr)))
    );
  }

  hasGroupVersion(gv: GroupVersion): boolean {
    return this.#builtInVersions.has(gvKey(gv)) || this.#customVersions.has(gvKey(gv));
  }

  *all(): Iterable<ResourceScope> {
    yield* this.#builtIn.values();
    for (const scope of this.#custom.values()) {
      if (!this.#builtInVersions.has(gvKey(scope.gvr))) yield scope;
    }
  }

  /** Replaces all custom resources at once. */
  replaceCustom(scopes: Iterable<ResourceScope>): void {
    this.#custom = new Map([...scopes].map((scope) => [gvrKey(scope.gvr), scope]));
    this.#customVersions = new Set([...this.#custom.values()].map(({ gvr }) => gvKey(gvr)));
    for (const listener of [...this.#listeners]) listener();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}
