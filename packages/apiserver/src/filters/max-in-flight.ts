import { tooManyRequests } from '@skewplane/apimachinery';
import type { Filter } from '../request/filter.js';
import { isLongRunning } from '../request/request-info.js';
import { mastersGroup } from '../request/user-info.js';

const readOnlyVerbs = new Set(['get', 'list', 'watch', 'head', 'options']);

export interface MaxInFlightOptions {
  /** Read-only requests at the same time; 0: no limit. */
  readonly maxReadOnly: number;
  /** Requests that write at the same time; 0: no limit. */
  readonly maxMutating: number;
  readonly onRejected?: ((kind: 'readOnly' | 'mutating') => void) | undefined;
}

/**
 * Refuses what exceeds the number of requests the server may hold; long-running requests and
 * `system:masters` do not count.
 * @see kubernetes/apiserver `pkg/server/filters/maxinflight.go`
 */
export function withMaxInFlight({
  maxReadOnly,
  maxMutating,
  onRejected,
}: MaxInFlightOptions): Filter {
  const inFlight = { readOnly: 0, mutating: 0 };
  const limits = { readOnly: maxReadOnly, mutating: maxMutating };
  return async (request, reply) => {
    const { info, user, trace } = request.context;
    if (isLongRunning(info)) {
      trace?.decide('not counted: long-running');
      return;
    }
    const kind = readOnlyVerbs.has(info.verb) ? 'readOnly' : 'mutating';
    if (limits[kind] === 0) return;
    if (inFlight[kind] >= limits[kind] && !user.groups.includes(mastersGroup)) {
      onRejected?.(kind);
      trace?.decide('refused: no seat is free', { kind, limit: limits[kind] });
      throw tooManyRequests('Too many requests, please try again later.', 1);
    }
    inFlight[kind]++;
    trace?.decide(`seat ${String(inFlight[kind])} of ${String(limits[kind])}`, {
      kind,
      inFlight: inFlight[kind],
      limit: limits[kind],
    });
    reply.raw.once('close', () => {
      inFlight[kind]--;
    });
  };
}
