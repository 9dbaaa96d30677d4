import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ScratchDirectory {
  readonly path: string;
  remove(): Promise<void>;
}

/** Waits for end of file, which comes when this process is gone, then for the programs that still write there. */
const janitorScript = 'read -r _; sleep 7; rm -rf -- "$0"';

/** A temporary directory that goes away with this process, however that ends. */
export async function makeScratchDirectory(): Promise<ScratchDirectory> {
  const path = await mkdtemp(join(tmpdir(), 'skewplane-testing-'));
  const janitor = spawn('/bin/sh', ['-c', janitorScript, path], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true, // Ctrl-C in a terminal must not reach it
  });
  janitor.unref();
  // It writes nothing and is ended from here; an error on its pipe says only that it is gone.
  janitor.stdin.on('error', () => undefined);
  return {
    path,
    remove: async () => {
      janitor.kill('SIGKILL');
      await rm(path, { recursive: true, force: true });
    },
  };
}
