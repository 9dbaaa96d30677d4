import type { FlagDefinition } from './commands/apiserver.js';

export interface RunOptions {
  /** Where the program writes its log. */
  readonly destination: NodeJS.WritableStream;
  /** Aborting it stops the program in order. */
  readonly signal: AbortSignal;
}

export type FlagValues = Readonly<Record<string, string | readonly string[] | boolean | undefined>>;

/** What this program needs of the server; loaded only when it is to run or to be described. */
export interface ApiserverProgram {
  readonly apiserverFlags: readonly FlagDefinition[];
  runApiserver(
    flags: FlagValues,
    options: RunOptions,
  ): Promise<{ readonly url: string; readonly closed: Promise<void> }>;
}

export interface ControllersProgram {
  /** Settles when the controllers have stopped. */
  runControllers(
    options: RunOptions & { readonly kubeconfigPath: string; readonly leaderElect: boolean },
  ): Promise<void>;
}

export async function loadApiserver(): Promise<ApiserverProgram> {
  return (await import('@skewplane/apiserver')) as unknown as ApiserverProgram;
}

export async function loadControllers(): Promise<ControllersProgram> {
  return (await import('@skewplane/controllers')) as unknown as ControllersProgram;
}
