import { timingSafeEqual, createHash } from 'node:crypto';
import { badRequest, forbidden, methodNotSupported } from '@skewplane/apimachinery';
import type { FastifyRequest } from 'fastify';
import type { PathHandler, PathRoute } from '../endpoints/non-resource.js';
import { sendValue } from '../endpoints/respond.js';
import { bodyOf } from '../endpoints/verb-handler.js';
import { mastersGroup } from '../request/user-info.js';

/** Everything a launcher tells an instance lies below this; no kube-apiserver has it. */
export const controlPrefix = '/skewplane/v1alpha1';

export interface ControlRequest {
  readonly method: string;
  /** What follows the name of the endpoint, without its slash; `''` for the endpoint itself. */
  readonly rest: string;
  readonly query: URLSearchParams;
  /** The JSON body; undefined when there is none. */
  readonly body: unknown;
  readonly signal: AbortSignal;
  /** Does something once the answer is out. */
  readonly afterAnswer: (work: () => void) => void;
}

/** One name below `/skewplane/v1alpha1/`. */
export interface ControlEndpoint {
  readonly name: string;
  /** By HTTP method. What a handler resolves to is the JSON answer. @throws {StatusError} */
  readonly methods: Readonly<
    Partial<Record<'GET' | 'POST' | 'PUT' | 'DELETE', (request: ControlRequest) => Promise<object>>>
  >;
}

/** Serves the endpoints to admins alone: whoever reaches them can break the instance. */
export function controlRoutes(endpoints: readonly ControlEndpoint[]): PathRoute {
  const byName = new Map(endpoints.map((endpoint) => [endpoint.name, endpoint]));
  return (path) => {
    if (!path.startsWith(`${controlPrefix}/`)) return undefined;
    const [name = '', ...rest] = path.slice(controlPrefix.length + 1).split('/');
    const endpoint = byName.get(name);
    return endpoint === undefined ? undefined : handlerOf(endpoint, rest.join('/'));
  };
}

function handlerOf(endpoint: ControlEndpoint, rest: string): PathHandler {
  return async (request, reply) => {
    if (!isAdmin(request)) {
      throw forbidden({ group: '', resource: '' }, '', 'only the admin of the plane may do that');
    }
    const { method } = request;
    const handle = Object.hasOwn(endpoint.methods, method)
      ? endpoint.methods[method as keyof ControlEndpoint['methods']]
      : undefined;
    if (handle === undefined) {
      throw methodNotSupported({ group: 'skewplane.dev', resource: endpoint.name }, method);
    }
    const answer = await handle({
      method,
      rest,
      query: new URL(request.url, 'https://instance').searchParams,
      body: bodyAsJson(request),
      signal: request.context.signal,
      afterAnswer: (work) => {
        reply.raw.once('close', work);
      },
    });
    return sendValue(reply, 200, answer);
  };
}

/** In `system:masters`, and nobody else's mask: not somebody who may impersonate an admin. */
export function isAdmin({ context }: Pick<FastifyRequest, 'context'>): boolean {
  return context.impersonator === undefined && context.user.groups.includes(mastersGroup);
}

/** Is `offered` the key of the plane? Takes as long whatever it is. */
export function isControlKey(offered: unknown, key: Buffer | undefined): boolean {
  if (key === undefined || typeof offered !== 'string') return false;
  return timingSafeEqual(digest(Buffer.from(offered)), digest(key));
}

/** Digests are of equal length, which the comparison needs. */
function digest(value: Buffer): Buffer {
  return createHash('sha256').update(value).digest();
}

function bodyAsJson(request: FastifyRequest): unknown {
  const bytes = bodyOf(request);
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(bytes.toString()) as unknown;
  } catch (error) {
    throw badRequest(`the body is no JSON: ${error instanceof Error ? error.message : ''}`, {
      cause: error,
    });
  }
}
