import type { RequestInfo } from './request-info.js';

const byVerb: Readonly<Record<string, string>> = { create: 'POST', update: 'PUT' };

/**
 * The name of a verb in metrics and log lines: the HTTP method, but for what a GET or DELETE does to many.
 * @see kubernetes/apiserver `pkg/endpoints/metrics/metrics.go`, `cleanVerb`
 * @param contentType of the body; a patch that applies has a name of its own
 */
export function reportedVerb({ verb }: RequestInfo, contentType?: string): string {
  if (verb === 'patch' && contentType?.startsWith('application/apply-patch+')) return 'APPLY';
  return byVerb[verb] ?? verb.toUpperCase();
}
