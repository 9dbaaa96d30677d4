import { once } from 'node:events';
import type { FastifyReply } from 'fastify';
import { factsOf } from '../control/faults/request-match.js';
import { DisturbedWatch } from '../control/faults/watch-faults.js';
import { toStatusError } from '../registry/to-status-error.js';
import type { Predicate } from '../storage/storage.js';
import { negotiate, type Negotiated, type Transformations } from './negotiate.js';
import { protobufOf } from './object-response.js';
import { readOptions } from './query.js';
import { includeObjectOf } from './transform.js';
import type { VerbHandler } from './verb-handler.js';
import { errorFrame, frameWriter, watchMediaType } from './watch-frames.js';

/** What waits longer fires at once. */
const maxTimerMs = 2 ** 31 - 1;

const transformations: Transformations = ['Table', 'PartialObjectMetadata'];

/**
 * Streams changes until the client leaves, its time is over, or the server stops. Frames are written as the
 * socket drains, so a slow client waits on itself alone.
 */
export const watch: VerbHandler = async (deps, { scope, info, request, reply, namespace }) => {
  const form = negotiate(request.headers.accept, transformations, {
    protobuf: protobufOf(scope),
  });
  const options = readOptions(request, scope, true);
  const { clock, frames } = deps;
  const disturbed =
    deps.faults === undefined ? undefined : new DisturbedWatch(deps.faults, factsOf(request));
  disturbed?.admit();
  // Whatever may refuse the request comes before the watch, which lasts until its signal aborts.
  const include = form.as?.kind === 'Table' ? includeObjectOf(request) : 'Metadata';
  const frame = frameWriter(scope, { clock, frames, form, include });
  const { context } = request;
  const lastsMs = Math.min(
    options.timeoutSeconds !== undefined && options.timeoutSeconds > 0
      ? options.timeoutSeconds * 1000
      : deps.minWatchTimeoutMs * (1 + deps.random()),
    maxTimerMs,
  );
  const end = new AbortController();
  const { signal } = end;
  const cancelTimer = clock.setTimeout(() => {
    end.abort();
  }, lastsMs);
  const unlink = abortWith(end, [context.signal, deps.stopping, scope.retired]);
  const cancelEnd = () => {
    cancelTimer();
    unlink();
  };

  const events = await deps.store
    .watch(scope, namespace, {
      resourceVersion: options.resourceVersion,
      predicate: ofOneObject(info.name, options.predicate),
      allowBookmarks: options.allowBookmarks,
      sendInitialEvents: options.sendInitialEvents,
      deadlineMs: clock.now() + lastsMs,
      signal,
      trace: context.trace,
    })
    .catch((error: unknown) => {
      cancelEnd();
      throw error;
    });
  startStream(reply, form);
  const { trace } = context;
  trace?.stream();
  const span = trace?.begin('stream');
  let sent = 0;
  let bytes = 0;
  try {
    for await (const event of events) {
      const shown = disturbed?.isDisturbed === true ? disturbed.disturb(event, signal) : undefined;
      for (const each of shown === undefined ? [event] : await shown) {
        const encoded = frame(each);
        sent++;
        bytes += encoded.length;
        if (!reply.raw.write(encoded)) await drained(reply, signal);
      }
      if (signal.aborted) break;
    }
  } catch (error) {
    if (!signal.aborted) reply.raw.write(errorFrame(form, toStatusError(error, scope.gvr, '')));
  } finally {
    span?.end(`ended after ${String(sent)} events`, { events: sent, bytes });
    cancelEnd();
    reply.raw.end();
  }
  return reply;
};

/**
 * Aborts `end` as soon as one of the signals does; the answer takes the listeners off again. `AbortSignal.any` would
 * leave something behind with every watch: the signals of the server live as long as it does.
 */
function abortWith(
  end: AbortController,
  signals: readonly (AbortSignal | undefined)[],
): () => void {
  const abort = () => {
    end.abort(signals.find((each) => each?.aborted)?.reason);
  };
  for (const signal of signals) {
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort);
  }
  return () => {
    for (const signal of signals) signal?.removeEventListener('abort', abort);
  };
}

/** The old path of a watch may name one object. */
function ofOneObject(name: string, predicate: Predicate | undefined): Predicate | undefined {
  if (name === '') return predicate;
  return (stored) => stored.object.metadata.name === name && (predicate?.(stored) ?? true);
}

/** Headers go out at once, so that a client knows its watch is on before anything happens. */
function startStream(reply: FastifyReply, form: Negotiated): void {
  const headers = reply.getHeaders();
  reply.hijack();
  const { raw } = reply;
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) raw.setHeader(name, value);
  raw.setHeader('content-type', watchMediaType(form));
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
