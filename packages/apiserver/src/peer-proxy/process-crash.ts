/**
 * Something that upstream's process does not survive. Whoever owns the process ends it with `exitCode` at
 * once, after writing `report` to standard error: no lease is given back, no request is waited for.
 */
export class ProcessCrash extends Error {
  override readonly name: string = 'ProcessCrash';
  readonly exitCode: number;
  /** What upstream leaves on standard error. */
  readonly report: string;

  constructor(message: string, options: { exitCode: number; report: string; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.exitCode = options.exitCode;
    this.report = options.report;
  }
}

/** Takes the process down. Called once for each crash; nothing that comes after it may be relied on. */
export type Crash = (crash: ProcessCrash) => void;

const nilDereference = 'runtime error: invalid memory address or nil pointer dereference';

/**
 * A worker read through a nil pointer: crash handling logs it and panics again, which Go ends with status 2.
 * @see kubernetes/apimachinery `pkg/util/runtime/runtime.go`, `HandleCrash`
 */
export function nilPointerPanic(cause: unknown): ProcessCrash {
  return new ProcessCrash(nilDereference, {
    exitCode: 2,
    report: [
      `"Observed a panic" panic="${nilDereference}" panicGoValue="\\"invalid memory address or nil pointer dereference\\""`,
      `panic: ${nilDereference} [recovered]`,
      `\tpanic: ${nilDereference}`,
      '[signal SIGSEGV: segmentation violation]',
    ].join('\n'),
    cause,
  });
}

/**
 * A start-up hook failed, which is fatal to the process whichever hook it is.
 * @see kubernetes/apiserver `pkg/server/hooks.go`, `runPostStartHook`
 */
export function hookFailure(hook: string, cause: unknown): ProcessCrash {
  const message = `PostStartHook ${JSON.stringify(hook)} failed: ${cause instanceof Error ? cause.message : String(cause)}`;
  // klog's Fatal ends a process with 255.
  return new ProcessCrash(message, { exitCode: 255, report: message, cause });
}
