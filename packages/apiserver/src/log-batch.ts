import type { Writable } from 'node:stream';

const maxWaiting = 64 * 1024;
/** How pino begins a line of level info; nearly all lines are. */
const infoLine = '{"level":30,';

/**
 * Writes the lines of one turn of the event loop together: a pipe takes each write synchronously, and with a line
 * for each request these writes were a tenth of the server's work. What is worse than info goes out at once.
 */
export class LogBatch {
  readonly #destination: Pick<Writable, 'write'>;
  #waiting = '';
  #scheduled = false;

  constructor(destination: Pick<Writable, 'write'>) {
    this.#destination = destination;
  }

  write(line: string): void {
    this.#waiting += line;
    if (!line.startsWith(infoLine) || this.#waiting.length >= maxWaiting) this.flush();
    else this.#schedule();
  }

  /** Before the process ends: it may not come to another turn. */
  flush(): void {
    if (this.#waiting === '') return;
    const lines = this.#waiting;
    this.#waiting = '';
    this.#destination.write(lines);
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.flush();
    });
  }
}
