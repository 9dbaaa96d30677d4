import type { Immutable, KubeObject, TraceSpan } from '@skewplane/apimachinery';
import { changesOf, countOf } from '../trace/changes.js';
import type {
  AdmissionAttributes,
  AdmissionContext,
  AdmissionPlugin,
  Reinvocation,
} from './admission.js';

/** Plugins in their order: all mutating ones, later all validating ones. */
export class AdmissionChain {
  readonly #plugins: readonly AdmissionPlugin[];

  constructor(plugins: readonly AdmissionPlugin[]) {
    this.#plugins = plugins;
  }

  /** @returns the object after every plugin that may edit it. @throws {StatusError} from the first that refuses */
  async admit(
    attributes: AdmissionAttributes,
    context: AdmissionContext,
  ): Promise<Immutable<KubeObject> | undefined> {
    const reinvocation = new SecondPass();
    const observed = { ...context, reinvocation };
    const object = await this.#admitOnce(attributes, observed);
    if (!reinvocation.isWanted) return object;
    reinvocation.isSecond = true; // what webhooks changed is seen by the plugins before them
    return this.#admitOnce({ ...attributes, object }, observed);
  }

  async #admitOnce(
    attributes: AdmissionAttributes,
    context: AdmissionContext,
  ): Promise<Immutable<KubeObject> | undefined> {
    let object = attributes.object;
    for (const plugin of this.#plugins) {
      if (plugin.admit === undefined || !plugin.handles(attributes.operation)) continue;
      const span = context.trace?.begin(`admission ${plugin.name}`);
      const before = object;
      object = await plugin.admit({ ...attributes, object }, context);
      if (span !== undefined) tellChanges(span, before, object);
    }
    return object;
  }

  /** @throws {StatusError} from the first that refuses */
  async validate(attributes: AdmissionAttributes, context: AdmissionContext): Promise<void> {
    for (const plugin of this.#plugins) {
      if (plugin.validate === undefined || !plugin.handles(attributes.operation)) continue;
      const span = context.trace?.begin(`admission ${plugin.name}`);
      await plugin.validate(attributes, context);
      span?.end('allowed', { validating: true });
    }
  }
}

class SecondPass implements Reinvocation {
  isSecond = false;
  isWanted = false;

  request(): void {
    this.isWanted = true;
  }
}

function tellChanges(
  span: TraceSpan,
  before: Immutable<KubeObject> | undefined,
  after: Immutable<KubeObject> | undefined,
): void {
  const changes = changesOf(before, after);
  span.end(`allowed, ${countOf(changes)}`, { mutating: true, ...changes });
}
