import type { Clock } from '@skewplane/apimachinery';
import { withAudit, type AuditSink } from './filters/audit.js';
import { withAuthentication, type AuthenticationFilterDeps } from './filters/authentication.js';
import { withAuthorization, type AuthorizationFilterDeps } from './filters/authorization.js';
import { withHttpLogging, type HttpLoggingOptions } from './filters/http-logging.js';
import { withImpersonation, type ImpersonationFilterDeps } from './filters/impersonation.js';
import { withMaxInFlight, type MaxInFlightOptions } from './filters/max-in-flight.js';
import { withMuxAndDiscoveryComplete } from './filters/mux-and-discovery-complete.js';
import { withRequestContext } from './filters/request-context.js';
import { withRequestDeadline } from './filters/request-deadline.js';
import { withCacheControl } from './filters/response-headers.js';
import type { WaitGroup } from './filters/wait-group.js';
import type { Filter } from './request/filter.js';

export interface HandlerChainDeps {
  readonly clock: Clock;
  /** Of requests: a clock put forward by an hour must not end those in flight. */
  readonly deadlineClock: Clock;
  readonly pathsInstalled: () => boolean;
  readonly logging: HttpLoggingOptions;
  readonly requestTimeoutMs: number;
  readonly waitGroup: WaitGroup;
  readonly authentication: AuthenticationFilterDeps;
  readonly auditSink: AuditSink | undefined;
  readonly impersonation: ImpersonationFilterDeps;
  readonly authorization: AuthorizationFilterDeps;
  readonly limits: MaxInFlightOptions;
  /** Undefined when this server never proxies. */
  readonly peerProxy: Filter | undefined;
}

/**
 * Every request passes these, top to bottom, before dispatch. Registered as `onRequest` hooks; upstream's order
 * (kubernetes/apiserver `pkg/server/config.go`, `DefaultBuildHandlerChain`).
 */
export function buildHandlerChain(deps: HandlerChainDeps): readonly Filter[] {
  return [
    withRequestContext(deps.clock), // first: everything else, errors too, needs the audit id and RequestInfo
    withMuxAndDiscoveryComplete(deps.pathsInstalled),
    withHttpLogging(deps.logging),
    withCacheControl(),
    deps.waitGroup.filter,
    withRequestDeadline({ clock: deps.deadlineClock, requestTimeoutMs: deps.requestTimeoutMs }),
    withAuthentication(deps.authentication),
    withAudit(deps.auditSink, deps.clock), // after authentication: the event names the user
    withImpersonation(deps.impersonation), // before authorization: the rest sees the impersonated user
    withMaxInFlight(deps.limits),
    withAuthorization(deps.authorization),
    ...(deps.peerProxy === undefined ? [] : [deps.peerProxy]), // last: only authorized requests leave this server
  ];
}
