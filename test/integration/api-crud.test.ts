import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEtcd, type TestEtcd } from './etcd.js';
import { startTestServer, type TestServer } from './server.js';

let etcd: TestEtcd;
let server: TestServer;

beforeAll(async () => {
  etcd = await startEtcd();
  server = await startTestServer({ minor: 36, etcd });
});

afterAll(async () => {
  await server.close();
  await etcd.close();
});

const configMaps = '/api/v1/namespaces/default/configmaps';
const configMap = (name: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  ...more,
});

// kubernetes/apiserver pkg/endpoints/handlers/create.go
describe('create', () => {
  it('answers 201 with what the server set', async () => {
    const { status, json } = await server.request('POST', configMaps, {
      body: configMap('made', { data: { a: '1' } }),
      headers: { 'user-agent': 'tester/1.0' },
    });
    expect(status).toBe(201);
    expect(json).toMatchObject({
      kind: 'ConfigMap',
      apiVersion: 'v1',
      metadata: {
        name: 'made',
        namespace: 'default',
        uid: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        resourceVersion: expect.stringMatching(/^\d+$/) as string,
        creationTimestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
        managedFields: [
          {
            manager: 'tester',
            operation: 'Update',
            apiVersion: 'v1',
            fieldsType: 'FieldsV1',
            fieldsV1: { 'f:data': { '.': {}, 'f:a': {} } },
          },
        ],
      },
      data: { a: '1' },
    });
  });
});
