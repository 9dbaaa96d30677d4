import { badRequest, type TraceRecorder } from '@skewplane/apimachinery';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Authorizer } from '../authorization/authorizer.js';
import { constrainedImpersonation } from '../authorization/impersonation/constrained-impersonation.js';
import { legacyImpersonation } from '../authorization/impersonation/legacy-impersonation.js';
import type { Filter } from '../request/filter.js';
import type { UserInfo } from '../request/user-info.js';
import { distinctHeaders, removeHeaders } from './distinct-headers.js';
import { describeForConstrained, describeForLegacy } from './impersonation-without-user.js';
import { isImpersonationHeader, wantedUser } from './impersonation-headers.js';
import { sendInternalServerError } from './internal-server-error.js';
import { requestAttributes } from './request-attributes.js';

export interface ImpersonationFilterDeps {
  readonly authorizer: Authorizer;
  /** Minor this server behaves as: 36 for 1.36. */
  readonly minor: number;
  /** Gate `ConstrainedImpersonation`; on from 1.36 when absent. */
  readonly constrained?: boolean | undefined;
}

/** From this minor on headers without a user are the client's error, not the server's. */
const badRequestSinceMinor = 35;
const constrainedSinceMinor = 36;

/**
 * Lets who is allowed to act as somebody else. What follows sees only the other user.
 * @throws {StatusError} 400, 403
 * @see kubernetes/apiserver `pkg/endpoints/filters/impersonation`
 */
export function withImpersonation(deps: ImpersonationFilterDeps): Filter {
  const { authorizer, minor, constrained = minor >= constrainedSinceMinor } = deps;
  const build = constrained ? constrainedImpersonation : legacyImpersonation;
  const impersonation = build(authorizer);
  const impersonationFor = (trace: TraceRecorder | undefined) =>
    trace === undefined ? impersonation : build(tellingWhy(authorizer, trace));
  return async (request, reply) => {
    // Nearly every request: spare it the work.
    if (!Object.keys(request.raw.headers).some(isImpersonationHeader)) {
      request.context.trace?.decide('passed: nobody asked for');
      return undefined;
    }
    const wanted = wantedUser(distinctHeaders(request.raw));
    if (wanted === undefined) return undefined;
    if (wanted.name === '') {
      return refuseNobody(wanted, { request, reply, minor, constrained });
    }
    const { user: requestor, info, signal, trace } = request.context;
    const attributes = requestAttributes(info, requestor);
    const user = await impersonationFor(trace)
      .impersonate({ requestor, wanted, attributes, signal })
      .catch((error: unknown) => {
        reply.header('x-content-type-options', 'nosniff');
        throw error;
      });
    removeHeaders(request.raw, isImpersonationHeader);
    request.context.impersonator = requestor;
    request.context.user = user;
    trace?.decide(`${requestor.name} acts as ${user.name}`, { impersonator: requestor.name, user });
    return undefined;
  };
}

/** The checks are made of several attributes each: all of them are told to the trace. */
const tellingWhy = (authorizer: Authorizer, trace: TraceRecorder): Authorizer => ({
  authorize: (attributes, signal) => authorizer.authorize({ ...attributes, trace }, signal),
});

interface Refusal {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly minor: number;
  readonly constrained: boolean;
}

function refuseNobody(wanted: UserInfo, { request, reply, minor, constrained }: Refusal): unknown {
  const message = constrained
    ? `requested ${describeForConstrained(wanted)} without impersonating a user name`
    : `requested ${describeForLegacy(wanted)} without impersonating a user`;
  if (!constrained && minor < badRequestSinceMinor) {
    return sendInternalServerError(request, reply, message);
  }
  reply.header('x-content-type-options', 'nosniff');
  throw badRequest(message);
}
