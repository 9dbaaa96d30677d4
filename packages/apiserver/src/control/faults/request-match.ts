import type { FastifyRequest } from 'fastify';
import type { RequestInfo } from '../../request/request-info.js';
import type { RequestMatch } from './instance-faults.js';

/** What is known of a request. */
export interface RequestFacts {
  readonly userAgent: string;
  /** As authenticated. */
  readonly user: string;
  readonly info: RequestInfo;
}

export function factsOf(request: FastifyRequest): RequestFacts {
  const { info, user } = request.context;
  return { info, user: user.name, userAgent: request.headers['user-agent'] ?? '' };
}

export function matchesRequest(match: RequestMatch | undefined, facts: RequestFacts): boolean {
  if (match === undefined) return true;
  const { userAgent, user, verbs, resources, namespace } = match;
  const { info } = facts;
  return (
    (userAgent === undefined || facts.userAgent.includes(userAgent)) &&
    (user === undefined || facts.user === user) &&
    (verbs === undefined || verbs.includes(info.verb)) &&
    (resources === undefined || (info.isResourceRequest && namesResource(resources, info))) &&
    (namespace === undefined || (info.isResourceRequest && info.namespace === namespace))
  );
}

/** `pods` and `jobs.batch`; a name without a group means any. */
export function namesResource(
  names: readonly string[],
  { group, resource }: { readonly group: string; readonly resource: string },
): boolean {
  return names.some((name) => name === resource || name === `${resource}.${group}`);
}
