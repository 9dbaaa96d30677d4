import { once } from 'node:events';
import { StatusError, formatGroupVersion, type Status } from '@skewplane/apimachinery';
import type { FastifyReply } from 'fastify';
import { jsonFor, type ResourceScope } from '../registry/resource-scope.js';
import { toStatusError } from '../registry/to-status-error.js';
import type { StorageEvent } from '../storage/storage.js';
import type { StoredObject } from '../storage/stored-object.js';
import type { FrameCache } from './frame-cache.js';
import { negotiate, type Negotiated, type Transformations } from './negotiate.js';
import { readOptions } from './query.js';
import { toYaml } from './respond.js';
import { includeObjectOf, partialObject, tableOf, type IncludeObject } from './transform.js';
import type { EndpointDeps, VerbHandler } from './verb-handler.js';

const transformations: Transformations = ['Table', 'PartialObjectMetadata'];

type ObjectEvent = Exclude<StorageEvent, { type: 'BOOKMARK' }>;

/**
 * Streams changes until the client leaves, its time is over, or the server stops. Frames are written as the
 * socket drains, so a slow client waits on itself alone.
 */
export const watch: VerbHandler = async (deps, { scope, request, reply, namespace }) => {
  const form = negotiate(request.headers.accept, transformations);
  const options = readOptions(request, scope, true);
  const { context } = request;
  const lastsMs =
    options.timeoutSeconds !== undefined && options.timeoutSeconds > 0
      ? options.timeoutSeconds * 1000
      : deps.minWatchTimeoutMs * (1 + deps.random());
  const end = new AbortController();
  const cancelEnd = deps.clock.setTimeout(() => {
    end.abort();
  }, lastsMs);
  const ends = [context.signal, end.signal, deps.stopping, scope.retired];
  const signal = AbortSignal.any(ends.filter((each) => each !== undefined));

  const events = await deps.store.watch(scope, namespace, {
    resourceVersion: options.resourceVersion,
    predicate: options.predicate,
    allowBookmarks: options.allowBookmarks,
    sendInitialEvents: options.sendInitialEvents,
    deadlineMs: deps.clock.now() + lastsMs,
    signal,
  });
  const frame = frameWriter(deps, scope, form, includeObjectOf(request));
  startStream(reply, form);
  try {
    for await (const event of events) {
      if (!reply.raw.write(frame(event))) await drained(reply, signal);
      if (signal.aborted) break;
    }
  } catch (error) {
    if (!signal.aborted) reply.raw.write(errorFrame(toStatusError(error, scope.gvr, '')));
  } finally {
    cancelEnd();
    reply.raw.end();
  }
  return reply;
};

/** Headers go out at once, so that a client knows its watch is on before anything happens. */
function startStream(reply: FastifyReply, form: Negotiated): void {
  const headers = reply.getHeaders();
  reply.hijack();
  const { raw } = reply;
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) raw.setHeader(name, value);
  raw.setHeader(
    'content-type',
    form.encoding === 'yaml' ? 'application/yaml;stream=watch' : 'application/json',
  );
  if (reply.request.raw.httpVersionMajor === 1) raw.setHeader('transfer-encoding', 'chunked');
  raw.writeHead(200);
  raw.flushHeaders();
}

async function drained(reply: FastifyReply, signal: AbortSignal): Promise<void> {
  try {
    await once(reply.raw, 'drain', { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Makes frames for one watcher; plain JSON frames are shared between watchers. */
function frameWriter(
  { clock, frames }: Pick<EndpointDeps, 'clock' | 'frames'>,
  scope: ResourceScope,
  form: Negotiated,
  include: IncludeObject,
): (event: StorageEvent) => Buffer {
  if (form.as === undefined && form.encoding === 'json') {
    return (event) =>
      event.type === 'BOOKMARK' ? bookmarkFrame(scope, event) : jsonFrame(frames, scope, event);
  }
  let sentColumns = false;
  const version = form.as?.version ?? 'v1';
  const view = (object: StoredObject): unknown => {
    const shown = scope.fromStorage(object.object);
    if (form.as === undefined) return shown;
    if (form.as.kind !== 'Table') return partialObject(shown, version);
    const table = tableOf(scope, [shown], { version, nowMs: clock.now(), include });
    const first = !sentColumns;
    sentColumns = true;
    return {
      ...table,
      metadata: { resourceVersion: String(object.revision) },
      columnDefinitions: first ? table.columnDefinitions : null,
    };
  };
  const bookmarkView = (event: Extract<StorageEvent, { type: 'BOOKMARK' }>): unknown => {
    const { object } = bookmark(scope, event);
    if (form.as?.kind === 'Table') {
      return {
        kind: 'Table',
        apiVersion: `meta.k8s.io/${version}`,
        metadata: object.metadata,
        columnDefinitions: null,
        rows: [],
      };
    }
    return form.as === undefined ? object : partialObject(object, version);
  };
  return (event) => {
    const object = event.type === 'BOOKMARK' ? bookmarkView(event) : view(event.object);
    const value = { type: event.type, object };
    return Buffer.from(
      form.encoding === 'yaml' ? `---\n${toYaml(value)}` : `${JSON.stringify(value)}\n`,
    );
  };
}

const frameHead: Readonly<Record<ObjectEvent['type'], Buffer>> = {
  ADDED: Buffer.from('{"type":"ADDED","object":'),
  MODIFIED: Buffer.from('{"type":"MODIFIED","object":'),
  DELETED: Buffer.from('{"type":"DELETED","object":'),
};
const frameTail = Buffer.from('}\n');

function jsonFrame(
  frames: FrameCache,
  scope: ResourceScope,
  { type, object }: ObjectEvent,
): Buffer {
  return frames.get(object, `${scope.gvr.group}/${scope.gvr.version}:${type}`, () =>
    Buffer.concat([frameHead[type], jsonFor(scope, object), frameTail]),
  );
}

function bookmark(scope: ResourceScope, event: Extract<StorageEvent, { type: 'BOOKMARK' }>) {
  return {
    type: 'BOOKMARK',
    object: {
      kind: scope.gvk.kind,
      apiVersion: formatGroupVersion(scope.gvr),
      metadata: {
        resourceVersion: String(event.revision),
        creationTimestamp: null,
        ...(event.initialEventsEnd === true
          ? { annotations: { 'k8s.io/initial-events-end': 'true' } }
          : {}),
      },
    },
  };
}

function bookmarkFrame(
  scope: ResourceScope,
  event: Extract<StorageEvent, { type: 'BOOKMARK' }>,
): Buffer {
  return Buffer.from(`${JSON.stringify(bookmark(scope, event))}\n`);
}

/** Trouble after the first byte is an event of its own. */
function errorFrame(error: unknown): string {
  const status: Status =
    error instanceof StatusError
      ? error.status
      : new StatusError({
          code: 500,
          reason: 'InternalError',
          message: error instanceof Error ? error.message : String(error),
        }).status;
  return `${JSON.stringify({ type: 'ERROR', object: status })}\n`;
}
