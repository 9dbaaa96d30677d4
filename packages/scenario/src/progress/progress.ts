import type { RunEvent } from '../run/run-options.js';

/** Shows a run while it goes on. */
export interface Progress {
  onEvent(event: RunEvent): void;
  /** Shows the last of it and leaves the terminal as it was found. A second call does nothing. */
  close(): void;
}

export interface TextSink {
  write(text: string): unknown;
}

/** Nothing from a scenario may steer the terminal: control characters become a visible one. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}+/gu, '␣');
}
