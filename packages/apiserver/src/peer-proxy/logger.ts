type Log = (details: object, message: string) => void;

/** What the peer proxy needs of a logger; a pino logger is one. V(3) upstream is `debug`, V(4) `trace`. */
export interface Logger {
  readonly trace: Log;
  readonly debug: Log;
  readonly info: Log;
  readonly warn: Log;
  readonly error: Log;
}
