import { collectTraces, type Cluster } from '@skewplane/cluster';
import type { Failure } from '../assertions/assertion-log.js';
import { adminUser } from '../load/loading.js';
import type { FailureDetails, LogExcerpt } from '../record/run-record.js';

const logLines = 40;

/** Gathers what helps to see why an assertion broke, while the plane still has it. */
export async function gatherFailureDetails(
  { assertion, request }: Failure,
  cluster: Cluster,
): Promise<FailureDetails> {
  const touched =
    request === undefined || request.servedBy.length === 0 ? undefined : request.servedBy;
  return {
    assertion,
    ...(request === undefined ? {} : { request }),
    traces: request?.auditId === undefined ? [] : await tracesOf(request.auditId, cluster),
    logs: cluster.instances
      .filter(({ name }) => touched?.includes(name) ?? true)
      .map(({ name, logs }): LogExcerpt => ({ instance: name, lines: logs.slice(-logLines) })),
  };
}

async function tracesOf(auditId: string, cluster: Cluster): Promise<readonly unknown[]> {
  try {
    const credentials = await cluster.credentialsFor(adminUser);
    const { instances, balancer } = cluster;
    const plane = { url: balancer.url, instances, credentials };
    return (await collectTraces(plane, auditId)).traces;
  } catch {
    return []; // nobody has any: the rest is worth having all the same
  }
}
