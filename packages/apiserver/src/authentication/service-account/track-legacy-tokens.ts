import type { Clock, Immutable, KubeObject } from '@skewplane/apimachinery';
import type { LoopbackClient } from '../../registry/loopback.js';

const lastUsedLabel = 'kubernetes.io/legacy-token-last-used';
const dayMs = 24 * 60 * 60 * 1000;

export interface LegacyTokenTrackerDeps {
  readonly loopback: LoopbackClient;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

/**
 * Writes the day of last use to a secret that still serves as a token, at most once a day.
 * @see kubernetes/kubernetes `pkg/serviceaccount/legacy.go`, `patchSecretWithLastUsedDate`
 */
export function legacyTokenTracker(
  deps: LegacyTokenTrackerDeps,
): (secret: Immutable<KubeObject>) => void {
  return (secret) => {
    const nowMs = deps.clock.now();
    const today = day(nowMs);
    const lastUsed = secret.metadata.labels?.[lastUsedLabel];
    // A server whose clock is ahead may have written tomorrow.
    if (lastUsed === today || lastUsed === day(nowMs + dayMs)) return;
    label(deps.loopback, secret, today).catch(deps.onError);
  };
}

async function label(
  loopback: LoopbackClient,
  secret: Immutable<KubeObject>,
  today: string,
): Promise<void> {
  const { namespace = '', name = '', labels } = secret.metadata;
  await loopback.update(
    { gvr: { group: '', version: 'v1', resource: 'secrets' }, namespace, name },
    { ...secret, metadata: { ...secret.metadata, labels: { ...labels, [lastUsedLabel]: today } } },
  );
}

function day(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}
