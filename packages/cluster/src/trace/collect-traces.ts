import type { RequestTrace, RequestTraceSummary } from '@skewplane/apimachinery';
import { ClusterError } from '../cluster-error.js';
import { exchange } from './exchange.js';
import type { TracedPlane } from './traced-plane.js';

const tracesPath = '/skewplane/v1alpha1/traces';

/** The traces that one request left, the instance reached first coming first. */
export interface TracesOfRequest {
  readonly auditId: string;
  readonly traces: readonly RequestTrace[];
}

/**
 * Asks every instance; those that do not answer, and those that do not know the request, have nothing to tell.
 * @throws {ClusterError} when no instance has a trace of it
 */
export async function collectTraces(plane: TracedPlane, auditId: string): Promise<TracesOfRequest> {
  const found = await tracesOf(plane, auditId);
  if (found.traces.length > 0) return found;
  throw new ClusterError(
    `no instance has a trace of ${auditId}: only traced requests leave one (X-Skewplane-Trace: 1 by the admin), and only the newest are kept`,
  );
}

/** The newest traced requests of the plane, the newest first. */
export async function newestTraces(
  plane: TracedPlane,
  limit: number,
): Promise<readonly TracesOfRequest[]> {
  const summaries = await Promise.all(
    plane.instances.map(({ url }) =>
      ask<{ traces: readonly RequestTraceSummary[] }>(
        plane,
        new URL(`${tracesPath}?limit=${String(limit)}`, url),
      ),
    ),
  );
  const newestFirst = summaries
    .flatMap((answer) => answer?.traces ?? [])
    .sort((a, b) => b.receivedAt.localeCompare(a.receivedAt));
  const auditIds = [...new Set(newestFirst.map(({ auditId }) => auditId))].slice(0, limit);
  const found = await Promise.all(auditIds.map((auditId) => tracesOf(plane, auditId)));
  return found.filter(({ traces }) => traces.length > 0); // some may be forgotten by now
}

async function tracesOf(plane: TracedPlane, auditId: string): Promise<TracesOfRequest> {
  const path = `${tracesPath}/${encodeURIComponent(auditId)}`;
  const answers = await Promise.all(
    plane.instances.map(({ url }) => ask<RequestTrace>(plane, new URL(path, url))),
  );
  const traces = answers.filter((answer) => answer !== undefined).sort(inOrderOfArrival);
  return { auditId, traces };
}

function inOrderOfArrival(a: RequestTrace, b: RequestTrace): number {
  // Instances may disagree on the time; who was asked by a peer came later whatever the clocks say.
  return Number(a.fromPeer) - Number(b.fromPeer) || a.receivedAt.localeCompare(b.receivedAt);
}

/** Undefined when the instance is away or says no: others may have something to tell. */
async function ask<T>({ credentials }: TracedPlane, url: URL): Promise<T | undefined> {
  const answer = await exchange(url, credentials, { method: 'GET', headers: {} }).catch(
    () => undefined,
  );
  return answer?.status === 200 ? (JSON.parse(answer.body) as T) : undefined;
}
