import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonReport, RehearsalResult } from '@skewplane/scenario';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliProcess, processesNaming, runCli } from './cli.js';
import { until } from './until.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'skewplane-scenario-'));
});
afterEach(async () => {
  expect(await processesNaming(directory)).toEqual([]);
  await rm(directory, { recursive: true });
});

const file = (name: string) => join(directory, name);

/** One instance and no controllers, for what is tested here is not the plane. */
async function writeScenario(name: string, steps: string): Promise<string> {
  const text = `apiVersion: skewplane.dev/v1alpha1
kind: Scenario
metadata: { name: ${name} }
spec:
  cluster: { instances: ['1.36'], controllers: false }
  steps:
${steps}
`;
  await writeFile(file(`${name}.yaml`), text);
  return file(`${name}.yaml`);
}

const runArgs = (...args: string[]) => ['scenario', 'run', ...args, '--data-dir', file('data')];

describe('skewplane scenario run', () => {
  it('passes: exit code 0, data alone on standard output, and the reports', async () => {
    const scenario = await writeScenario(
      'small',
      `    - { name: namespaces are there, expect: [{ request: { path: /api/v1/namespaces }, status: 200 }] }`,
    );
    const reports = ['--junit', file('out/junit.xml'), '--html', file('out/report.html')];
    const { code, out, errOut } = await runCli(
      ...runArgs(scenario, '--seed', '42', '-o', 'json', ...reports),
    );
    expect({ code, errOut }).toMatchObject({ code: 0 });
    const report = JSON.parse(out) as JsonReport;
    expect(report).toMatchObject({ outcome: 'passed', runs: [{ seed: 42, outcome: 'passed' }] });
    expect(errOut).toMatch(/✓ 1 namespaces are there/);
    expect(errOut).not.toContain('\u001b');
    const junit = await readFile(file('out/junit.xml'), 'utf8');
    expect(junit).toContain('name="seed" value="42"');
    expect(junit).toContain('failures="0"');
    const html = await readFile(file('out/report.html'), 'utf8');
    expect(html).toContain('<title>small: passed</title>');
  });

  it('fails: exit code 1, with the request that broke it and its trace', async () => {
    const scenario = await writeScenario(
      'failing',
      `    - expect: [{ request: { path: /api/v1/nodes/none }, status: 200 }]
    - { name: never reached, wait: 1s }`,
    );
    const { code, out, errOut } = await runCli(
      ...runArgs(scenario, '--html', file('report.html'), '-o', 'json', '--quiet'),
    );
    expect(code).toBe(1);
    const [run] = (JSON.parse(out) as JsonReport).runs;
    expect(run?.outcome).toBe('failed');
    expect(run?.firstFailure).toMatchObject({
      assertion: { outcome: 'failed', step: 1, line: 7 },
      request: { status: 404, path: '/api/v1/nodes/none' },
    });
    expect(run?.firstFailure?.traces).toHaveLength(1);
    expect(errOut).toMatch(/^failing: failed\n {2}requests: .*\n {2}broke first: /m);
    const html = await readFile(file('report.html'), 'utf8');
    expect(html).toContain('Broke first');
    expect(html).toContain('/api/v1/nodes/none');
  });

  it('goes on with the next file only when told to', async () => {
    const failing = await writeScenario(
      'a',
      `    - expect: [{ request: { path: /x }, status: 200 }]`,
    );
    const passing = await writeScenario('b', `    - wait: { ready: [a] }`);
    const first = await runCli(...runArgs(failing, passing, '--quiet'));
    expect(first.code).toBe(1);
    expect(first.out).not.toMatch(/^b /m);
    const all = await runCli(...runArgs(failing, passing, '--quiet', '--keep-going'));
    expect(all.code).toBe(1);
    expect(all.out).toMatch(/^a +failed /m);
    expect(all.out).toMatch(/^b +passed /m);
  });

  it('starts nothing when a file makes no sense: exit code 2, and where it does not', async () => {
    const wrong = await writeScenario('wrong', `    - upgrade: { instance: z, version: '1.36' }`);
    const other = await writeScenario('other', `    - wate: 1s`);
    const { code, out, errOut } = await runCli(...runArgs(wrong, other, file('none.yaml')));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(errOut).toMatch(/wrong\.yaml:7:\d+: .*z/);
    expect(errOut).toMatch(/other\.yaml:7:\d+: .*wate/);
    expect(errOut).toContain('there is no file');
    await expect(stat(file('data'))).rejects.toThrow('ENOENT');
  });

  it('ends at Ctrl-C: exit code 130, nothing left running, the reports of what ran', async () => {
    const scenario = await writeScenario(
      'long',
      `    - { name: first, wait: { ready: [a] } }
    - { name: second, wait: 10m, timeout: 11m }`,
    );
    const cli = new CliProcess(
      runArgs(scenario, '--junit', file('junit.xml'), '--html', file('report.html')),
    );
    try {
      await until('the second step runs', () => cli.errOut.includes('2 second …'), 60_000);
      cli.child.kill('SIGINT');
      const { code, out } = await cli.finished;
      expect(code).toBe(130);
      expect(out).toMatch(/^long +interrupted +1\/2 /m);
    } finally {
      await cli.end();
    }
    expect(await readFile(file('junit.xml'), 'utf8')).toContain('type="Interrupted"');
    expect(await readFile(file('report.html'), 'utf8')).toContain('long: interrupted');
  });
});

