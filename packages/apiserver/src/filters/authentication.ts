import { unauthorized, type Clock } from '@skewplane/apimachinery';
import type { FastifyRequest } from 'fastify';
import {
  AuthenticationError,
  type AuthenticatedUser,
  type Authenticator,
} from '../authentication/authenticator.js';
import type { RequestHeaderNames } from '../authentication/request-header.js';
import { intersect } from '../authentication/token-authenticator.js';
import type { Filter } from '../request/filter.js';
import { distinctHeaders, removeHeaders } from './distinct-headers.js';
import { PeerCertificates } from './peer-certificates.js';
import { traceUser } from '../trace/trace-user.js';

/** How an attempt ended: upstream's `result` label. */
export type AuthenticationResult = 'success' | 'failure' | 'error';

export interface AuthenticationFilterDeps {
  readonly authenticator: Authenticator;
  readonly apiAudiences: readonly string[];
  /** Headers of front proxies besides `X-Remote-*`, which are removed too. */
  readonly requestHeader?: RequestHeaderNames | undefined;
  readonly clock: Clock;
  /** For `authentication_attempts` and `authentication_duration_seconds`. */
  readonly onAttempt?:
    ((result: AuthenticationResult, durationMs: number, username: string) => void) | undefined;
}

/**
 * Finds out who asks, and takes the credentials off the request.
 * @throws {StatusError} 401
 * @see kubernetes/apiserver `pkg/endpoints/filters/authentication.go`
 */
export function withAuthentication(deps: AuthenticationFilterDeps): Filter {
  const certificates = new PeerCertificates();
  const isCredential = credentialHeaders(deps.requestHeader);
  const audiences = deps.apiAudiences.length > 0 ? deps.apiAudiences : undefined;
  return async (request) => {
    const startMs = deps.clock.now();
    const report = (result: AuthenticationResult, username: string) => {
      deps.onAttempt?.(result, deps.clock.now() - startMs, username);
    };
    const { warnings, signal, trace } = request.context;
    const found = await attempt(request, report, () =>
      deps.authenticator.authenticate(
        {
          headers: distinctHeaders(request.raw),
          peerCertificates: certificates.of(request.raw),
          audiences,
          warn: (text) => {
            if (!warnings.includes(text)) warnings.push(text);
          },
        },
        signal,
      ),
    );
    if (!isForUs(found, deps.apiAudiences)) {
      request.log.error(
        { audiences: found.audiences, accepted: deps.apiAudiences },
        'Unable to match the audience',
      );
      report('error', '');
      throw unauthorized();
    }
    report('success', found.user.name);
    if (trace !== undefined) traceUser(trace, found, certificates.of(request.raw)?.[0]);
    removeHeaders(request.raw, isCredential);
    request.context.user = found.user;
  };
}

async function attempt(
  request: FastifyRequest,
  report: (result: AuthenticationResult, username: string) => void,
  authenticate: () => Promise<AuthenticatedUser | undefined>,
): Promise<AuthenticatedUser> {
  try {
    const found = await authenticate();
    if (found !== undefined) return found;
    report('failure', '');
  } catch (error) {
    report('error', '');
    if (!(error instanceof AuthenticationError)) throw error;
    // Reasons name claims and certificates, never tokens.
    request.context.trace?.decide('refused', { reason: error.message });
    request.log.error({ reason: error.message }, 'Unable to authenticate the request');
  }
  throw unauthorized();
}

function isForUs({ audiences }: AuthenticatedUser, apiAudiences: readonly string[]): boolean {
  return (
    apiAudiences.length === 0 ||
    audiences.length === 0 ||
    intersect(apiAudiences, audiences).length > 0
  );
}

function credentialHeaders(
  custom: RequestHeaderNames = {
    usernameHeaders: [],
    uidHeaders: [],
    groupHeaders: [],
    extraHeaderPrefixes: [],
  },
): (name: string) => boolean {
  const { usernameHeaders, uidHeaders, groupHeaders, extraHeaderPrefixes } = custom;
  const names = new Set(
    [
      'authorization',
      'x-remote-user',
      'x-remote-uid',
      'x-remote-group',
      ...usernameHeaders,
      ...uidHeaders,
      ...groupHeaders,
    ].map((name) => name.toLowerCase()),
  );
  const prefixes = ['x-remote-extra-', ...extraHeaderPrefixes].map((each) => each.toLowerCase());
  return (name) => names.has(name) || prefixes.some((prefix) => name.startsWith(prefix));
}
