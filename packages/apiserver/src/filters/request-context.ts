import { randomUUID } from 'node:crypto';
import type { Clock } from '@skewplane/apimachinery';
import type { Filter } from '../request/filter.js';
import { parseRequestInfo } from '../request/parse-request-info.js';
import { anonymousUser } from '../request/user-info.js';

const never = new AbortController().signal;
const auditIdPattern = /^[\x21-\x7e]{1,64}$/;

/**
 * Starts what later filters add to: audit id, time of arrival, and what the URL says.
 * @see kubernetes/apiserver `pkg/endpoints/filters/{audit_init,request_received_time,requestinfo}.go`
 */
export function withRequestContext(clock: Clock): Filter {
  return async (request, reply) => {
    const offered = request.headers['audit-id'];
    const auditId =
      typeof offered === 'string' && auditIdPattern.test(offered) ? offered : randomUUID();
    request.context = {
      auditId,
      receivedAtMs: clock.now(),
      info: parseRequestInfo(request.method, request.raw.url ?? '/'),
      signal: never,
      deadlineMs: undefined,
      user: anonymousUser,
      impersonator: undefined,
      authorization: undefined,
      auditAnnotations: {},
      warnings: [],
      pathsInstalled: true,
      servedBy: undefined,
      trace: undefined,
    };
    reply.header('audit-id', auditId);
  };
}
