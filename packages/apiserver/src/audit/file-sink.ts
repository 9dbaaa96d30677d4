import { stringifyExactJson } from '@skewplane/apimachinery';
import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import type { Logger } from '../logger.js';
import type { AuditSink } from './audit-sink.js';
import type { AuditEvent } from './event.js';

/** Bytes that may wait for a slow disk before events are dropped. */
const maxBufferedBytes = 8 * 1024 * 1024;

export interface FileAuditSink extends AuditSink {
  close(): Promise<void>;
}

/**
 * Appends events to a file, one JSON line each. Never makes a request wait: when the disk falls behind, events are
 * dropped and counted in the log.
 * @param path `-` for standard output
 */
export function fileAuditSink(path: string, stdout: Writable, logger: Logger): FileAuditSink {
  const stream = path === '-' ? stdout : createWriteStream(path, { flags: 'a', mode: 0o600 });
  let dropped = 0;
  const tellDropped = () => {
    if (dropped > 0) logger.warn({ dropped }, 'Dropped audit events');
    dropped = 0;
  };
  stream.on('error', (error: Error) => {
    logger.error({ err: error, path }, 'Failed to write audit events');
  });
  return {
    write: (event: AuditEvent) => {
      if (stream.writableLength > maxBufferedBytes) {
        dropped++;
        return;
      }
      const line = Buffer.from(`${stringifyExactJson(event)}\n`);
      // One event may be larger than all that may wait, as a list is: it goes out when nothing else does.
      if (stream.writableLength > 0 && stream.writableLength + line.length > maxBufferedBytes) {
        dropped++;
        return;
      }
      tellDropped();
      stream.write(line);
    },
    close: () => {
      tellDropped();
      return path === '-'
        ? Promise.resolve()
        : new Promise((resolve) => {
            stream.end(resolve);
          });
    },
  };
}
