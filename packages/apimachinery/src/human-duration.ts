const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

/**
 * A duration as people read it in tables: at most two units, every part rounded down.
 * @see kubernetes/apimachinery `pkg/util/duration/duration.go`, `HumanDuration`
 */
export function humanDuration(ms: number): string {
  // A little into the future is clock skew between machines; more is nonsense.
  if (ms <= -2 * second) return '<invalid>';
  if (ms < 0) return '0s';
  if (ms < 2 * minute) return `${whole(ms, second)}s`;
  if (ms < 10 * minute) return twoUnits(ms, [minute, 'm'], [second, 's']);
  if (ms < 3 * hour) return `${whole(ms, minute)}m`;
  if (ms < 8 * hour) return twoUnits(ms, [hour, 'h'], [minute, 'm']);
  if (ms < 2 * day) return `${whole(ms, hour)}h`;
  if (ms < 8 * day) return twoUnits(ms, [day, 'd'], [hour, 'h']);
  if (ms < 2 * year) return `${whole(ms, day)}d`;
  if (ms < 8 * year) return twoUnits(ms, [year, 'y'], [day, 'd']);
  return `${whole(ms, year)}y`;
}

type Unit = readonly [ms: number, letter: string];

function twoUnits(ms: number, [large, largeLetter]: Unit, [small, smallLetter]: Unit): string {
  const rest = whole(ms % large, small);
  return `${whole(ms, large)}${largeLetter}${rest === '0' ? '' : `${rest}${smallLetter}`}`;
}

const whole = (ms: number, unit: number): string => String(Math.floor(ms / unit));
