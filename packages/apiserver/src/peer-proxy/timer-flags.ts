import { parseGoDurationMs } from '../request/go-duration.js';
import { upstreamTimings, type PeerProxyTimings } from './timings.js';

export interface ParsedTimings<T = PeerProxyTimings> {
  readonly timings: T;
  /** What is wrong with the entries; the server does not start with any. */
  readonly problems: readonly string[];
}

interface Timer<T> {
  /** As a user says it: `peerRetry`. */
  readonly name: string;
  readonly key: keyof T;
  /** One unit of the value in milliseconds. */
  readonly unitMs: number;
}

/** Every timing that is a duration; the unit is in its key. */
function timersOf<T extends object>(defaults: T): readonly Timer<T>[] {
  return (Object.keys(defaults) as (keyof T & string)[])
    .map((key) => {
      const [, name = '', unit] = /^(.*?)(Ms|Seconds)?$/.exec(key) ?? [];
      return unit === undefined ? undefined : { name, key, unitMs: unit === 'Ms' ? 1 : 1000 };
    })
    .filter((timer) => timer !== undefined);
}

/** The timers of the peer proxy alone. */
export const parseTimings = (entries: readonly string[], scale: number): ParsedTimings =>
  parseTimers(upstreamTimings, entries, scale);

/**
 * @param defaults the timers that there are
 * @param entries `name=duration`, as `--skewplane-timer` was given; of a repeated name the last counts
 * @param scale factor for every timer that is not given itself
 */
export function parseTimers<T extends { readonly [K in keyof T]: number }>(
  defaults: T,
  entries: readonly string[],
  scale: number,
): ParsedTimings<T> {
  const timers = timersOf(defaults);
  const timings: Record<keyof T, number> = { ...defaults };
  const problems: string[] = [];
  for (const { key, unitMs } of timers) {
    timings[key] = inUnits(defaults[key] * unitMs * scale, unitMs);
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
  return { timings: timings as T, problems }; // every key of T is there, as a number
}

/** Seconds are whole, and at least one, because etcd and Leases know no less. */
function inUnits(ms: number, unitMs: number): number {
  return unitMs === 1 ? ms : Math.max(1, Math.round(ms / unitMs));
}
