/** Ends a command that has said all there is to say, with an exit code of its own. */
export class CommandExit extends Error {
  override readonly name = 'CommandExit';
  readonly exitCode: number;

  constructor(exitCode: number) {
    super(`exit code ${exitCode}`);
    this.exitCode = exitCode;
  }
}

/** As shells call what Ctrl-C has ended. */
export const interruptedExitCode = 130;
