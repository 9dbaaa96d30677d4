import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestTrace } from '@skewplane/apimachinery';
import { runCli } from './cli.js';
import { startPlane, type TestPlane } from './plane.js';
import { until } from './until.js';

/** Only the newest instance of the plane has it. */
const bindings = '/apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings';
const configMaps = '/api/v1/namespaces/default/configmaps';
let plane: TestPlane;

beforeAll(async () => {
  plane = await startPlane({ versions: ['1.35', '1.36'], controllers: false });
  const client = await plane.client('skew-a');
  await until('a sends on to b', async () => {
    const list = await client.list(bindings).catch(() => undefined);
    return list !== undefined;
  });
});
afterAll(() => plane.close());

const trace = (...args: string[]) => runCli('trace', ...args, '--data-dir', plane.dataDirectory);

interface Traced {
  readonly auditId: string;
  readonly status: number;
  readonly servedBy: readonly string[];
  readonly traces: readonly RequestTrace[];
}

describe('skewplane trace', () => {
  it('sends a request and shows what happened to it on each instance', async () => {
    const { code, out, errOut } = await trace('get', bindings, '--via', 'a');
    expect({ code, errOut }).toEqual({ code: 0, errOut: '' });
    const [first] = out.split('\n');
    expect(first).toBe('answered 200 by apiserver-a, then apiserver-b');
    expect(out).toContain(`GET ${bindings} by kubernetes-admin: 200 in`);
    expect(out).toMatch(
      /apiserver-a \(v1\.35\.\d+\+skewplane\).*\n[^]*peer-proxy: sent to 127\.0\.0\.1:\d+/,
    );
    expect(out).toMatch(/apiserver-b \(v1\.36\.\d+\+skewplane\).*sent on by a peer/);
  });

  it('writes with a body from a file, as JSON', async () => {
    const file = join(plane.dataDirectory, 'map.yaml');
    await writeFile(file, 'metadata: {name: traced}\ndata: {a: "1"}\n');
    const made = await trace(
      'post',
      configMaps,
      '--data',
      file,
      '--via',
      'apiserver-b',
      '-o',
      'json',
    );
    expect(made.code).toBe(0);
    const answer = JSON.parse(made.out) as Traced & { body: { kind: string } };
    expect(answer).toMatchObject({
      status: 201,
      servedBy: ['apiserver-b'],
      body: { kind: 'ConfigMap' },
    });
    expect(answer.traces.map(({ instance }) => instance)).toEqual(['apiserver-b']);

    const again = await trace('--audit-id', answer.auditId, '-o', 'json');
    expect((JSON.parse(again.out) as Traced).traces).toEqual(answer.traces);
    const last = await trace('--last', '-o', 'json');
    const { requests } = JSON.parse(last.out) as { requests: readonly Traced[] };
    expect(requests.map(({ auditId }) => auditId)).toEqual([answer.auditId]);
  });

  it('acts as somebody else, and tells why that one may not', async () => {
    const { code, out } = await trace('get', configMaps, '--as', 'eve', '--as-group', 'nobodies');
    expect(code).toBe(0);
    expect(out).toMatch(/^answered 403 by apiserver-[ab] \(configmaps is forbidden: User "eve"/);
    expect(out).toContain('by kubernetes-admin as eve: 403');
    expect(out).toContain('eve may not list configmaps in default');
  });

  it.each<{ args: string[]; want: string }>([
    { args: [], want: 'nothing to trace' },
    { args: ['get'], want: 'A path such as /api/v1/pods is missing' },
    { args: ['get', 'api/v1/pods'], want: 'it must start with /' },
    { args: ['fetch', '/api'], want: 'there is no method fetch: use get, post' },
    { args: ['post', '/api/v1/namespaces'], want: 'needs a body: --data <file>' },
    {
      args: ['get', '/api', '--via', 'z'],
      want: 'there is no instance z: use balanced, apiserver-a',
    },
    { args: ['get', '/api', '--last'], want: 'not several of them' },
    { args: ['get', '/api', '--as-group', 'x'], want: '--as-group needs --as' },
    { args: ['--audit-id', 'unknown'], want: 'no instance has a trace of unknown' },
    { args: ['post', '/api', '--data', 'absent.json'], want: 'no such file' },
  ])('says what is wrong with $args', async ({ args, want }) => {
    const { code, out, errOut } = await trace(...args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(errOut).toContain(want);
  });

  it('says that no plane is running', async () => {
    const { code, errOut } = await runCli('trace', '--last', '--data-dir', '/nowhere');
    expect(code).toBe(1);
    expect(errOut).toContain('no plane is running on this data');
  });
});
