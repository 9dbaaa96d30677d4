import { outcomes } from '../document/words.js';
import type { MetricReader, Scope } from '../expressions/compiled.js';
import { adminUser } from '../load/loading.js';
import type { RunParts } from '../run/run-parts.js';
import { sumOfMetric } from './metrics.js';

type Counts = ReadonlyMap<string, Readonly<Record<string, number>>>;

/** What an expression sees now. @param before the counts of requests when the step began */
export function scopeOf(
  parts: Pick<RunParts, 'access' | 'cluster' | 'monitor' | 'traffic'>,
  before: Counts,
  signal: AbortSignal,
): Scope {
  return {
    instances: parts.monitor.views(),
    requests: countsSince(before, parts.traffic.counts()),
    metric: metricReader(parts, signal),
  };
}

/** Outcomes as they are written in files, and `notFound` for expressions, which cannot have the dash. */
function countsSince(before: Counts, now: Counts): Record<string, Record<string, number>> {
  return Object.fromEntries(
    [...now].map(([client, counts]) => {
      const since = (outcome: string) =>
        (counts[outcome] ?? 0) - (before.get(client)?.[outcome] ?? 0);
      const entries = ['sent', ...outcomes].map((outcome) => [outcome, since(outcome)]);
      return [client, { ...Object.fromEntries(entries), notFound: since('not-found') }];
    }),
  );
}

function metricReader(
  { access, cluster }: Pick<RunParts, 'access' | 'cluster'>,
  signal: AbortSignal,
): MetricReader {
  return async (instance, name, labels) => {
    const via = cluster.instance(instance).name;
    const request = { method: 'GET', path: '/metrics', via, user: adminUser, signal };
    const { status, text } = await access.send(request);
    if (status !== 200) throw new Error(`${via} answers ${status} to /metrics`);
    return sumOfMetric(text, name, labels);
  };
}
