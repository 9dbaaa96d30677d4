import type { Clock } from '@skewplane/apimachinery';
import type {
  Authorizer,
  AuthorizationResult,
  AuthorizerAttributes,
} from '../authorization/authorizer.js';
import { forbiddenBy } from '../authorization/forbidden.js';
import type { Filter } from '../request/filter.js';
import { sendInternalServerError } from './internal-server-error.js';
import { requestAttributes } from './request-attributes.js';

export interface AuthorizationFilterDeps {
  readonly authorizer: Authorizer;
  readonly clock: Clock;
  /** For `authorization_attempts_total` and `authorization_duration_seconds`. */
  readonly onDecision?:
    | ((result: 'allowed' | 'denied' | 'no-opinion' | 'error', durationMs: number) => void)
    | undefined;
}

/** Of audit events. */
const decisionKey = 'authorization.k8s.io/decision';
const reasonKey = 'authorization.k8s.io/reason';

const resultLabels = { Allow: 'allowed', Deny: 'denied', NoOpinion: 'no-opinion' } as const;

/**
 * Lets through what an authorizer allows.
 * @throws {StatusError} 403
 * @see kubernetes/apiserver `pkg/endpoints/filters/authorization.go`
 */
export function withAuthorization({
  authorizer,
  clock,
  onDecision,
}: AuthorizationFilterDeps): Filter {
  return async (request, reply) => {
    const { info, user, signal, trace, auditAnnotations } = request.context;
    const attributes = requestAttributes(info, user, trace);
    const startMs = clock.now();
    let result: AuthorizationResult;
    try {
      result = await authorizer.authorize(attributes, signal);
    } catch (error) {
      onDecision?.('error', clock.now() - startMs);
      auditAnnotations[reasonKey] = 'internal error';
      if (signal.aborted) throw error;
      request.log.error({ err: error }, 'Unable to authorize the request');
      const message = error instanceof Error ? error.message : String(error);
      return sendInternalServerError(request, reply, message);
    }
    onDecision?.(resultLabels[result.decision], clock.now() - startMs);
    auditAnnotations[decisionKey] = result.decision === 'Allow' ? 'allow' : 'forbid';
    auditAnnotations[reasonKey] = result.reason;
    if (result.decision === 'Allow') {
      trace?.decide(`${user.name} may ${describe(attributes)}`);
      request.context.authorization = { decision: 'Allow', reason: result.reason };
      return undefined;
    }
    trace?.decide(`${user.name} may not ${describe(attributes)}`, { decision: result.decision });
    reply.header('x-content-type-options', 'nosniff');
    throw forbiddenBy(attributes, result.reason);
  };
}

function describe(attributes: AuthorizerAttributes): string {
  const { verb } = attributes;
  if (!attributes.isResourceRequest) return `${verb} ${attributes.path}`;
  const { resource, subresource, group, namespace, name } = attributes;
  const what = `${resource}${subresource === '' ? '' : `/${subresource}`}${group === '' ? '' : `.${group}`}`;
  return `${verb} ${what}${name === '' ? '' : ` ${name}`}${namespace === '' ? '' : ` in ${namespace}`}`;
}
