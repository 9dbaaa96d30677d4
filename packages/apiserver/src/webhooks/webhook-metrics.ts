import { Counter, type Registry } from 'prom-client';
import type { WebhookObservation } from '../admission/plugins/webhook/webhook-dispatcher.js';

/** What webhooks send must not make a series each. */
const maxCode = 600;

const errorTypes = {
  rejected: 'no_error',
  failed: 'calling_webhook_error',
  error: 'apiserver_internal_error',
} as const;

/**
 * Counts what webhooks said.
 * @see kubernetes/apiserver `pkg/admission/metrics/metrics.go`
 */
export function webhookMetrics(registry: Registry): (observation: WebhookObservation) => void {
  const requests = new Counter({
    name: 'apiserver_admission_webhook_request_total',
    help: 'Calls of admission webhooks, by what came of them',
    labelNames: ['name', 'type', 'operation', 'code', 'rejected'],
    registers: [registry],
  });
  const rejections = new Counter({
    name: 'apiserver_admission_webhook_rejection_count',
    help: 'Requests that admission webhooks refused, or that failed for want of one',
    labelNames: ['name', 'type', 'operation', 'error_type', 'rejection_code'],
    registers: [registry],
  });
  const failedOpen = new Counter({
    name: 'apiserver_admission_webhook_fail_open_count',
    help: 'Requests that went on though a webhook could not be asked',
    labelNames: ['name', 'type'],
    registers: [registry],
  });
  return ({ kind: type, webhook: { name }, operation, outcome, code }) => {
    const rejected = outcome !== 'allowed' && outcome !== 'failed-open';
    const bounded = String(Math.min(code, maxCode));
    requests.inc({ name, type, operation, code: bounded, rejected: String(rejected) });
    if (outcome === 'failed-open') failedOpen.inc({ name, type });
    if (outcome === 'allowed' || outcome === 'failed-open') return;
    const error_type = errorTypes[outcome];
    rejections.inc({ name, type, operation, error_type, rejection_code: bounded });
  };
}
