import type { Clock } from '@skewplane/apimachinery';
import type { RestClient } from '@skewplane/client';

export interface Logger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What every controller is given. */
export interface ControllerDeps {
  readonly client: RestClient;
  readonly clock: Clock;
  readonly logger: Logger;
  /** In [0, 1). */
  readonly random: () => number;
}

/** A loop that runs until its signal aborts; never rejects for what can be tried again. */
export type Controller = (deps: ControllerDeps, signal: AbortSignal) => Promise<void>;

/** Logs failures that are tried again, under the controller's name. */
export function errorLogger(
  { logger }: ControllerDeps,
  controller: string,
): (error: unknown) => void {
  return (error) => {
    logger.warn({ controller, err: error }, 'Failed and will try again');
  };
}
