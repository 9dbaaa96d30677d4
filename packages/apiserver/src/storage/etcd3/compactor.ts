import type { Clock } from '@skewplane/apimachinery';
import type { StorageLogger } from '../logger.js';
import { isCompacted } from './etcd-error.js';
import type { Etcd3Client } from './etcd3-client.js';

/** Outside every prefix, so that all control planes on one etcd share it. */
const compactKey = 'compact_rev_key';
const defaultIntervalMs = 300_000;

export interface CompactorDeps {
  readonly client: Pick<Etcd3Client, 'txn' | 'compact'>;
  readonly clock: Clock;
  readonly logger: StorageLogger;
  /** Default five minutes; 0 never compacts. */
  readonly intervalMs?: number | undefined;
}

/** What an instance knows of the race to compact. */
interface Turn {
  /** Version of the key when last seen: who still has the newest one wins the turn. */
  readonly version: number;
  /** Newest revision at that time: what is compacted next. */
  readonly revision: number;
}

/**
 * Keeps five to ten minutes of history. Every instance ticks; a guarded write of one key lets a single one
 * compact per interval.
 * @see kubernetes/apiserver `pkg/storage/etcd3/compact.go`
 */
export async function runCompactor(deps: CompactorDeps, signal: AbortSignal): Promise<void> {
  const { clock, logger, intervalMs = defaultIntervalMs } = deps;
  if (intervalMs <= 0) return;
  let turn: Turn = { version: 0, revision: 0 };
  while (await slept(clock, intervalMs, signal)) {
    try {
      turn = await takeTurn(deps.client, turn);
    } catch (error) {
      logger.warn({ err: error }, 'Could not compact etcd');
    }
  }
}

async function takeTurn(client: CompactorDeps['client'], turn: Turn): Promise<Turn> {
  const response = await client.txn({
    compare: [{ key: compactKey, target: 'version', equals: turn.version }],
    success: [{ put: { key: compactKey, value: Buffer.from(String(turn.revision)) } }],
    failure: [{ range: { key: compactKey } }],
  });
  if (!response.succeeded) {
    const version = response.ranges[0]?.kvs[0]?.version ?? 0;
    return { version, revision: response.revision };
  }
  // The first turn has seen no revision yet.
  if (turn.revision > 0) await compact(client, turn.revision);
  return { version: turn.version + 1, revision: response.revision };
}

async function compact(client: CompactorDeps['client'], revision: number): Promise<void> {
  try {
    await client.compact(revision);
  } catch (error) {
    // Someone else compacted further: just what was wanted.
    if (!isCompacted(error)) throw error;
  }
}

async function slept(clock: Clock, delayMs: number, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(delayMs, signal);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}
