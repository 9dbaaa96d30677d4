import { internalError, serviceUnavailable } from '@skewplane/apimachinery';
import type { FastifyRequest } from 'fastify';
import { sendText } from '../../endpoints/respond.js';
import type { Filter } from '../../request/filter.js';
import type { InjectedFaults } from './injected-faults.js';
import { factsOf } from './request-match.js';

/** Those who look after the instance always get through; else no fault could be taken back. */
const spared = /^\/(?:skewplane|healthz|livez|readyz)(?:\/|$)/;

/**
 * Answers requests that a fault hits, in place of whoever would have.
 * @param reset cuts the connection of a request without another word
 */
export function withAnswerFaults(
  faults: InjectedFaults,
  reset: (request: FastifyRequest) => void,
): Filter {
  return async (request, reply) => {
    if (faults.answers === undefined) {
      request.context.trace?.decide('passed: there are none');
      return undefined;
    }
    const facts = factsOf(request);
    if (spared.test(facts.info.path)) return undefined;
    const rule = faults.answerFor(facts);
    request.context.trace?.decide(
      rule === undefined ? 'passed: no fault hits it' : `hit by fault ${rule.id}: ${rule.answer}`,
    );
    switch (rule?.answer) {
      case undefined:
        return undefined;
      case 'too-many-requests':
        // Text and no Status. @see kubernetes/apiserver `pkg/server/filters/maxinflight.go`, `tooManyRequests`
        reply.header('retry-after', String(rule.retryAfterSeconds ?? 1));
        return sendText(reply, 429, 'Too many requests, please try again later.\n');
      case 'internal-error':
        throw internalError(`fault ${rule.id}`);
      case 'unavailable':
        throw serviceUnavailable('the server is currently unable to handle the request');
      case 'reset':
        reply.hijack();
        reset(request);
        return reply;
    }
  };
}
