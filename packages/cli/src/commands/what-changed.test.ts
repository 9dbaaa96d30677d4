import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { CliHost } from '../cli-host.js';
import { run } from '../run.js';

async function runWith(...args: readonly string[]) {
  const out: string[] = [];
  const errOut: string[] = [];
  const host: CliHost = {
    env: {},
    execPath: '/nowhere/node',
    pid: 1,
    out: { write: (text) => out.push(text) },
    errOut: { write: (text) => errOut.push(text) },
    logDestination: new PassThrough(),
    cwd: '/nowhere',
    signal: new AbortController().signal,
    program: '/nowhere/main.js',
    colour: false,
    kill: () => undefined,
    keepRunning: () => () => undefined,
  };
  const code = await run(['what-changed', ...args], host);
  return { code, out: out.join(''), errOut: errOut.join('') };
}

describe('what-changed', () => {
  it.each([
    { args: ['1.36'], want: "missing required argument 'to'" },
    { args: ['1.3', '1.36'], want: '1.3 is not a Kubernetes minor from ' },
    { args: ['1.35', '1.360'], want: '1.360 is not a Kubernetes minor from ' },
    { args: ['1.35', '1.36', '--only', 'apis,weather'], want: 'There is no weather' },
    { args: ['1.35', '1.36', '-o', 'xml'], want: 'Allowed choices are text, json, markdown' },
  ])('refuses $args', async ({ args, want }) => {
    const { code, out, errOut } = await runWith(...args);
    expect(errOut).toContain(want);
    expect([code, out]).toEqual([2, '']);
  });

  it('prints tables, and names what has not changed', async () => {
    const { code, out } = await runWith('1.35', '1.36', '--kind', 'MutatingAdmissionPolicy');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Kubernetes 1\.35 to 1\.36\n\nAPIs \(\d+\)\nCHANGE +VERSION +RESOURCE +NOTE/,
    );
    expect(out).toMatch(
      /\nadded +admissionregistration\.k8s\.io\/v1 +mutatingadmissionpolicies +on by/,
    );
    expect(out).toContain('No change: Fields');
  });

  it('prints Markdown whose cells hold no bars', async () => {
    const { out } = await runWith('1.35', '1.36', '--only', 'gates', '-o', 'markdown');
    expect(out).toContain('## Feature gates\n\n| change | gate | before | after |\n| --- | --- |');
    const rows = out.split('\n').filter((line) => line.startsWith('| '));
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.every((row) => row.split(' | ').length === 4)).toBe(true);
  });

  it('prints JSON with only the areas asked for', async () => {
    const { out } = await runWith('1.31', '1.32', '--only', 'apis,rbac', '-o', 'json');
    const changes = JSON.parse(out) as Record<string, unknown>;
    expect(Object.keys(changes)).toEqual(['from', 'to', 'apis', 'rbac']);
    expect(changes['apis']).toContainEqual(
      expect.objectContaining({
        change: 'removed',
        groupVersion: 'flowcontrol.apiserver.k8s.io/v1beta3',
        resource: 'flowschemas',
      }),
    );
  });
});
