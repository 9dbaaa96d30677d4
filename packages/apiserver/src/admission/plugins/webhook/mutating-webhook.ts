import { internalError, type Immutable, type KubeObject } from '@skewplane/apimachinery';
import type { ResourceScope } from '../../../registry/resource-scope.js';
import { semanticallyEqual } from '../../../registry/object-fields.js';
import type { LiveView } from '../../../storage/live-view.js';
import type {
  AdmissionAttributes,
  AdmissionContext,
  AdmissionPlugin,
  Reinvocation,
} from '../../admission.js';
import { annotateMutation, annotatePatch, type CallNumber } from './audit-annotations.js';
import { webhooksOf, type Webhook } from './webhook-configuration.js';
import type { WebhookDispatcher } from './webhook-dispatcher.js';
import type { WebhookMatcher } from './webhook-matcher.js';
import type { WebhookReadiness } from './webhook-readiness.js';
import { applyOperations } from './webhook-patch.js';
import type { WebhookCall } from './webhook-matcher.js';

export interface MutatingWebhookDeps {
  readonly configurations: Pick<LiveView, 'list'>;
  readonly readiness: WebhookReadiness;
  readonly matcher: Pick<WebhookMatcher, 'match'>;
  readonly dispatcher: Pick<WebhookDispatcher, 'ask'>;
  /** Checks what a patch left, in the storage version and defaulted. @throws {StatusError} */
  readonly decode: (scope: ResourceScope, object: Record<string, unknown>) => KubeObject;
}

type Draft = Immutable<KubeObject> | undefined;

/** What the first pass over all webhooks leaves for the second. */
interface Passes {
  output: Draft;
  /** Those that were called, and want to see the object again when a later one changes it. */
  readonly waiting: Set<Webhook>;
  readonly toReinvoke: Set<Webhook>;
}

/**
 * Lets each matching webhook edit the object, one after the other.
 * @see kubernetes/apiserver `pkg/admission/plugin/webhook/mutating/{dispatcher,reinvocationcontext}.go`
 */
export function mutatingWebhook(deps: MutatingWebhookDeps): AdmissionPlugin {
  const passesOf = new WeakMap<Reinvocation, Passes>();
  return {
    name: 'MutatingAdmissionWebhook',
    handles: () => true,
    admit: async (attributes, context) => {
      await deps.readiness.wait(attributes, context.signal);
      const webhooks = webhooksOf(deps.configurations.list());
      if (webhooks.length === 0) return attributes.object;
      const { reinvocation } = context;
      const passes = (reinvocation && passesOf.get(reinvocation)) ?? {
        output: undefined,
        waiting: new Set(),
        toReinvoke: new Set(),
      };
      if (reinvocation !== undefined) passesOf.set(reinvocation, passes);
      // Did a plugin of the server itself change what webhooks left?
      if (reinvocation?.isSecond === true && !semanticallyEqual(passes.output, attributes.object))
        reinvokeWaiting(passes);
      passes.output = await callEach(webhooks, passes, deps, attributes, context);
      return passes.output;
    },
  };
}

function reinvokeWaiting({ waiting, toReinvoke }: Passes): void {
  for (const webhook of waiting) toReinvoke.add(webhook);
  waiting.clear();
}

async function callEach(
  webhooks: readonly Webhook[],
  passes: Passes,
  deps: MutatingWebhookDeps,
  attributes: AdmissionAttributes,
  context: AdmissionContext,
): Promise<Draft> {
  const isSecond = context.reinvocation?.isSecond ?? false;
  let object: Draft = attributes.object;
  for (const [index, webhook] of webhooks.entries()) {
    const call = await deps.matcher.match(webhook, { ...attributes, object }, context.signal);
    // A webhook that had no say at first has none later.
    if (call === undefined || (isSecond && !passes.toReinvoke.has(webhook))) continue;
    const number = { round: isSecond ? 1 : 0, index };
    const result = await edited(call, number, deps, { ...attributes, object }, context);
    object = result.object;
    if (result.isChanged) {
      reinvokeWaiting(passes);
      context.reinvocation?.request();
    }
    if (webhook.reinvoked) passes.waiting.add(webhook);
  }
  return object;
}

interface Edited {
  readonly object: Draft;
  readonly isChanged: boolean;
}

async function edited(
  call: WebhookCall,
  number: CallNumber,
  { dispatcher, decode }: MutatingWebhookDeps,
  attributes: AdmissionAttributes,
  context: AdmissionContext,
): Promise<Edited> {
  const { webhook, scope, object } = call;
  let isChanged = false;
  try {
    const operations = await dispatcher.ask(call, number, attributes, context);
    if (operations.length === 0) return { object: attributes.object, isChanged };
    if (object === undefined) throw internalError('there is nothing to patch');
    const patched = applyOperations(object, operations);
    const next = decode(scope, structuredClone(patched));
    isChanged = !semanticallyEqual(object, patched);
    annotatePatch(context, webhook, number, operations);
    return { object: next, isChanged };
  } finally {
    annotateMutation(context, webhook, number, isChanged);
  }
}
