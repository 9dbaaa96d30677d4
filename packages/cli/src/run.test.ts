import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CliHost } from './cli-host.js';
import { buildProgram, everyCommand } from './program.js';
import { run } from './run.js';

let cwd: string;
// Its flags are shown by help and completion; loading a whole server takes longer than a test may.
beforeAll(() => import('@skewplane/apiserver'), 60_000);
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'skewplane-cli-'));
});
afterEach(async () => {
  await rm(cwd, { recursive: true });
});

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly errOut: string;
}

function fakeHost(out: string[], errOut: string[], overrides: Partial<CliHost> = {}): CliHost {
  return {
    env: process.env,
    execPath: process.execPath,
    pid: process.pid,
    out: { write: (text) => out.push(text) },
    errOut: { write: (text) => errOut.push(text) },
    logDestination: new PassThrough(),
    cwd,
    signal: new AbortController().signal,
    program: '/nowhere/main.js',
    colour: false,
    kill: () => undefined,
    keepRunning: () => () => undefined,
    ...overrides,
  };
}

async function runWith(args: readonly string[], overrides?: Partial<CliHost>): Promise<Outcome> {
  const out: string[] = [];
  const errOut: string[] = [];
  const code = await run(args, fakeHost(out, errOut, overrides));
  return { code, out: out.join(''), errOut: errOut.join('') };
}

describe('exit codes', () => {
  it.each([
    { args: [], code: 2, errOut: 'Usage: skewplane' },
    { args: ['--help'], code: 0, errOut: '' },
    { args: ['bogus'], code: 2, errOut: "unknown command 'bogus'" },
    { args: ['status', '--bogus'], code: 2, errOut: "unknown option '--bogus'" },
    { args: ['status', '-o', 'xml'], code: 2, errOut: 'Allowed choices are json' },
    { args: ['up', '--base-port', 'x'], code: 2, errOut: 'Not a port' },
    { args: ['controllers'], code: 2, errOut: "'--kubeconfig <file>' not specified" },
    { args: ['status'], code: 1, errOut: 'error: no plane is running on this data\n' },
    { args: ['down'], code: 0, errOut: 'no plane is running on this data\n' },
    { args: ['kubeconfig'], code: 1, errOut: 'start a plane first' },
    { args: ['pki', 'show'], code: 1, errOut: 'no certificates in' },
    { args: ['up', '--versions', '1.29'], code: 1, errOut: 'version 1.29 is not one of' },
    {
      args: ['up', '--fresh', '--etcd-servers', 'http://127.0.0.1:1'],
      code: 1,
      errOut: 'an external etcd is not emptied',
    },
  ])('$args → $code', async ({ args, code, errOut }) => {
    const outcome = await runWith(args);
    expect(outcome.errOut).toContain(errOut);
    expect(outcome.code).toBe(code);
  });

  it('is 0 when the user has asked to end', async () => {
    const signal = AbortSignal.abort(new Error('Interrupted by SIGINT'));
    const versions = ['--versions', '1.36', '--base-port', '0'];
    expect(await runWith(['up', ...versions], { signal })).toMatchObject({ code: 0, errOut: '' });
  });
});

describe('help', () => {
  const leaves = everyCommand(buildProgram(fakeHost([], []), [])).filter(
    (command) => command.commands.length === 0,
  );
  const pathOf = (command: (typeof leaves)[number]): string[] =>
    command.parent === null ? [] : [...pathOf(command.parent), command.name()];

  it.each(leaves.map((command) => pathOf(command).join(' ')))(
    'shows examples: %s',
    async (path) => {
      const { code, out, errOut } = await runWith([...path.split(' '), '--help']);
      expect(out).toContain(
        `\nExamples:\n  skewplane ${path}`.replace('  skewplane completion', ''),
      );
      expect(out).not.toContain('\u001b[');
      expect({ code, errOut }).toEqual({ code: 0, errOut: '' });
    },
  );
});

describe('data and progress', () => {
  it('prints versions as json to standard output alone', async () => {
    const { out, errOut } = await runWith(['version', '-o', 'json']);
    expect(JSON.parse(out)).toMatchObject({ version: '0.1.0' });
    expect(errOut).toBe('');
  });

  it('makes certificates and lists them', async () => {
    const args = [
      'pki',
      'init',
      '--instances',
      'apiserver-a',
      '--san',
      'plane.example',
      '-o',
      'json',
    ];
    const { code, out, errOut } = await runWith(args);
    expect(code).toBe(0);
    expect(errOut).toContain(join(cwd, '.skewplane/pki'));
    const serving = (JSON.parse(out) as { name: string; subjectAltNames: string[] }[]).find(
      ({ name }) => name === 'apiserver-a',
    );
    expect(serving?.subjectAltNames).toContain('DNS:plane.example');
  });

  it('tells each problem in red where colours are wanted', async () => {
    const { errOut } = await runWith(['status'], { colour: true });
    expect(errOut).toContain('\u001b[31merror:\u001b[39m no plane');
  });
});

describe('completion', () => {
  // The scripts are run by the shells they are for, where those are installed.
  it('completes commands and flags in bash', async () => {
    const { out } = await runWith(['completion', 'bash']);
    const file = join(cwd, 'completion.bash');
    await writeFile(file, out);
    const complete = async (...words: string[]) => {
      const quoted = ['skewplane', ...words].map((word) => `'${word}'`).join(' ');
      const script = `source '${file}'; COMP_WORDS=(${quoted}); COMP_CWORD=${words.length}; _skewplane; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return (await promisify(execFile)('bash', ['-c', script])).stdout.trim().split('\n');
    };
    expect(await complete('ku')).toEqual(['kubeconfig']);
    expect(await complete('pki', 're')).toEqual(['renew']);
    expect(await complete('up', '--base')).toEqual(['--base-port']);
    expect(await complete('pki', 'show', '--out')).toEqual(['--output']);
  });

  it.each(['zsh', 'fish'])('names every command for %s', async (shell) => {
    const { code, out } = await runWith(['completion', shell]);
    expect(code).toBe(0);
    for (const word of ['kubeconfig', 'renew', 'base-port']) expect(out).toContain(word);
  });

  it('knows no other shell', async () => {
    expect((await runWith(['completion', 'csh'])).code).toBe(2);
  });
});
