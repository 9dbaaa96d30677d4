import { ClusterError } from '../cluster-error.js';
import { collectTraces, type TracesOfRequest } from './collect-traces.js';
import { exchange } from './exchange.js';
import { addressOf, type TracedPlane } from './traced-plane.js';

export interface RequestToTrace {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With its query. */
  readonly path: string;
  /** `balanced`, or an instance by name or letter. */
  readonly via: string;
  readonly body?: Buffer | undefined;
  readonly contentType?: string | undefined;
  /** Whom to act as; the admin itself when absent. */
  readonly as?: { readonly user: string; readonly groups: readonly string[] } | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface TracedAnswer extends TracesOfRequest {
  readonly status: number;
  /** Instances that it touched, the one reached first coming first. */
  readonly servedBy: readonly string[];
  readonly body: string;
}

/**
 * Sends one request as the admin and collects what it left on every instance.
 * @throws {ClusterError} when the instance cannot be reached, or does not trace
 */
export async function traceRequest(
  plane: TracedPlane,
  request: RequestToTrace,
): Promise<TracedAnswer> {
  const { method, path, via, body, contentType, as, signal } = request;
  if (!path.startsWith('/')) {
    throw new ClusterError(`${path} is no path: it must start with /, as /api/v1/pods does`);
  }
  const url = new URL(`${addressOf(plane, via)}${path}`);
  const answer = await exchange(url, plane.credentials, {
    method,
    headers: {
      accept: 'application/json',
      'user-agent': 'skewplane-trace',
      'x-skewplane-trace': '1',
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
      ...(as === undefined ? {} : impersonationOf(as)),
    },
    body,
    signal,
  }).catch((error: unknown) => {
    if (signal?.aborted === true) throw error;
    const cause = error instanceof Error ? error.message : String(error);
    throw new ClusterError(`no answer from ${via} at ${url.origin}: ${cause}`);
  });
  const servedBy = valuesOf(answer.headers['x-skewplane-served-by']);
  const [auditId = ''] = valuesOf(answer.headers['audit-id']);
  if (servedBy.length === 0 || auditId === '') {
    throw new ClusterError(
      `${via} answered ${String(answer.status)} and did not trace: it runs without --skewplane-control-key-file`,
    );
  }
  const { status, body: text } = answer;
  const { traces } = await collectTraces(plane, auditId);
  return { auditId, status, servedBy, body: text, traces };
}

function impersonationOf({ user, groups }: NonNullable<RequestToTrace['as']>) {
  return {
    'impersonate-user': user,
    ...(groups.length === 0 ? {} : { 'impersonate-group': groups }),
  };
}

/** Node joins what comes several times. */
function valuesOf(header: string | readonly string[] | undefined): string[] {
  const text = typeof header === 'string' ? header : (header ?? []).join(',');
  return text
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
}
