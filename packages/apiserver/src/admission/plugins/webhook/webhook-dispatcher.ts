import type { AdmissionAttributes, AdmissionContext } from '../../admission.js';
import { readReview, requestOf, type ReviewResponse } from './admission-review.js';
import type { WebhookClientConfig, Webhook } from './webhook-configuration.js';
import { WebhookCallError, callFailed, noDryRun, rejectedBy } from './webhook-errors.js';
import type { WebhookCall } from './webhook-matcher.js';

/** Sends a review to where a webhook is. */
export interface WebhookClient {
  /**
   * @returns the body of a successful answer
   * @throws {Error} saying why there is none, in the words of Go's client
   */
  post(
    config: WebhookClientConfig,
    review: { readonly body: string; readonly timeoutMs: number },
    signal: AbortSignal,
  ): Promise<string>;
}

export interface WebhookDispatcherDeps {
  readonly client: WebhookClient;
  readonly newUid: () => string;
  readonly observe: (observation: WebhookObservation) => void;
  /** A failure that lets the request pass. */
  readonly onFailedOpen: (webhook: Webhook, error: unknown) => void;
}

export type WebhookKind = 'admit' | 'validating';

export interface WebhookObservation {
  readonly kind: WebhookKind;
  readonly webhook: Webhook;
  readonly operation: string;
  readonly outcome: 'allowed' | 'rejected' | 'failed' | 'failed-open';
  /** Code of the answer to the client; 200 when it goes on. */
  readonly code: number;
}

/** Asks webhooks and judges their answers. */
export class WebhookDispatcher {
  readonly #deps: WebhookDispatcherDeps;
  readonly #kind: WebhookKind;

  constructor(kind: WebhookKind, deps: WebhookDispatcherDeps) {
    this.#kind = kind;
    this.#deps = deps;
  }

  /**
   * @returns what the webhook said; undefined when it could not be asked and that does not matter
   * @throws {StatusError} when it refuses, or could not be asked and that does matter
   */
  async ask(
    call: WebhookCall,
    attributes: AdmissionAttributes,
    context: AdmissionContext,
  ): Promise<ReviewResponse | undefined> {
    const { webhook } = call;
    if (attributes.dryRun && webhook.hasSideEffects) throw noDryRun(webhook);
    const span = context.trace?.begin(`webhook ${webhook.name}`);
    let response: ReviewResponse;
    try {
      response = await this.#call(call, attributes, context.signal);
    } catch (error) {
      context.signal.throwIfAborted();
      if (!(error instanceof WebhookCallError)) throw error;
      const told = { kind: this.#kind, webhook, operation: attributes.operation };
      if (webhook.failsOpen) {
        this.#deps.onFailedOpen(webhook, error);
        this.#deps.observe({ ...told, outcome: 'failed-open', code: 200 });
        span?.end(`failed, which is ignored: ${error.message}`);
        return undefined;
      }
      this.#deps.observe({ ...told, outcome: 'failed', code: 500 });
      span?.end(`failed: ${error.message}`);
      throw callFailed(webhook, error);
    }
    span?.end(response.allowed ? 'allowed' : 'denied', { configuration: webhook.configuration });
    return this.#judge(webhook, response, attributes, context);
  }

  #judge(
    webhook: Webhook,
    response: ReviewResponse,
    attributes: AdmissionAttributes,
    context: AdmissionContext,
  ): ReviewResponse {
    for (const text of response.warnings) context.warn(text);
    for (const [key, value] of Object.entries(response.auditAnnotations)) {
      context.annotate?.(`${webhook.name}/${key}`, value);
    }
    const told = { kind: this.#kind, webhook, operation: attributes.operation };
    if (response.allowed) {
      this.#deps.observe({ ...told, outcome: 'allowed', code: 200 });
      return response;
    }
    const refusal = rejectedBy(webhook, response.status);
    this.#deps.observe({ ...told, outcome: 'rejected', code: refusal.status.code });
    throw refusal;
  }

  async #call(
    call: WebhookCall,
    attributes: AdmissionAttributes,
    signal: AbortSignal,
  ): Promise<ReviewResponse> {
    const { clientConfig, reviewVersion: version, timeoutMs } = call.webhook;
    const uid = this.#deps.newUid();
    const body = JSON.stringify({
      kind: 'AdmissionReview',
      apiVersion: `admission.k8s.io/${version}`,
      request: requestOf(call, attributes, uid),
    });
    const answer = await this.#deps.client
      .post(clientConfig, { body, timeoutMs }, signal)
      .catch((error: unknown) => {
        throw new WebhookCallError(`failed to call webhook: ${textOf(error)}`, { cause: error });
      });
    try {
      return readReview(answer, { version, uid, mayPatch: this.#kind === 'admit' });
    } catch (error) {
      throw new WebhookCallError(`received invalid webhook response: ${textOf(error)}`, {
        cause: error,
      });
    }
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
