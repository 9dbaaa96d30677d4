/** A problem its reader can mend: shown without a stack. */
export class SetupError extends Error {
  name = 'SetupError';
}

/** Runs a step and tells on stderr when it is done and how long it took. */
export async function step(name, work) {
  process.stderr.write(`… ${name}\n`);
  const startedMs = performance.now();
  const result = await work();
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  process.stderr.write(`✓ ${name} (${seconds} s)\n`);
  return result;
}

/** Runs the main part of a script; a failure is told in one line where it can be. */
export async function main(work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    const known = error instanceof SetupError || error?.code !== undefined;
    process.stderr.write(`error: ${known ? error.message : (error?.stack ?? error)}\n`);
    process.exitCode = 1;
  }
}
