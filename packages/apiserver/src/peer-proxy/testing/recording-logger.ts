import type { Logger } from '../logger.js';

/** Keeps `level: message` of every line. For tests only. */
export class RecordingLogger implements Logger {
  readonly lines: string[] = [];
  readonly trace = this.#level('trace');
  readonly debug = this.#level('debug');
  readonly info = this.#level('info');
  readonly warn = this.#level('warn');
  readonly error = this.#level('error');

  #level(level: string) {
    return (_details: object, message: string): void => {
      this.lines.push(`${level}: ${message}`);
    };
  }
}
