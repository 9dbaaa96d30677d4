import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RequestAudit } from '../audit/request-audit.js';
import type { RequestInfo } from './request-info.js';
import type { TracedRequest } from '../trace/traced-request.js';
import type { UserInfo } from './user-info.js';

/**
 * One step of the handler chain. Runs before any body is read. It may answer (`reply.send`, then the chain ends),
 * throw (the error becomes a Status), or learn something and let the next one run. Always async: Fastify waits
 * for the promise.
 */
export interface Filter {
  (request: FastifyRequest, reply: FastifyReply): Promise<unknown>;
  /** What traces call it. */
  readonly label?: string;
}

/** Names a filter for traces. */
export function labelled(label: string, filter: Filter): Filter {
  return Object.assign(filter, { label });
}

/** What filters learn about a request; handlers read it from `request.context`. */
export interface RequestContext {
  /** From the client's `Audit-ID` header or new; echoed in the answer. */
  auditId: string;
  /** Clock time of arrival, epoch milliseconds. */
  receivedAtMs: number;
  info: RequestInfo;
  /** Aborts when the client leaves, the deadline passes or the server stops. */
  signal: AbortSignal;
  /** Epoch milliseconds after which the request is over; undefined for long-running ones. */
  deadlineMs: number | undefined;
  /** Effective user (after impersonation). */
  user: UserInfo;
  /** Who authenticated, when somebody else is impersonated. */
  impersonator: UserInfo | undefined;
  authorization: { decision: 'Allow'; reason: string } | undefined;
  /** Of the audit event: what admission has to say. */
  auditAnnotations: Record<string, string>;
  /** What the audit event of the request is made of; undefined when nobody records it. */
  audit?: RequestAudit | undefined;
  /** Texts for `Warning: 299` headers, in order and without repeats. */
  warnings: string[];
  /** False while a 404 would be premature. */
  pathsInstalled: boolean;
  /** Host and port of the peer that served the request; undefined when served here. */
  servedBy: string | undefined;
  /** Only while the request is traced. */
  trace?: TracedRequest | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    context: RequestContext;
  }
}
