import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DiffResult } from '@skewplane/scenario';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { processesNaming, runCli } from './cli.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'skewplane-diff-'));
});
afterEach(async () => {
  expect(await processesNaming(directory)).toEqual([]);
  await rm(directory, { recursive: true });
});

const manifests = `
apiVersion: example.com/v1
kind: Ship
metadata: { name: vasa, namespace: harbour }
spec: { masts: 3 }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: ships.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { plural: ships, singular: ship, kind: Ship }
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties: { spec: { type: object, properties: { masts: { type: integer } } } }
---
apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { hostnameOverride: web.example, containers: [{ name: main, image: example.com/web }] }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { type: NodePort, selector: { app: web }, ports: [{ port: 80 }] }
`;
const endpoints = '{ "apiVersion": "v1", "kind": "Endpoints", "metadata": { "name": "web" } }';
const policy = `
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicyBinding
metadata: { name: all }
spec: { policyName: none }
`;

async function write(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(directory, 'manifests');
  await mkdir(join(folder, 'more'), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

const diff = (from: string, to: string, path: string, ...flags: string[]) =>
  runCli('diff', from, to, '-f', path, '--data-dir', join(directory, 'data'), ...flags);

describe('skewplane diff', () => {
  it('tells refusals, warnings and dropped fields, and ends with 1', async () => {
    const folder = await write({
      'app.yaml': manifests,
      'more/endpoints.json': endpoints,
      'more/policy.yml': policy,
    });
    const { code, out, errOut } = await diff('1.32', '1.36', folder, '-o', 'json');
    expect({ code, errOut }).toMatchObject({ code: 1 });
    const result = JSON.parse(out) as DiffResult;
    const found = Object.fromEntries(result.objects.map((each) => [each.object, each]));
    expect(found).toMatchObject({
      'CustomResourceDefinition ships.example.com': { differs: false },
      'Ship harbour/vasa': { differs: false, to: { accepted: true } },
      'Pod web': {
        newWarnings: [],
        goneWarnings: ['unknown field "spec.hostnameOverride"'],
        keptByTo: ['spec.hostnameOverride'],
        changed: [],
      },
      // Its address and port are drawn by chance, which is no difference.
      'Service web': { differs: false, changed: [] },
      'Endpoints web': {
        newWarnings: [
          'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
        ],
      },
      'MutatingAdmissionPolicyBinding all': { from: { code: 404 }, to: { accepted: true } },
    });
  });

  it('ends with 0 when two servers take all alike', async () => {
    const { code, out } = await diff(
      '1.36',
      '1.36',
      await write({ 'app.yaml': manifests }),
      '--quiet',
    );
    expect({ code, out }).toEqual({ code: 0, out: '4 objects: 1.36 and 1.36 take them alike\n' });
  });

  it.each([
    { name: 'what is no object', files: { 'a.yaml': 'kind: Pod' }, want: 'lacks apiVersion' },
    { name: 'what is no YAML', files: { 'a.yaml': 'a: [' }, want: 'a.yaml: ' },
  ])('ends with 2 for $name', async ({ files, want }) => {
    const { code, out, errOut } = await diff('1.35', '1.36', await write(files));
    expect(errOut).toContain(want);
    expect([code, out]).toEqual([2, '']);
  });
});
