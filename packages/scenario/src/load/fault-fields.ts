/** Which fields a type of fault needs, and which it may have besides. */
interface FaultFields {
  readonly needs: readonly string[];
  readonly may: readonly string[];
  /** The instance must run for it. */
  readonly onRunning?: true;
}

const link = ['from', 'to'];

export const faultFields: Readonly<Record<string, FaultFields>> = {
  kill: { needs: ['instance'], may: [], onRunning: true },
  stop: { needs: ['instance'], may: [], onRunning: true },
  pause: { needs: ['instance'], may: [], onRunning: true },
  partition: { needs: link, may: ['bothWays', 'mode'] },
  latency: { needs: [...link, 'delayMs'], may: ['bothWays', 'jitterMs'] },
  bandwidth: { needs: [...link, 'bytesPerSecond'], may: ['bothWays'] },
  'reset-after': { needs: [...link, 'bytes'], may: ['bothWays'] },
  certificate: { needs: ['instance', 'which', 'problem'], may: [], onRunning: true },
  'stale-cache': { needs: ['instance'], may: ['resources'], onRunning: true },
  watch: { needs: ['instance', 'effect'], may: ['match', 'probability'], onRunning: true },
  answer: {
    needs: ['instance', 'answer'],
    may: ['retryAfterSeconds', 'match', 'probability', 'everyNth'],
    onRunning: true,
  },
  etcd: { needs: ['effect'], may: ['delayMs', 'instance'] },
};

export const etcdEffects = ['slow', 'stop', 'restart', 'compact', 'lose-lease'];
