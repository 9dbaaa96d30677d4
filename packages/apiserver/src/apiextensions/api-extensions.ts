import type { Clock, Schema } from '@skewplane/apimachinery';
import { apiserverUser } from '../registry/loopback-client.js';
import type { LoopbackClient } from '../registry/loopback.js';
import type { ResourceTable } from '../registry/resource-table.js';
import type { Store } from '../registry/store.js';
import type { LiveView } from '../storage/live-view.js';
import { customScope } from './custom-scope.js';
import { CustomScopes } from './custom-scopes.js';
import { DefinitionController } from './definition-controller.js';

export interface ApiExtensionsDeps {
  /** All CustomResourceDefinitions. */
  readonly definitions: LiveView;
  readonly table: Pick<ResourceTable, 'replaceCustom'>;
  readonly store: Pick<Store, 'list' | 'delete'>;
  readonly loopback: Pick<LoopbackClient, 'update'>;
  readonly clock: Clock;
  /** Type of `metadata`. */
  readonly objectMeta: Schema | undefined;
  /** Of the binary. */
  readonly minor: number;
  readonly onError: (error: unknown) => void;
}

/** Custom resources of one server: serves what definitions define, and does the work that definitions ask for. */
export class ApiExtensions {
  readonly #deps: ApiExtensionsDeps;
  readonly #scopes: CustomScopes;

  constructor(deps: ApiExtensionsDeps) {
    this.#deps = deps;
    this.#scopes = new CustomScopes(deps);
  }

  /** Works until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, objectMeta, minor } = this.#deps;
    const controller = new DefinitionController({
      ...this.#deps,
      scopeOf: (definition) => {
        const version = definition.spec.versions.find(({ storage }) => storage);
        return version && customScope(definition, version, { objectMeta, minor });
      },
      write: () => ({
        user: apiserverUser,
        signal,
        nowMs: clock.now(),
        dryRun: false,
        fieldManager: undefined,
        options: {},
        admission: false,
        warn: () => undefined,
      }),
    });
    await controller.run(signal);
  }

  /** Serves no further definitions. */
  close(): void {
    this.#scopes.close();
  }
}
