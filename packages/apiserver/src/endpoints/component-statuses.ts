import { notFound, type KubeObject } from '@skewplane/apimachinery';
import type { SpecialHandlers } from './dispatch.js';
import { negotiateList, sendObjects } from './list.js';
import { negotiateObject, sendObject } from './object-response.js';

const name = 'etcd-0';

/**
 * How the store behind this server is, in the form of old.
 * @see kubernetes/kubernetes `pkg/registry/core/componentstatus/rest.go`
 * @param ping rejects when etcd does not answer
 */
export function componentStatusHandlers(
  ping: (signal: AbortSignal) => Promise<void>,
): SpecialHandlers {
  const check = async (signal: AbortSignal): Promise<KubeObject> => ({
    kind: 'ComponentStatus',
    apiVersion: 'v1',
    metadata: { name },
    conditions: [{ type: 'Healthy', ...(await healthOf(ping, signal)) }],
  });
  return new Map([
    [
      '/componentstatuses',
      {
        get: async ({ clock }, { scope, info, request, reply }) => {
          if (info.name !== name) throw notFound(scope.gvr, info.name);
          const form = negotiateObject(reply, scope);
          const status = await check(request.context.signal);
          return sendObject(reply, 200, scope, status, form, clock.now());
        },
        list: async ({ clock }, { scope, request, reply }) => {
          const form = negotiateList(reply, scope);
          const items = [await check(request.context.signal)];
          return sendObjects(reply, scope, { items, metadata: {}, form, nowMs: clock.now() });
        },
      },
    ],
  ]);
}

async function healthOf(
  ping: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  try {
    await ping(signal);
    return { status: 'True', message: 'ok' };
  } catch (error) {
    return { status: 'False', message: error instanceof Error ? error.message : String(error) };
  }
}
