import type { FastifyRequest } from 'fastify';
import { isTruthy } from '../request/parse-request-info.js';
import { queryOf } from './query.js';

/**
 * Indented when asked, or for people with a browser or curl.
 * @see kubernetes/apiserver `pkg/endpoints/handlers/negotiation/negotiate.go`, `isPrettyPrint`
 */
export function isPretty(request: FastifyRequest): boolean {
  const url = request.raw.url ?? '';
  if (url.includes('pretty=')) return isTruthy(queryOf(request).get('pretty'));
  const agent = request.headers['user-agent'];
  return agent !== undefined && /^(curl|Wget|Mozilla\/5\.0)/.test(agent);
}
