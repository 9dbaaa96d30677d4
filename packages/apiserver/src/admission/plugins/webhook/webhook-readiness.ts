import { forbidden, type Clock } from '@skewplane/apimachinery';
import type { LiveView } from '../../../storage/live-view.js';
import type { AdmissionAttributes } from '../../admission.js';
import { isExempt } from './match-rules.js';

/** @see kubernetes/apiserver `pkg/admission/handler.go`, `timeToWaitForReady` */
const maxWaitMs = 10_000;

type View = Pick<LiveView, 'isSynced' | 'synced'>;

/** Nothing is admitted before it is known which webhooks there are. */
export class WebhookReadiness {
  readonly #views: readonly View[];
  readonly #clock: Clock;

  constructor(views: readonly View[], clock: Clock) {
    this.#views = views;
    this.#clock = clock;
  }

  /** @throws {StatusError} 403 when it takes too long */
  async wait(attributes: AdmissionAttributes, signal: AbortSignal): Promise<void> {
    if (this.#isReady() || isExempt(attributes)) return;
    const end = new AbortController();
    const synced = Promise.all(this.#views.map((view) => view.synced));
    try {
      await Promise.race([
        synced,
        this.#clock.sleep(maxWaitMs, AbortSignal.any([signal, end.signal])),
      ]);
    } finally {
      end.abort();
    }
    if (this.#isReady()) return;
    throw forbidden(attributes.resource, attributes.name, 'not yet ready to handle request');
  }

  #isReady(): boolean {
    return this.#views.every((view) => view.isSynced);
  }
}
