import type { LiveView } from '../../../storage/live-view.js';
import type { AdmissionPlugin } from '../../admission.js';
import { webhooksOf } from './webhook-configuration.js';
import type { WebhookDispatcher } from './webhook-dispatcher.js';
import type { WebhookMatcher } from './webhook-matcher.js';

export interface ValidatingWebhookDeps {
  readonly configurations: LiveView;
  readonly matcher: WebhookMatcher;
  readonly dispatcher: WebhookDispatcher;
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
      const webhooks = webhooksOf(deps.configurations.list());
      if (webhooks.length === 0) return;
      const matched = await Promise.all(
        webhooks.map((webhook) => deps.matcher.match(webhook, attributes, context.signal)),
      );
      const calls = matched.filter((call) => call !== undefined);
      const failures: unknown[] = [];
      await Promise.all(
        calls.map((call) =>
          deps.dispatcher.ask(call, attributes, context).catch((error: unknown) => {
            failures.push(error);
          }),
        ),
      );
      if (failures.length > 0) throw failures[0];
    },
  };
}
