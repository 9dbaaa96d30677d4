import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Registry } from 'prom-client';
import { checkHealth, type HealthCheck } from '../health/health.js';
import type { Logger } from '../logger.js';
import { isTruthy } from '../request/parse-request-info.js';
import { queryOf } from './query.js';
import { sendBytes, sendText } from './respond.js';

export type PathHandler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/** Serves a path, or declines it with undefined. */
export type PathRoute = (path: string) => PathHandler | undefined;

/** Tries routes in order. */
export function routes(...list: readonly PathRoute[]): PathRoute {
  return (path) => {
    for (const route of list) {
      const handler = route(path);
      if (handler !== undefined) return handler;
    }
    return undefined;
  };
}

export function exactPath(wanted: string, handler: PathHandler): PathRoute {
  return (path) => (path === wanted ? handler : undefined);
}

/** `/healthz`, `/livez` or `/readyz`, and one path below it for each check. */
export function healthRoute(
  endpoint: string,
  checks: () => readonly HealthCheck[],
  logger: Logger,
): PathRoute {
  const root = `/${endpoint}`;
  return (path) => {
    if (path !== root && !path.startsWith(`${root}/`)) return undefined;
    const only = path === root ? undefined : path.slice(root.length + 1);
    const selected = checks().filter(({ name }) => only === undefined || name === only);
    if (only !== undefined && only !== '' && selected.length === 0) return undefined;
    return async (request, reply) => {
      const query = queryOf(request);
      const verbose = isTruthy(query.get('verbose'));
      const answer = await checkHealth(
        only === '' ? checks() : selected,
        { endpoint, verbose, exclude: query.getAll('exclude') },
        request.context.signal,
      );
      for (const { name, error } of answer.failures) {
        logger.debug({ check: name, endpoint, err: error }, 'Health check failed');
      }
      return sendText(reply, answer.code, answer.text);
    };
  };
}

export function metricsRoute(register: Registry): PathRoute {
  return exactPath('/metrics', async (_request, reply) =>
    reply.header('content-type', register.contentType).send(await register.metrics()),
  );
}

/**
 * A small JSON document that is made anew each time: indented, whatever the client accepts.
 * @see kubernetes/apiserver `pkg/endpoints/handlers/responsewriters/writers.go`, `WriteRawJSON`
 */
export function jsonRoute(path: string, value: () => unknown): PathRoute {
  return exactPath(path, async (_request, reply) =>
    sendBytes(reply, 200, Buffer.from(JSON.stringify(value(), undefined, 2)), 'json'),
  );
}
