import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEtcd, type TestEtcd } from './etcd.js';
import { startTestServer, type TestServer } from './server.js';

let etcd: TestEtcd;
let server: TestServer;
let closed: TestServer;
let directory: string;
const clockPath = '/skewplane/v1alpha1/clock';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'skewplane-control-'));
  const keyFile = join(directory, 'key');
  await writeFile(keyFile, 'the key of the plane');
  etcd = await startEtcd();
  server = await startTestServer({
    minor: 36,
    etcd,
    flags: { 'skewplane-control-key-file': keyFile },
  });
  closed = await startTestServer({ minor: 36, etcd });
});

afterAll(async () => {
  await server.close();
  await closed.close();
  await etcd.close();
  await rm(directory, { recursive: true });
});

describe('control of an instance', () => {
  it('is not there unless the launcher turned it on', async () => {
    const { status, text } = await closed.request('GET', clockPath);
    expect({ status, text }).toEqual({ status: 404, text: '404 page not found\n' });
  });

  it.each(['alice', 'anonymous'] as const)('is nothing for %s', async (user) => {
    const { status } = await server.request('POST', clockPath, { user, body: { advanceMs: 1 } });
    expect(status).toBe(403);
  });

  it('is nothing for an admin who wears the mask of another, nor for one allowed every path', async () => {
    const asAdmin = { 'impersonate-user': 'eve', 'impersonate-group': 'system:masters' };
    const masked = await server.request('GET', clockPath, { headers: asAdmin });
    expect(masked.status).toBe(403);
    await server.request('POST', '/apis/rbac.authorization.k8s.io/v1/clusterroles', {
      body: {
        metadata: { name: 'every-path' },
        rules: [{ nonResourceURLs: ['*'], verbs: ['*'] }],
      },
    });
    await server.request('POST', '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', {
      body: {
        metadata: { name: 'every-path' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'every-path' },
        subjects: [{ kind: 'User', name: 'alice', apiGroup: 'rbac.authorization.k8s.io' }],
      },
    });
    await expect
      .poll(async () => (await server.request('GET', clockPath, { user: 'alice' })).json.message)
      .toBe('forbidden: only the admin of the plane may do that');
  });

  it('puts the clock forward', async () => {
    const before = (await server.request('GET', clockPath)).json['epochMs'] as number;
    const { status, json } = await server.request('POST', clockPath, {
      body: { advanceMs: 3_600_000 },
    });
    expect(status).toBe(200);
    expect(json['epochMs']).toBeGreaterThanOrEqual(before + 3_600_000);
    const created = await server.request('POST', '/api/v1/namespaces', {
      body: { metadata: { name: 'later' } },
    });
    expect(Date.parse(String(created.json.metadata['creationTimestamp']))).toBeGreaterThan(
      before + 3_500_000,
    );
  });

  it.each<[string, unknown, number]>([
    ['no body', undefined, 400],
    ['no JSON', '{', 400],
    ['back in time', { advanceMs: -1 }, 400],
    ['no number', { advanceMs: 'soon' }, 400],
    ['further than a year', { advanceMs: 1e15 }, 400],
  ])('refuses %s', async (_name, body, want) => {
    const { status, json } = await server.request('POST', clockPath, { body });
    expect(status).toBe(want);
    expect(json.kind).toBe('Status');
  });

  it.each(['PUT', 'DELETE'] as const)('has no %s', async (method) => {
    expect((await server.request(method, clockPath)).status).toBe(405);
  });
});
