import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '@skewplane/apimachinery';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChildProgram, describeExit } from './child-program.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'skewplane-child-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

function startShell(script: string): ChildProgram {
  return new ChildProgram({
    name: 'shell',
    command: '/bin/sh',
    args: ['-c', script],
    env: process.env,
    logPath: join(directory, 'logs/shell.log'),
    clock: systemClock,
  });
}

async function untilPrinted(child: ChildProgram, line: string): Promise<void> {
  while (!child.log.tail().includes(line)) await delay(5);
}

describe('ChildProgram', () => {
  it('tells how it ended and what it printed last', async () => {
    const child = startShell('echo first; echo second >&2; exit 4');
    expect(describeExit(child, await child.exited)).toBe(
      'shell stopped: exit code 4\n  first\n  second',
    );
  });

  it('tells the error rather than the end of its stack', async () => {
    const stack = Array.from({ length: 20 }, (_, line) => `echo '  at ${line}'`).join('; ');
    const child = startShell(`echo before; echo 'error: reason'; ${stack}; exit 1`);
    const description = describeExit(child, await child.exited);
    expect(description).toMatch(/^shell stopped: exit code 1\n {2}error: reason\n {4}at 0\n/);
  });

  it('keeps what it printed in a file of its owner', async () => {
    const child = startShell('echo kept');
    await child.exited;
    expect(await readFile(join(directory, 'logs/shell.log'), 'utf8')).toBe('kept\n');
  });

  it('is asked to end first', async () => {
    const child = startShell('trap "exit 7" TERM; echo ready; while :; do sleep 0.01; done');
    await untilPrinted(child, 'ready');
    expect(await child.stop(60_000)).toEqual({ code: 7 });
    expect(child.running).toBe(false);
  });

  it('is ended when it does not end by itself in time', async () => {
    const child = startShell('trap "" TERM; echo ready; while :; do sleep 0.01; done');
    await untilPrinted(child, 'ready');
    expect(await child.stop(50)).toEqual({ signal: 'SIGKILL' });
  });

  it('keeps a bounded end of what it printed', async () => {
    const child = startShell('i=0; while [ $i -lt 20000 ]; do echo "line $i"; i=$((i+1)); done');
    await child.exited;
    expect(child.log.tail(1)).toEqual(['line 19999']);
    expect(child.log.tail(20_000).join('\n').length).toBeLessThanOrEqual(64 * 1024);
  });

  it('cannot be started when there is no such program', async () => {
    const child = new ChildProgram({
      name: 'absent',
      command: join(directory, 'absent'),
      args: [],
      env: {},
      logPath: join(directory, 'absent.log'),
      clock: systemClock,
    });
    expect(describeExit(child, await child.exited)).toContain('ENOENT');
    expect(await child.stop(1)).toHaveProperty('error');
  });
});
