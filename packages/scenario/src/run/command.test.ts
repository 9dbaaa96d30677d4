import { systemClock } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import { runCommand } from './command.js';

function run(script: string, signal = new AbortController().signal) {
  const env = { PATH: '/usr/bin:/bin', KUBECONFIG: '/k' };
  return runCommand({
    argv: ['/bin/sh', '-c', script],
    directory: '/',
    env,
    clock: systemClock,
    signal,
  });
}

describe('runCommand', () => {
  it('gives the exit code and what was printed', async () => {
    expect(await run('echo "$KUBECONFIG"; echo wrong >&2; exit 3')).toEqual({
      exitCode: 3,
      output: '/k\nwrong\n',
    });
  });

  it('keeps only the end of a long output', async () => {
    const { output } = await run('yes line | head -c 100000; echo; echo last');
    expect(output.length).toBeLessThanOrEqual(16 * 1024);
    expect(output.endsWith('last\n')).toBe(true);
  });

  it('ends with everything it started when it is called off', async () => {
    const controller = new AbortController();
    // Both ignore the polite request; the background job would hold the output open for ten minutes.
    const result = run('trap "" TERM; sleep 600 & wait', controller.signal);
    controller.abort();
    expect(await result).toEqual({ exitCode: undefined, output: '' });
  });
});
