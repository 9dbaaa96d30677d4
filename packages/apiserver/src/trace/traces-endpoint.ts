import { StatusError, badRequest, type Clock } from '@skewplane/apimachinery';
import type { ControlEndpoint } from '../control/control-endpoint.js';
import type { RequestRecorder } from './request-recorder.js';
import type { TraceRing } from './trace-ring.js';

/** An answer reaches its client a moment before its connection tells us so. */
const settleMs = 2_000;
const defaultLimit = 50;

/** `traces`: summaries, the newest first (`?limit=`), and `traces/<audit id>`: one in full. */
export function tracesEndpoint(ring: TraceRing<RequestRecorder>, clock: Clock): ControlEndpoint {
  return {
    name: 'traces',
    methods: {
      GET: async ({ rest, query }) => {
        if (rest === '') {
          const newest = ring.newest(limitOf(query.get('limit')));
          return { traces: newest.map((recorder) => recorder.summary()) };
        }
        const recorder = ring.find(rest);
        if (recorder === undefined) throw unknownTrace(rest);
        await settled(recorder, clock);
        return recorder.trace();
      },
    },
  };
}

async function settled(recorder: RequestRecorder, clock: Clock): Promise<void> {
  let cancel: (() => void) | undefined;
  const late = new Promise<void>((resolve) => {
    cancel = clock.setTimeout(resolve, settleMs);
  });
  await Promise.race([recorder.settled, late]);
  cancel?.();
}

function limitOf(text: string | null): number {
  if (text === null) return defaultLimit;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw badRequest('limit must be a whole number above 0');
  return Number(text);
}

function unknownTrace(auditId: string): StatusError {
  return new StatusError({
    code: 404,
    reason: 'NotFound',
    message: `there is no trace of ${JSON.stringify(auditId.slice(0, 100))}: only requests with X-Skewplane-Trace: 1 leave one, and only the newest are kept`,
  });
}
