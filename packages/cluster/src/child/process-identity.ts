import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A process id and when it began: ids are used again, this pair is not. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly started: string;
}

/** Identity of a running process, or nothing when there is none with that id. */
export async function identifyProcess(pid: number): Promise<ProcessIdentity | undefined> {
  const started = (await startFromProc(pid)) ?? (await startFromPs(pid));
  return started === undefined ? undefined : { pid, started };
}

export async function isRunning({ pid, started }: ProcessIdentity): Promise<boolean> {
  return (await identifyProcess(pid))?.started === started;
}

/** Field 22 of `/proc/<pid>/stat`, clock ticks after boot; counted after the name, which may hold spaces. */
async function startFromProc(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined; // No such process, or no such file system: the other way finds out.
  }
}

async function startFromPs(pid: number): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]);
    return stdout.trim() || undefined;
  } catch {
    return undefined; // `ps` fails when there is no such process.
  }
}
