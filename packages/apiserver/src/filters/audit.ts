import { formatMicroTime, type Clock } from '@skewplane/apimachinery';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Filter } from '../request/filter.js';
import type { UserInfo } from '../request/user-info.js';

/** An event of `audit.k8s.io/v1` at level Metadata. */
export type AuditEvent = Readonly<Record<string, unknown>>;

/** Takes events without blocking the request; must bound what it holds. */
export interface AuditSink {
  write(event: AuditEvent): void;
}

/**
 * Tells the sink of each request once its answer is out: who, what, and how it ended; never bodies.
 * @see kubernetes/apiserver `pkg/endpoints/filters/audit.go`
 */
export function withAudit(sink: AuditSink | undefined, clock: Clock): Filter {
  if (sink === undefined) return async () => undefined;
  return async (request, reply) => {
    // The user as authenticated: impersonation comes later in the chain.
    const { user } = request.context;
    reply.raw.once('close', () => {
      sink.write(eventOf(request, reply, user, clock.now()));
    });
  };
}

function eventOf(
  request: FastifyRequest,
  reply: FastifyReply,
  user: UserInfo,
  nowMs: number,
): AuditEvent {
  const { context } = request;
  const { info } = context;
  return {
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: 'Metadata',
    auditID: context.auditId,
    stage: 'ResponseComplete',
    requestURI: request.raw.url,
    verb: info.verb,
    user: userOf(user),
    ...(context.impersonator === undefined ? {} : { impersonatedUser: userOf(context.user) }),
    sourceIPs: sourceIps(request),
    userAgent: request.headers['user-agent'],
    ...(info.isResourceRequest
      ? {
          objectRef: {
            resource: info.resource,
            ...(info.namespace === '' ? {} : { namespace: info.namespace }),
            ...(info.name === '' ? {} : { name: info.name }),
            ...(info.group === '' ? {} : { apiGroup: info.group }),
            apiVersion: info.version,
            ...(info.subresource === '' ? {} : { subresource: info.subresource }),
          },
        }
      : {}),
    responseStatus: { metadata: {}, code: reply.raw.statusCode },
    requestReceivedTimestamp: formatMicroTime(context.receivedAtMs),
    stageTimestamp: formatMicroTime(nowMs),
    annotations:
      context.authorization === undefined
        ? {}
        : {
            'authorization.k8s.io/decision': 'allow',
            'authorization.k8s.io/reason': context.authorization.reason,
          },
  };
}

function userOf({ name, uid, groups, extra }: UserInfo) {
  return {
    username: name,
    ...(uid === '' ? {} : { uid }),
    ...(groups.length === 0 ? {} : { groups }),
    ...(Object.keys(extra).length === 0 ? {} : { extra }),
  };
}

function sourceIps(request: FastifyRequest): string[] {
  const forwarded = request.headers['x-forwarded-for'];
  const chain = (Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? '')).split(',');
  const last = request.socket.remoteAddress ?? '';
  return [...new Set([...chain.map((each) => each.trim()).filter((each) => each !== ''), last])];
}
