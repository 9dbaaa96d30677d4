import { isControlKey } from '../control/control-endpoint.js';
import { removeHeaders } from '../filters/distinct-headers.js';
import { safeUri } from '../filters/http-logging.js';
import type { Filter } from '../request/filter.js';
import { RequestRecorder } from './request-recorder.js';
import { TraceRing, type TraceRingLimits } from './trace-ring.js';
import { servedByHeader, type TracedRequest } from './traced-request.js';

const traceHeader = 'x-skewplane-trace';
const keyHeader = 'x-skewplane-key';
const peerProxiedHeader = 'x-kubernetes-peer-proxied';
const limits: TraceRingLimits = { maxEntries: 256, maxLength: 8 * 1024 * 1024 };

export interface TracingOptions {
  /** Host name of this instance. */
  readonly instance: string;
  readonly version: string;
  /** The key of the plane: whoever shows it may trace requests of any user. */
  readonly controlKey: Buffer;
  /** Monotonic milliseconds. */
  readonly monotonicMs: () => number;
}

/** What an instance has for tracing requests. */
export interface Tracing {
  /** Begins a trace for a request that asks for one. Goes right behind `withRequestContext`. */
  readonly filter: Filter;
  readonly ring: TraceRing<RequestRecorder>;
}

/**
 * Traces requests with `X-Skewplane-Trace: 1`, when the key of the plane came along in `X-Skewplane-Key` or the
 * sender turns out to be the admin by certificate. For all others the header means nothing, as on a real server.
 */
export function createTracing(options: TracingOptions): Tracing {
  const { instance, version, monotonicMs } = options;
  const keyText = options.controlKey.toString('utf8').trim();
  const controlKey = Buffer.from(keyText);
  const ring = new TraceRing<RequestRecorder>(limits);
  const peerHeaders: TracedRequest['peerHeaders'] = [['X-Skewplane-Key', keyText]];
  const filter: Filter = async (request, reply) => {
    const { headers } = request.raw;
    const offered = headers[keyHeader];
    // A credential: nothing further in may see it, log it or send it on.
    if (offered !== undefined) removeHeaders(request.raw, (name) => name === keyHeader);
    if (headers[traceHeader] !== '1') return;
    const { context } = request;
    const recorder = new RequestRecorder({
      ...{ instance, version, monotonicMs, context, peerHeaders },
      method: request.method,
      path: safeUri(request.raw.url ?? ''),
      fromPeer: headers[peerProxiedHeader] === 'true',
      allowed: isControlKey(offered, controlKey),
      onAllowed: (allowed) => {
        ring.add(allowed);
        reply.header(servedByHeader, instance);
      },
    });
    context.trace = recorder;
    recorder.note('request-context', describe(context.info), { ...context.info });
    reply.raw.once('close', () => {
      recorder.finish(reply.raw.statusCode);
      ring.trim();
    });
  };
  return { filter, ring };
}

function describe(info: Parameters<Filter>[0]['context']['info']): string {
  if (!info.isResourceRequest) return `${info.verb} ${info.path}, no resource`;
  const { verb, resource, subresource, group, version, namespace, name } = info;
  const what = `${resource}${subresource === '' ? '' : `/${subresource}`}`;
  const where = namespace === '' ? '' : ` in namespace ${namespace}`;
  return `${verb} ${what}${name === '' ? '' : ` ${name}`} of ${group === '' ? '' : `${group}/`}${version}${where}`;
}
