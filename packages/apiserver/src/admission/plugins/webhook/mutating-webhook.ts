import {
  applyJsonPatch,
  decodeJsonPatch,
  internalError,
  isRecord,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import type { ResourceScope } from '../../../registry/resource-scope.js';
import type { LiveView } from '../../../storage/live-view.js';
import type { AdmissionAttributes, AdmissionContext, AdmissionPlugin } from '../../admission.js';
import { webhooksOf, type Webhook } from './webhook-configuration.js';
import type { WebhookDispatcher } from './webhook-dispatcher.js';
import type { WebhookMatcher } from './webhook-matcher.js';

export interface MutatingWebhookDeps {
  readonly configurations: LiveView;
  readonly matcher: WebhookMatcher;
  readonly dispatcher: WebhookDispatcher;
  /** Checks what a patch left, as if a client had sent it. @throws {StatusError} */
  readonly decode: (scope: ResourceScope, object: Record<string, unknown>) => KubeObject;
}

type Draft = Immutable<KubeObject> | undefined;

/**
 * Lets each matching webhook edit the object, one after the other.
 * @see kubernetes/apiserver `pkg/admission/plugin/webhook/mutating/dispatcher.go`
 */
export function mutatingWebhook(deps: MutatingWebhookDeps): AdmissionPlugin {
  return {
    name: 'MutatingAdmissionWebhook',
    handles: () => true,
    admit: async (attributes, context) => {
      const webhooks = webhooksOf(deps.configurations.list());
      if (webhooks.length === 0) return attributes.object;
      const first = await round(webhooks, { ...deps, number: 0 }, attributes, context);
      const again = webhooks.filter((webhook) => first.toReinvoke.has(webhook));
      if (again.length === 0) return first.object;
      const changed = { ...attributes, object: first.object };
      return (await round(again, { ...deps, number: 1 }, changed, context)).object;
    },
  };
}

interface Round {
  readonly object: Draft;
  /** Those that asked to see the object again when a later one changes it, and one did. */
  readonly toReinvoke: ReadonlySet<Webhook>;
}

async function round(
  webhooks: readonly Webhook[],
  deps: MutatingWebhookDeps & { readonly number: number },
  attributes: AdmissionAttributes,
  context: AdmissionContext,
): Promise<Round> {
  let object: Draft = attributes.object;
  const called: Webhook[] = [];
  const toReinvoke = new Set<Webhook>();
  for (const [index, webhook] of webhooks.entries()) {
    const call = await deps.matcher.match(webhook, { ...attributes, object }, context.signal);
    if (call === undefined) continue;
    const response = await deps.dispatcher.ask(call, { ...attributes, object }, context);
    const changed = patched(deps, call.scope, call.object, response?.patch);
    const { configuration, name } = webhook;
    context.annotate?.(
      `mutation.webhook.admission.k8s.io/round_${String(deps.number)}_index_${String(index)}`,
      JSON.stringify({ configuration, webhook: name, mutated: changed !== undefined }),
    );
    if (changed !== undefined) {
      object = changed;
      for (const earlier of called) if (earlier.reinvoked) toReinvoke.add(earlier);
    }
    called.push(webhook);
  }
  return { object, toReinvoke };
}

/** The object after the patch, in the storage version and defaulted; undefined when there is nothing to do. */
function patched(
  { decode }: MutatingWebhookDeps,
  scope: ResourceScope,
  object: Draft,
  patch: string | undefined,
): KubeObject | undefined {
  if (patch === undefined || object === undefined) return undefined;
  const operations = operationsOf(patch);
  if (operations.length === 0) return undefined;
  return decode(scope, applied(object, operations));
}

function applied(
  object: Immutable<KubeObject>,
  operations: ReturnType<typeof decodeJsonPatch>,
): Record<string, unknown> {
  const result = asInternal(() => applyJsonPatch(structuredClone(object), operations));
  if (!isRecord(result)) throw internalError('the patch of a webhook left no object');
  return result;
}

function operationsOf(patch: string) {
  return asInternal(() => decodeJsonPatch(JSON.parse(patch)));
}

/** What a webhook got wrong is no mistake of the client. */
function asInternal<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw internalError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
