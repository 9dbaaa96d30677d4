import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { reportedVerb } from '../request/reported-verb.js';
import type { RequestInfo, ResourceRequestInfo } from '../request/request-info.js';

export interface FinishedRequest {
  readonly code: number;
  readonly seconds: number;
  readonly longRunning: boolean;
  /** Served by a peer: such a request is counted there, not here (spec 3.8). */
  readonly forwarded: boolean;
}

export interface RequestMetrics {
  started(info: RequestInfo): void;
  finished(info: RequestInfo, outcome: FinishedRequest): void;
}

/** Upstream's buckets, in seconds. @see kubernetes/apiserver `pkg/endpoints/metrics/metrics.go` */
const latencyBuckets = [
  0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45,
  60,
];

const coordinates = (info: RequestInfo) =>
  info.isResourceRequest
    ? {
        group: info.group,
        version: info.version,
        resource: info.resource,
        subresource: info.subresource,
        scope: scopeOf(info),
      }
    : { group: '', version: '', resource: '', subresource: nonResourceLabel(info.path), scope: '' };

/** @see kubernetes/apiserver `pkg/endpoints/metrics/metrics.go`, `CleanScope` */
function scopeOf({ name, verb, namespace }: ResourceRequestInfo): string {
  if (name !== '' || verb === 'create') return 'resource';
  return namespace !== '' ? 'namespace' : 'cluster';
}

/** Paths that are worth a series of their own; anything else shares one, so that labels stay bounded. */
const nonResourceLabel = (path: string): string =>
  /^\/(healthz|livez|readyz|metrics|version|api|apis|openapi\/v[23])$/.test(path) ? path : '';

/** Registers and keeps the request metrics under upstream's names. */
export function createRequestMetrics(register: Registry): RequestMetrics {
  const labels = ['verb', 'group', 'version', 'resource', 'subresource', 'scope'] as const;
  const total = new Counter({
    name: 'apiserver_request_total',
    help: 'Requests answered, by verb, resource, scope and HTTP code.',
    labelNames: [...labels, 'code', 'dry_run', 'component'],
    registers: [register],
  });
  const duration = new Histogram({
    name: 'apiserver_request_duration_seconds',
    help: 'Seconds from arrival to the end of the answer.',
    labelNames: [...labels, 'dry_run', 'component'],
    buckets: latencyBuckets,
    registers: [register],
  });
  const current = new Gauge({
    name: 'apiserver_current_inflight_requests',
    help: 'Requests being served now.',
    labelNames: ['request_kind'],
    registers: [register],
  });
  const longRunning = new Gauge({
    name: 'apiserver_longrunning_requests',
    help: 'Watches and other requests without a deadline.',
    labelNames: [...labels, 'component'],
    registers: [register],
  });
  const kindOf = (info: RequestInfo) =>
    /^(get|list|watch|head)$/.test(info.verb) ? 'readOnly' : 'mutating';
  const isWatch = (info: RequestInfo) => info.isResourceRequest && info.verb === 'watch';
  const labelsOf = (info: RequestInfo) => ({ verb: reportedVerb(info), ...coordinates(info) });

  return {
    started: (info) => {
      if (isWatch(info)) longRunning.inc({ ...labelsOf(info), component: 'apiserver' });
      else current.inc({ request_kind: kindOf(info) });
    },
    finished: (info, outcome) => {
      if (isWatch(info)) longRunning.dec({ ...labelsOf(info), component: 'apiserver' });
      else current.dec({ request_kind: kindOf(info) });
      if (outcome.forwarded || (info.isResourceRequest && outcome.code === 404 && info.name === ''))
        return;
      const common = { ...labelsOf(info), dry_run: '', component: 'apiserver' };
      total.inc({ ...common, code: String(outcome.code) });
      if (!outcome.longRunning) duration.observe(common, outcome.seconds);
    },
  };
}
