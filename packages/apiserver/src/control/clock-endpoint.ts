import { badRequest, formatTime, type AdjustableClock } from '@skewplane/apimachinery';
import type { ControlEndpoint } from './control-endpoint.js';

const maxAdvanceMs = 366 * 24 * 3_600_000;

/** `clock`: what time the instance thinks it is, and a way to put its clock forward. */
export function clockEndpoint(clock: AdjustableClock): ControlEndpoint {
  const state = () => ({ now: formatTime(clock.now()), epochMs: clock.now() });
  return {
    name: 'clock',
    methods: {
      GET: async () => state(),
      POST: async ({ body }) => {
        await clock.advance(advanceOf(body));
        return state();
      },
    },
  };
}

function advanceOf(body: unknown): number {
  const advanceMs =
    typeof body === 'object' && body !== null && 'advanceMs' in body ? body.advanceMs : undefined;
  if (typeof advanceMs === 'number' && advanceMs >= 0 && advanceMs <= maxAdvanceMs) {
    return advanceMs;
  }
  throw badRequest(`advanceMs must be a number from 0 to ${String(maxAdvanceMs)} (milliseconds)`);
}
