import { parseGoDurationMs } from '../request/go-duration.js';
import { upstreamTimings, type PeerProxyTimings } from './timings.js';

export interface ParsedTimings {
  readonly timings: PeerProxyTimings;
  /** What is wrong with the entries; the server does not start with any. */
  readonly problems: readonly string[];
}

interface Timer {
  /** As a user says it: `peerRetry`. */
  readonly name: string;
  readonly key: keyof PeerProxyTimings;
  /** One unit of the value in milliseconds. */
  readonly unitMs: number;
}

/** Every timing that is a duration; the unit is in its key. */
const timers: readonly Timer[] = (Object.keys(upstreamTimings) as (keyof PeerProxyTimings)[])
  .map((key) => {
    const [, name = '', unit] = /^(.*?)(Ms|Seconds)?$/.exec(key) ?? [];
    return unit === undefined ? undefined : { name, key, unitMs: unit === 'Ms' ? 1 : 1000 };
  })
  .filter((timer) => timer !== undefined);

/**
 * @param entries `name=duration`, as `--skewplane-timer` was given; of a repeated name the last counts
 * @param scale factor for every timer that is not given itself
 */
export function parseTimings(entries: readonly string[], scale: number): ParsedTimings {
  const timings: Record<keyof PeerProxyTimings, number> = { ...upstreamTimings };
  const problems: string[] = [];
  for (const { key, unitMs } of timers) {
    timings[key] = inUnits(upstreamTimings[key] * unitMs * scale, unitMs);
  }
  for (const entry of entries) {
    const [given = '', duration] = entry.split('=', 2);
    const timer = timers.find(({ name }) => name === given);
    const ms = parseGoDurationMs(duration ?? '');
    if (timer === undefined) {
      const names = timers.map(({ name }) => name).join(', ');
      problems.push(`unknown timer ${JSON.stringify(given)}, must be one of ${names}`);
    } else if (ms === undefined || ms <= 0) {
      problems.push(`timer ${given} must be a duration above zero like 1m30s`);
    } else {
      timings[timer.key] = inUnits(ms, timer.unitMs);
    }
  }
  return { timings, problems };
}

/** Seconds are whole, and at least one, because etcd and Leases know no less. */
function inUnits(ms: number, unitMs: number): number {
  return unitMs === 1 ? ms : Math.max(1, Math.round(ms / unitMs));
}
