import type { FastifyRequest } from 'fastify';
import type { RequestContext } from '../../request/filter.js';
import { parseRequestInfo } from '../../request/parse-request-info.js';
import type { UserInfo } from '../../request/user-info.js';

export const alice: UserInfo = {
  name: 'alice',
  uid: 'u1',
  groups: ['dev', 'system:authenticated'],
  extra: { 'Example.com/Scope': ['a', 'b'] },
};

/** What the filters before would have learned. For tests only. */
export function contextFor(
  request: FastifyRequest,
  parts: Partial<RequestContext> = {},
): RequestContext {
  return {
    auditId: 'audit-1',
    receivedAtMs: 0,
    info: parseRequestInfo(request.method, request.raw.url ?? '/'),
    signal: new AbortController().signal,
    deadlineMs: undefined,
    user: alice,
    impersonator: undefined,
    authorization: undefined,
    auditAnnotations: {},
    warnings: [],
    pathsInstalled: true,
    servedBy: undefined,
    ...parts,
  };
}
