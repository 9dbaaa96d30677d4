import type { Clock } from '@skewplane/apimachinery';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Filter } from '../request/filter.js';
import { reportedVerb } from '../request/reported-verb.js';
import { isLongRunning } from '../request/request-info.js';
import type { RequestMetrics } from '../metrics/request-metrics.js';

export interface RequestLogger {
  info(fields: Record<string, unknown>, message: string): void;
}

export interface HttpLoggingOptions {
  readonly clock: Clock;
  /** Names this instance in every line. */
  readonly logger: RequestLogger;
  /** klog level of the process; request lines appear from 2 on, probes of health from 6 on. */
  readonly verbosity: number;
  readonly metrics: RequestMetrics;
}

const queryOfUri = /\?.*$/;
const probePaths = /^\/(healthz|livez|readyz)(\/|$)/;

/** One line and one count for each request once its answer is out. */
export function withHttpLogging(options: HttpLoggingOptions): Filter {
  const { clock, metrics } = options;
  return async (request, reply) => {
    const { info } = request.context;
    metrics.started(info);
    reply.raw.once('close', () => {
      const seconds = (clock.now() - request.context.receivedAtMs) / 1000;
      metrics.finished(info, {
        code: reply.raw.statusCode,
        seconds,
        longRunning: isLongRunning(info),
        forwarded: request.context.servedBy !== undefined,
      });
      if (options.verbosity >= (probePaths.test(info.path) ? 6 : 2))
        logLine(options, request, reply, seconds);
    });
  };
}

function logLine(
  { logger }: HttpLoggingOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  seconds: number,
): void {
  const { context } = request;
  logger.info(
    {
      verb: reportedVerb(context.info, request.headers['content-type']),
      uri: safeUri(request.raw.url ?? ''),
      user: context.user.name,
      ...(context.impersonator === undefined ? {} : { impersonator: context.impersonator.name }),
      code: reply.raw.statusCode,
      latencyMs: Math.round(seconds * 1e6) / 1e3,
      auditID: context.auditId,
      servedBy: context.servedBy ?? 'local',
      userAgent: request.headers['user-agent'],
    },
    'HTTP',
  );
}

/** Selectors and the like may be logged; a query that carries a credential may not. */
export function safeUri(uri: string): string {
  return /[?&](access_)?token=/i.test(uri) ? uri.replace(queryOfUri, '?<redacted>') : uri;
}
