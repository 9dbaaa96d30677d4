import { StatusError, type KubeObject, type Status } from '@skewplane/apimachinery';

export interface WatchEvent<T extends KubeObject = KubeObject> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  readonly object: T;
}

/** Longest line that is taken for an event; an object has at most 3 MiB. */
const maxFrameBytes = 16 * 1024 * 1024;

/**
 * Splits a stream of JSON lines into events.
 * @throws {StatusError} for an ERROR event
 * @throws {Error} for a frame that is too long or no JSON
 */
export async function* parseWatchStream<T extends KubeObject>(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<WatchEvent<T>> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true });
    let start = 0;
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', start)) {
      const line = rest.slice(start, end);
      start = end + 1;
      if (line.trim() !== '') yield eventOf<T>(line);
    }
    rest = rest.slice(start);
    if (rest.length > maxFrameBytes) throw new Error('A watch event is too long');
  }
}

function eventOf<T extends KubeObject>(line: string): WatchEvent<T> {
  const event = JSON.parse(line) as WatchEvent<T> | { type: 'ERROR'; object: Status };
  if (event.type !== 'ERROR') return event;
  const { code, reason = '', message = '', details } = event.object;
  throw new StatusError({ code, reason, message, ...(details === undefined ? {} : { details }) });
}
