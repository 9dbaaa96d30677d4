import { StatusError, type Clock } from '@skewplane/apimachinery';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { attemptedCredentials } from '../audit/attempted-credentials.js';
import type { AuditSink } from '../audit/audit-sink.js';
import { auditConfigFor } from '../audit/match.js';
import type { AuditPolicy } from '../audit/policy.js';
import { RequestAudit } from '../audit/request-audit.js';
import type { Filter } from '../request/filter.js';
import { isLongRunning } from '../request/request-info.js';
import { requestAttributes } from './request-attributes.js';

export interface AuditFilterDeps {
  readonly sink: AuditSink;
  readonly policy: AuditPolicy;
  readonly clock: Clock;
}

/**
 * Tells the sink of each request what the policy wants known: who, what, and how it ended.
 * @see kubernetes/apiserver `pkg/endpoints/filters/audit.go`
 */
export function withAudit(deps: AuditFilterDeps | undefined): Filter {
  if (deps === undefined) return async () => undefined;
  const { clock } = deps;
  return async (request, reply) => {
    const { context } = request;
    // The user as authenticated: impersonation comes later in the chain.
    const audit = auditOf(deps, request, true);
    if (audit === undefined) return;
    context.audit = audit;
    audit.process('RequestReceived', context.receivedAtMs);
    const streams = isLongRunning(context.info);
    let isStarted = false;
    const start = (code: number) => {
      if (isStarted) return;
      isStarted = true;
      audit.setCode(code);
      if (streams) audit.process('ResponseStarted', clock.now());
    };
    if (streams) onHead(reply, start);
    reply.raw.once('close', () => {
      const { headersSent, statusCode } = reply.raw;
      if (headersSent || statusCode === 101) start(statusCode);
      else if (!isStarted && !audit.hasResponse) {
        audit.setStatus({ status: 'Success', message: 'Connection closed early', code: 200 });
        if (streams) audit.process('ResponseStarted', clock.now());
      }
      audit.process('ResponseComplete', clock.now());
    });
  };
}

/**
 * Records whom authentication turns away, of whom nothing else is recorded.
 * @see kubernetes/apiserver `pkg/endpoints/filters/authn_audit.go`
 */
export function withFailedAuthenticationAudit(
  authenticate: Filter,
  deps: AuditFilterDeps | undefined,
): Filter {
  if (deps === undefined) return authenticate;
  return async (request, reply) => {
    const message = attemptedCredentials(request.raw); // before credentials are taken off
    try {
      return await authenticate(request, reply);
    } catch (error) {
      if (error instanceof StatusError && error.code === 401) {
        recordFailure(deps, { request, reply, message });
      }
      throw error;
    }
  };
}

function recordFailure(
  deps: AuditFilterDeps,
  { request, reply, message }: { request: FastifyRequest; reply: FastifyReply; message: string },
): void {
  const audit = auditOf(deps, request, false);
  if (audit === undefined) return;
  // Where the refusal goes out as a Status, its own words take the place of these.
  audit.setStatus({ message });
  request.context.audit = audit;
  onHead(reply, (code) => {
    audit.setCode(code);
    audit.process('ResponseStarted', deps.clock.now());
  });
}

/** Undefined when the policy does not want the request recorded. */
function auditOf(
  { sink, policy }: AuditFilterDeps,
  request: FastifyRequest,
  isKnownUser: boolean,
): RequestAudit | undefined {
  const { context } = request;
  const attributes = { ...requestAttributes(context.info, context.user), isKnownUser };
  const config = auditConfigFor(policy, attributes);
  if (config.level === 'None') return undefined;
  const user = isKnownUser ? context.user : undefined;
  return new RequestAudit({ sink, config, context, request: request.raw, user });
}

/** Calls back once with the status as the head of the answer goes out: handlers of streams write it themselves. */
function onHead({ raw }: FastifyReply, seen: (code: number) => void): void {
  const writeHead = raw.writeHead.bind(raw) as (...args: unknown[]) => typeof raw;
  let isSeen = false;
  raw.writeHead = (code: number, ...rest: unknown[]) => {
    if (!isSeen && code >= 200) {
      isSeen = true;
      seen(code);
    }
    return writeHead(code, ...rest);
  };
}
