import type { Clock } from '@skewplane/apimachinery';
import { withAudit, withFailedAuthenticationAudit, type AuditFilterDeps } from './filters/audit.js';
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
import { labelled, type Filter } from './request/filter.js';

export interface HandlerChainDeps {
  readonly clock: Clock;
  /** Of requests: a clock put forward by an hour must not end those in flight. */
  readonly deadlineClock: Clock;
  readonly pathsInstalled: () => boolean;
  /** Undefined when requests to this server cannot be traced. */
  readonly tracing: Filter | undefined;
  readonly logging: HttpLoggingOptions;
  readonly requestTimeoutMs: number;
  readonly waitGroup: WaitGroup;
  readonly authentication: AuthenticationFilterDeps;
  /** Undefined where nothing is recorded. */
  readonly audit: AuditFilterDeps | undefined;
  /** Undefined where nobody may break this instance. */
  readonly answerFaults?: Filter | undefined;
  readonly impersonation: ImpersonationFilterDeps;
  readonly authorization: AuthorizationFilterDeps;
  readonly limits: MaxInFlightOptions;
  /** Undefined without the StorageVersion API. */
  readonly storageVersionBarrier: Filter | undefined;
  /** Undefined when this server never proxies. */
  readonly peerProxy: Filter | undefined;
  /** Sends requests to extension servers. */
  readonly aggregator: Filter;
}

/**
 * Every request passes these, top to bottom, before dispatch. Registered as `onRequest` hooks; upstream's order
 * (kubernetes/apiserver `pkg/server/config.go`, `DefaultBuildHandlerChain`).
 */
export function buildHandlerChain(deps: HandlerChainDeps): readonly Filter[] {
  return [
    withRequestContext(deps.clock), // first: everything else, errors too, needs the audit id and RequestInfo
    ...(deps.tracing === undefined ? [] : [deps.tracing]), // second: it times and names all that follow
    labelled('mux-and-discovery-complete', withMuxAndDiscoveryComplete(deps.pathsInstalled)),
    labelled('http-logging', withHttpLogging(deps.logging)),
    labelled('cache-control', withCacheControl()),
    labelled('wait-group', deps.waitGroup.filter),
    labelled(
      'request-deadline',
      withRequestDeadline({ clock: deps.deadlineClock, requestTimeoutMs: deps.requestTimeoutMs }),
    ),
    labelled(
      'authentication',
      withFailedAuthenticationAudit(withAuthentication(deps.authentication), deps.audit),
    ),
    labelled('audit', withAudit(deps.audit)), // after authentication: the event names the user
    ...(deps.answerFaults === undefined ? [] : [labelled('faults', deps.answerFaults)]), // they may name users, and are audited
    labelled('impersonation', withImpersonation(deps.impersonation)), // before authorization: the rest sees the impersonated user
    labelled('max-in-flight', withMaxInFlight(deps.limits)),
    labelled('authorization', withAuthorization(deps.authorization)),
    ...(deps.storageVersionBarrier === undefined
      ? []
      : [labelled('storage-version-precondition', deps.storageVersionBarrier)]), // what waits here waits before any peer sees it
    ...(deps.peerProxy === undefined ? [] : [labelled('peer-proxy', deps.peerProxy)]), // only authorized requests leave this server
    labelled('aggregator', deps.aggregator), // before the body is read: it may be larger than what is taken here
  ];
}
