/** Names of request outcomes as files and expressions write them, and how `requests` counts them in CEL. */
export const outcomes = [
  'local',
  'proxied',
  'not-found',
  'unavailable',
  'other',
  'failed',
] as const;

export const faultTypes = [
  'kill',
  'stop',
  'pause',
  'partition',
  'latency',
  'bandwidth',
  'reset-after',
  'certificate',
  'stale-cache',
  'watch',
  'answer',
  'etcd',
] as const;

/** Keys of a step that say what it does; a step has at most one. */
export const actionKeys = [
  'upgrade',
  'downgrade',
  'restart',
  'start',
  'stop',
  'kill',
  'pause',
  'partition',
  'fault',
  'heal',
  'wait',
  'run',
  'apply',
  'advanceClock',
  'traffic',
] as const;