describe('skewplane scenario', () => {
  it('writes a file to begin with, that makes sense, and never over another', async () => {
    const mine = file('mine.yaml');
    expect((await runCli('scenario', 'init', mine)).code).toBe(0);
    const text = await readFile(mine, 'utf8');
    const schema = /^# yaml-language-server: \$schema=(.*)\n/.exec(text)?.[1];
    await expect(stat(join(directory, schema ?? ''))).resolves.toBeDefined();
    expect((await runCli('scenario', 'explain', mine)).out).toContain(
      'upgrade apiserver-a to 1.36',
    );
    const again = await runCli('scenario', 'init', mine);
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(await readFile(mine, 'utf8')).toBe(text);
  });

  it('lists and explains what it comes with, and prints its schema', async () => {
    const listed = await runCli('scenario', 'list');
    expect(listed.out).toMatch(/^upgrade-with-proxy +\S/m);
    const explained = await runCli('scenario', 'explain', 'upgrade-with-proxy');
    expect(explained.out).toContain('Then, one after the other:');
    const schema = await runCli('scenario', 'explain', '--schema');
    expect(JSON.parse(schema.out)).toHaveProperty('properties.spec');
    expect((await runCli('scenario', 'explain')).code).toBe(2);
  });
});

describe('skewplane rehearse', () => {
  const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n';
  const config =
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web, namespace: shop }\ndata: { a: b }\n';
  const rehearseArgs = (check: string, ...args: string[]) => [
    ...['rehearse', '1.35', '1.36', '--instances', '1', '--objects', file('objects')],
    ...['--check', check, '--data-dir', file('data'), ...args],
  ];
  beforeEach(async () => {
    await mkdir(file('objects/below'), { recursive: true });
    await writeFile(file('objects/config.yaml'), config);
    await writeFile(file('objects/below/namespace.yaml'), namespace);
  });

  it('walks up, down and up again, and finds the first step that differs', async () => {
    // Fails where the check sees 1.36 for the first time.
    const check = `test -s "$KUBECONFIG" && test "$SKEWPLANE_STEP/$SKEWPLANE_MIX" != 2/1.36`;
    const { code, out } = await runCli(
      ...rehearseArgs(check, '-o', 'json', '--quiet', '--save', file('saved.yaml')),
    );
    expect(code).toBe(1);
    const result = JSON.parse(out) as RehearsalResult;
    expect(
      result.mixes.map(({ phase, versions, check: ran, differences }) => {
        return [phase, versions.join(), ran?.exitCode, differences.length];
      }),
    ).toEqual([
      ['start', '1.35', 0, 0],
      ['up', '1.36', 1, 1],
      ['down', '1.35', 0, 0],
      ['up again', '1.36', 0, 0],
    ]);
    expect(result.firstDifference?.number).toBe(2);
    expect((await runCli('scenario', 'explain', file('saved.yaml'))).out).toContain(
      '2 up: upgrade apiserver-a to 1.36',
    );
  });

  it('keeps what it saw at Ctrl-C, and ends the check and the plane', async () => {
    const check = `if test "$SKEWPLANE_STEP" = 2; then sleep 600 # ${directory}\nfi`;
    const cli = new CliProcess(rehearseArgs(check));
    try {
      await until('the second mix is made', () => cli.errOut.includes('2 up: '), 60_000);
      await until(
        'the check runs',
        async () => (await processesNaming(`sleep 600 # ${directory}`)).length > 1,
      );
      cli.child.kill('SIGINT');
      const { code, out } = await cli.finished;
      expect(code).toBe(130);
      expect(out).toMatch(/^1 +start +1\.35 +passed +0$/m);
      expect(out).toContain('interrupted after 1 of 4 steps');
    } finally {
      await cli.end();
    }
  });

  it('refuses what makes no sense before it starts anything', async () => {
    await writeFile(file('objects/broken.yaml'), 'kind: Pod\n');
    const broken = await runCli(...rehearseArgs('true'));
    expect(broken).toMatchObject({ code: 2, errOut: 'broken.yaml: the object lacks apiVersion\n' });
    expect((await runCli('rehearse', '1.36', '1.35')).code).toBe(2);
    await expect(stat(file('data'))).rejects.toThrow('ENOENT');
  });
});
