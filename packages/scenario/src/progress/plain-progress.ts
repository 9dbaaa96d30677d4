import { logLine } from './event-line.js';
import type { Progress, TextSink } from './progress.js';

/** Failed requests told one by one; past that they would bury the rest of a log. */
const maxRequestLines = 20;

/** A line for each thing that happens, for logs and terminals that cannot redraw. */
export function plainProgress(sink: TextSink): Progress {
  let requestLines = 0;
  return {
    onEvent: (event) => {
      const line = logLine(event);
      if (line === undefined) return;
      if (event.type === 'request' && ++requestLines > maxRequestLines) return;
      sink.write(`${line}\n`);
    },
    close: () => undefined,
  };
}
