import type { LiveView } from '../../../storage/live-view.js';
import type { AdmissionAttributes, AdmissionPlugin } from '../../admission.js';
import { webhooksOf, type Webhook } from './webhook-configuration.js';
import type { WebhookDispatcher } from './webhook-dispatcher.js';
import type { WebhookCall, WebhookMatcher } from './webhook-matcher.js';
import type { WebhookReadiness } from './webhook-readiness.js';

export interface ValidatingWebhookDeps {
  readonly configurations: Pick<LiveView, 'list'>;
  readonly readiness: WebhookReadiness;
  readonly matcher: Pick<WebhookMatcher, 'match'>;
  readonly dispatcher: Pick<WebhookDispatcher, 'ask'>;
}

/**
 * Asks all matching webhooks at once; the first refusal counts, when all have answered.
 * @see kubernetes/apiserver `pkg/admission/plugin/webhook/validating/dispatcher.go`
 */
export function validatingWebhook(deps: ValidatingWebhookDeps): AdmissionPlugin {
  return {
    name: 'ValidatingAdmissionWebhook',
    handles: () => true,
    validate: async (attributes, context) => {
      await deps.readiness.wait(attributes, context.signal);
      const webhooks = webhooksOf(deps.configurations.list());
      if (webhooks.length === 0) return;
      const calls = await matching(webhooks, deps, attributes, context.signal);
      const failures: unknown[] = [];
      await Promise.all(
        calls.map((call, index) =>
          deps.dispatcher
            .ask(call, { round: 0, index }, attributes, context)
            .catch((error: unknown) => {
              failures.push(error);
            }),
        ),
      );
      if (failures.length > 0) throw failures[0];
    },
  };
}

/** One after the other: of several that cannot tell whether they have a say, the first one counts. */
async function matching(
  webhooks: readonly Webhook[],
  { matcher }: ValidatingWebhookDeps,
  attributes: AdmissionAttributes,
  signal: AbortSignal,
): Promise<WebhookCall[]> {
  const calls: WebhookCall[] = [];
  for (const webhook of webhooks) {
    const call = await matcher.match(webhook, attributes, signal);
    if (call !== undefined) calls.push(call);
  }
  return calls;
}
