import { stringifyExactJson, type Clock, type JsonPatchOperation } from '@skewplane/apimachinery';
import { isRecord } from '@skewplane/apimachinery';
import { scanJson } from '../../../decoding/json-scanner.js';
import type { AdmissionAttributes, AdmissionContext } from '../../admission.js';
import { readReview, requestOf, type ReviewResponse } from './admission-review.js';
import { annotateAnswer, annotateFailedOpen, type CallNumber } from './audit-annotations.js';
import type { WebhookClientConfig, Webhook } from './webhook-configuration.js';
import {
  WebhookAnswerError,
  WebhookCallError,
  callFailed,
  noDryRun,
  patchesNothing,
  rejectedBy,
} from './webhook-errors.js';
import type { WebhookCall } from './webhook-matcher.js';
import { operationsOf } from './webhook-patch.js';

/** Sends a review to where a webhook is. */
export interface WebhookClient {
  /**
   * @param review.timeoutMs what the webhook has left; it is told in whole seconds
   * @returns the body of a successful answer
   * @throws {WebhookAnswerError} for an answer that is none
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
  readonly clock: Clock;
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
  /** `error`: neither the webhook said no nor was it out of reach. */
  readonly outcome: 'allowed' | 'rejected' | 'failed' | 'failed-open' | 'error';
  /** Of the refusal, or of the answer that failed the call; 200 when it was allowed. */
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
   * @returns what the webhook wants changed; also nothing when it could not be asked and that does not matter
   * @throws {StatusError} when it refuses, or could not be asked and that does matter
   */
  async ask(
    call: WebhookCall,
    number: CallNumber,
    attributes: AdmissionAttributes,
    context: AdmissionContext,
  ): Promise<readonly JsonPatchOperation[]> {
    const { webhook } = call;
    const observe = (outcome: WebhookObservation['outcome'], code: number) => {
      const { operation } = attributes;
      this.#deps.observe({ kind: this.#kind, webhook, operation, outcome, code });
    };
    if (attributes.dryRun && webhook.hasSideEffects) {
      observe('error', 0);
      throw noDryRun(webhook);
    }
    const span = context.trace?.begin(`webhook ${webhook.name}`);
    try {
      const response = await this.#call(call, attributes, context);
      tell(webhook, response, context);
      span?.end(response.allowed ? 'allowed' : 'denied', { configuration: webhook.configuration });
      if (!response.allowed) {
        const refusal = rejectedBy(webhook, response.status);
        observe('rejected', refusal.status.code);
        throw refusal;
      }
      const operations = operationsOf(response);
      if (operations.length > 0 && call.object === undefined) {
        observe('error', 0);
        throw patchesNothing(webhook);
      }
      observe('allowed', 200);
      return operations;
    } catch (error) {
      if (!(error instanceof WebhookCallError)) throw error;
      context.signal.throwIfAborted();
      span?.end(`failed${webhook.failsOpen ? ', which is ignored' : ''}: ${error.message}`);
      observe(webhook.failsOpen ? 'failed-open' : 'failed', error.code);
      if (!webhook.failsOpen) throw callFailed(webhook, error);
      this.#deps.onFailedOpen(webhook, error);
      annotateFailedOpen(context, webhook, number, this.#kind);
      return [];
    }
  }

  async #call(
    call: WebhookCall,
    attributes: AdmissionAttributes,
    { signal, deadlineMs = Infinity }: AdmissionContext,
  ): Promise<ReviewResponse> {
    const { clientConfig, reviewVersion: version, timeoutMs } = call.webhook;
    const uid = this.#deps.newUid();
    const body = stringifyExactJson({
      kind: 'AdmissionReview',
      apiVersion: `admission.k8s.io/${version}`,
      request: requestOf(call, attributes, uid),
    });
    const leftMs = Math.min(timeoutMs, Math.max(1, deadlineMs - this.#deps.clock.now()));
    let review: Record<string, unknown>;
    try {
      const answer = await this.#deps.client.post(
        clientConfig,
        { body, timeoutMs: leftMs },
        signal,
      );
      review = parsed(answer);
    } catch (error) {
      const code = error instanceof WebhookAnswerError ? error.code : 503;
      throw new WebhookCallError(`failed to call webhook: ${textOf(error)}`, {
        code,
        cause: error,
      });
    }
    try {
      return readReview(review, { version, uid, mayPatch: this.#kind === 'admit' });
    } catch (error) {
      throw new WebhookCallError(`received invalid webhook response: ${textOf(error)}`, {
        code: 503,
        cause: error,
      });
    }
  }
}

function tell(webhook: Webhook, response: ReviewResponse, context: AdmissionContext): void {
  annotateAnswer(context, webhook, response.auditAnnotations);
  for (const text of response.warnings) context.warn(text);
}

/** @throws {Error} in the words of Go's decoder */
function parsed(body: string): Record<string, unknown> {
  const prefix = "couldn't get version/kind; json parse error: ";
  try {
    scanJson(body);
  } catch (error) {
    throw new Error(`${prefix}${textOf(error)}`, { cause: error });
  }
  const value: unknown = JSON.parse(body);
  if (isRecord(value)) return value;
  throw new Error(
    `${prefix}json: cannot unmarshal ${goKind(value)} into Go value of type struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }`,
  );
}

const goKind = (value: unknown): string =>
  Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
