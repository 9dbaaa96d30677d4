import type { Readable, Writable } from 'node:stream';
import type { HostProcess } from '@skewplane/cluster';

export interface TextSink {
  write(text: string): unknown;
}

/** All a command may know of the process it runs in. `main.ts` hands in the real one. */
export interface CliHost extends HostProcess {
  /** What is typed or piped in. */
  readonly input?: Readable;
  /** Data. */
  readonly out: TextSink;
  /** Progress and errors. */
  readonly errOut: TextSink;
  /** Where servers write their log. */
  readonly logDestination: Writable;
  readonly cwd: string;
  /** Aborted when the user wants the program to end: SIGINT, SIGTERM, SIGHUP. */
  readonly signal: AbortSignal;
  /** The script this process runs, to start it again. */
  readonly program: string;
  readonly colour: boolean;
  /** How wide the terminal is that shows `errOut`; absent when it is none, such as a file. */
  readonly terminalColumns?: () => number;
  /** Sends a signal to another process. */
  kill(pid: number, signal: NodeJS.Signals): void;
  /** Keeps the process alive while a command only waits; the answer ends that. */
  keepRunning(): () => void;
}
