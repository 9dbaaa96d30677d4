import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEtcd, type TestEtcd } from './etcd.js';
import { startTestServer, type Answer, type TestServer } from './server.js';
import {
  patchOf,
  startWebhookServer,
  webhookService,
  type Answerer,
  type WebhookServer,
} from './webhook-server.js';

/*
 * kubernetes/apiserver pkg/admission/plugin/webhook: {mutating,validating}/dispatcher.go, generic/webhook.go,
 * request/admissionreview.go, errors/statuserror.go; pkg/util/webhook/client.go
 */

let etcd: TestEtcd;
let server: TestServer;
let hooks: WebhookServer;

beforeAll(async () => {
  etcd = await startEtcd();
  [server, hooks] = await Promise.all([
    startTestServer({ minor: 34, etcd }),
    startWebhookServer(),
  ]);
});

afterAll(async () => {
  await hooks.close();
  await server.close();
  await etcd.close();
});

const registration = '/apis/admissionregistration.k8s.io/v1';
const configMaps = '/api/v1/namespaces/default/configmaps';
const configMap = (name: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data: { key: 'value' },
  ...more,
});

type Kind = 'mutating' | 'validating';

let count = 0;

interface Hook {
  readonly path: string;
  remove(): Promise<void>;
}

/** Registers one webhook for ConfigMaps with a label of its own, and waits until it is heeded. */
async function register(
  kind: Kind,
  answerer: Answerer,
  webhook: Readonly<Record<string, unknown>> = {},
): Promise<Hook & { readonly name: string; labelled(name: string): object }> {
  count++;
  const name = `hook-${String(count)}`;
  const path = `/${name}`;
  hooks.answer(path, answerer);
  const configuration = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: `${kind === 'mutating' ? 'Mutating' : 'Validating'}WebhookConfiguration`,
    metadata: { name },
    webhooks: [
      {
        name: `${name}.example.com`,
        clientConfig: hooks.clientConfig(path),
        rules: [rule(['configmaps'])],
        objectSelector: { matchLabels: { hook: name } },
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
        ...webhook,
      },
    ],
  };
  const collection = `${registration}/${kind}webhookconfigurations`;
  const created = await server.request('POST', collection, { body: configuration });
  expect(created.status, created.text).toBe(201);
  await untilHeeded(kind);
  return {
    name: `${name}.example.com`,
    path,
    labelled: (object) => configMap(object, { metadata: { name: object, labels: { hook: name } } }),
    remove: async () => {
      await server.request('DELETE', `${collection}/${name}`);
      await untilHeeded(kind);
    },
  };
}

const rule = (resources: string[], more: object = {}) => ({
  operations: ['*'],
  apiGroups: ['*'],
  apiVersions: ['*'],
  resources,
  ...more,
});

/** What was written before is known once a probe written after it is: both go through one watch. */
async function untilHeeded(kind: Kind): Promise<void> {
  count++;
  const name = `probe-${String(count)}`;
  const collection = `${registration}/${kind}webhookconfigurations`;
  hooks.answer(`/${name}`, () => ({ allowed: true }));
  await server.request('POST', collection, {
    body: {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: `${kind === 'mutating' ? 'Mutating' : 'Validating'}WebhookConfiguration`,
      metadata: { name },
      webhooks: [
        {
          name: `${name}.example.com`,
          clientConfig: hooks.clientConfig(`/${name}`),
          rules: [rule(['configmaps'])],
          objectSelector: { matchLabels: { probe: name } },
          sideEffects: 'None',
          admissionReviewVersions: ['v1'],
        },
      ],
    },
  });
  const giveUpAt = performance.now() + 20_000;
  while (hooks.seen(`/${name}`).length === 0) {
    if (performance.now() > giveUpAt) throw new Error('The webhook is not heeded');
    await server.request('POST', `${configMaps}?dryRun=All`, {
      body: configMap(name, { metadata: { name, labels: { probe: name } } }),
    });
    await delay(10);
  }
  await server.request('DELETE', `${collection}/${name}`);
}

const create = (body: object, query = ''): Promise<Answer> =>
  server.request('POST', `${configMaps}${query}`, { body });

describe('a mutating webhook', () => {
  it('edits what is stored, once', async () => {
    const hook = await register('mutating', () =>
      patchOf([{ op: 'add', path: '/data/added', value: 'by a webhook' }]),
    );
    const created = await create(hook.labelled('edited'));
    expect(created.status).toBe(201);
    const stored = await server.request('GET', `${configMaps}/edited`);
    expect(stored.json['data']).toEqual({ key: 'value', added: 'by a webhook' });
    expect(stored.json.metadata.resourceVersion).toBe(created.json.metadata.resourceVersion);
    expect(hooks.seen(hook.path)).toHaveLength(1);
    await hook.remove();
  });

  it('is shown who asks what, and is told its time', async () => {
    const hook = await register('mutating', () => ({ allowed: true }), { timeoutSeconds: 7 });
    await create(hook.labelled('shown'), '?fieldManager=me&fieldValidation=Strict');
    const [seen] = hooks.seen(hook.path);
    expect(seen).toMatchObject({
      url: `${hook.path}?timeout=7s`,
      apiVersion: 'admission.k8s.io/v1',
      headers: {
        accept: 'application/json, */*',
        'content-type': 'application/json',
        'user-agent': 'kube-apiserver-admission',
      },
      request: {
        kind: { group: '', version: 'v1', kind: 'ConfigMap' },
        resource: { group: '', version: 'v1', resource: 'configmaps' },
        requestKind: { group: '', version: 'v1', kind: 'ConfigMap' },
        requestResource: { group: '', version: 'v1', resource: 'configmaps' },
        name: 'shown',
        namespace: 'default',
        operation: 'CREATE',
        oldObject: null,
        dryRun: false,
        options: {
          kind: 'CreateOptions',
          apiVersion: 'meta.k8s.io/v1',
          fieldManager: 'me',
          fieldValidation: 'Strict',
        },
      },
    });
    expect(seen?.request.object).toMatchObject(hook.labelled('shown'));
    await hook.remove();
  });

  it('has no more time than the client', async () => {
    const hook = await register('mutating', () => ({ allowed: true }), { timeoutSeconds: 30 });
    await create(hook.labelled('hurried'), '?timeout=5s');
    expect(hooks.seen(hook.path).map(({ url }) => url)).toEqual([`${hook.path}?timeout=5s`]);
    await hook.remove();
  });

  it('is called again when a later one changes the object, and the server looks again too', async () => {
    const first = await register('mutating', () => ({ allowed: true }), {
      reinvocationPolicy: 'IfNeeded',
      objectSelector: { matchLabels: { both: 'yes' } },
    });
    const second = await register(
      'mutating',
      () => patchOf([{ op: 'add', path: '/data/second', value: 'x' }]),
      { objectSelector: { matchLabels: { both: 'yes' } } },
    );
    await create(configMap('again', { metadata: { name: 'again', labels: { both: 'yes' } } }));
    expect(hooks.seen(second.path)).toHaveLength(1);
    expect(hooks.seen(first.path).map(({ request }) => request.object?.['data'])).toEqual([
      { key: 'value' },
      { key: 'value', second: 'x' },
    ]);
    await first.remove();
    await second.remove();
  });

  it('adds a container, which gets its token from the plugin before', async () => {
    const hook = await register(
      'mutating',
      () =>
        patchOf([{ op: 'add', path: '/spec/containers/-', value: { name: 'side', image: 'i' } }]),
      { rules: [rule(['pods'], { operations: ['CREATE'] })] },
    );
    await server.request('POST', '/api/v1/namespaces/default/serviceaccounts', {
      body: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } },
    });
    const pod = await server.request('POST', '/api/v1/namespaces/default/pods', {
      body: {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'sidecar', labels: { hook: hook.path.slice(1) } },
        spec: { containers: [{ name: 'main', image: 'i' }] },
      },
    });
    expect(pod.status, pod.text).toBe(201);
    expect(pod.json['spec']).toMatchObject({
      containers: [
        { name: 'main' },
        {
          name: 'side',
          imagePullPolicy: 'Always', // defaulted as if a client had sent it
          volumeMounts: [{ mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' }],
        },
      ],
    });
    await hook.remove();
  });

  it.each([
    [
      'a patch that does not apply',
      patchOf([{ op: 'remove', path: '/data/absent' }]),
      500,
      /^Internal error occurred: /,
    ],
    [
      'a patch that is no patch',
      { allowed: true, patchType: 'JSONPatch', patch: Buffer.from('{').toString('base64') },
      500,
      /received undecodable patch in webhook response: /,
    ],
    [
      'a patch without its type',
      { allowed: true, patch: 'W10=' },
      500,
      /received invalid webhook response: webhook returned response.patch but not response.patchType$/,
    ],
  ])('that sends %s fails the request', async (_what, response, status, message) => {
    const hook = await register('mutating', () => response);
    const refused = await create(hook.labelled('badly-patched'));
    expect([refused.status, refused.json.message]).toEqual([
      status,
      expect.stringMatching(message),
    ]);
    await hook.remove();
  });
});

describe('a validating webhook', () => {
  it.each([
    [{}, 400, undefined, 'without explanation'],
    [{ status: { message: 'no', code: 403, reason: 'Forbidden' } }, 403, 'Forbidden', ': no'],
    [{ status: { message: 'no', code: 200, status: 'Success' } }, 400, undefined, ': no'],
    [{ status: { reason: 'Teapot', code: 418 } }, 418, 'Teapot', ': Teapot'],
  ])('refuses with %j', async (response, status, reason, ending) => {
    const hook = await register('validating', () => ({ allowed: false, ...response }));
    const refused = await create(hook.labelled('refused'));
    const why = ending.startsWith(':') ? ending : ` ${ending}`;
    expect(refused.status).toBe(status);
    expect(refused.json).toMatchObject({
      kind: 'Status',
      status: 'Failure',
      message: `admission webhook "${hook.name}" denied the request${why}`,
      code: status,
      ...(reason === undefined ? {} : { reason }),
    });
    expect((await server.request('GET', `${configMaps}/refused`)).status).toBe(404);
    await hook.remove();
  });

  it('sees the object as mutating ones left it, and warns', async () => {
    const hook = await register('validating', () => ({ allowed: true, warnings: ['take care'] }));
    const editor = await register(
      'mutating',
      () => patchOf([{ op: 'replace', path: '/data/key', value: 'edited' }]),
      { objectSelector: { matchLabels: { hook: hook.path.slice(1) } } },
    );
    const created = await create(hook.labelled('both'));
    expect(created.headers['warning']).toContain('take care');
    expect(hooks.seen(hook.path)[0]?.request.object).toMatchObject({ data: { key: 'edited' } });
    await editor.remove();
    await hook.remove();
  });

  it('may not patch', async () => {
    const hook = await register('validating', () => patchOf([]));
    const refused = await create(hook.labelled('patching'));
    expect(refused.json.message).toBe(
      `Internal error occurred: failed calling webhook "${hook.name}": received invalid webhook response: validating webhook may not return response.patch`,
    );
    await hook.remove();
  });

  it('is asked about updates, deletions and subresources, as its rules say', async () => {
    const hook = await register('validating', () => ({ allowed: true }), {
      rules: [rule(['configmaps', 'deployments/status'])],
      objectSelector: {},
      matchConditions: [
        { name: 'mine', expression: 'request.name == "life" && request.operation != "CREATE"' },
      ],
    });
    await create(configMap('life'));
    await server.request('PUT', `${configMaps}/life`, { body: configMap('life', { data: {} }) });
    await server.request('DELETE', `${configMaps}/life`, {
      body: { kind: 'DeleteOptions', apiVersion: 'v1', gracePeriodSeconds: 0 },
    });
    await server.request('POST', '/apis/apps/v1/namespaces/default/deployments', {
      body: deployment('life'),
    });
    await server.request('PATCH', '/apis/apps/v1/namespaces/default/deployments/life/status', {
      body: { status: { replicas: 1 } },
      headers: { 'content-type': 'application/merge-patch+json' },
    });
    const seen = hooks.seen(hook.path).map(({ request }) => ({
      operation: request.operation,
      resource: [request.resource.resource, request['subResource']].join('/'),
      old: request.oldObject !== null,
      new: request.object !== null,
      grace: (request['options'] as { gracePeriodSeconds?: number }).gracePeriodSeconds,
    }));
    expect(seen).toEqual([
      { operation: 'UPDATE', resource: 'configmaps/', old: true, new: true, grace: undefined },
      { operation: 'DELETE', resource: 'configmaps/', old: true, new: false, grace: 0 },
      { operation: 'UPDATE', resource: 'deployments/status', old: true, new: true },
    ]);
    await hook.remove();
  });
});

const deployment = (name: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'c', image: 'i' }] },
    },
  },
});

describe('a webhook that cannot be asked', () => {
  const garbage = (body: string, more: object = {}): Answerer => {
    return () => ({ raw: { body, ...more } });
  };
  const prefix = (name: string) =>
    `Internal error occurred: failed calling webhook "${name}": failed to call webhook: `;

  it.each<[string, Answerer, string]>([
    [
      'answers with an error',
      garbage('broken', { status: 500, contentType: 'text/plain' }),
      'an error on the server ("broken") has prevented the request from succeeding',
    ],
    [
      'answers 404',
      garbage('gone', { status: 404 }),
      'the server could not find the requested resource',
    ],
    [
      'sends no JSON',
      garbage('nonsense'),
      "couldn't get version/kind; json parse error: invalid character 'o' in literal null (expecting 'u')",
    ],
    [
      'sends a page',
      garbage('<html>', { contentType: 'text/html' }),
      "serializer for text/html doesn't exist",
    ],
  ])('because it %s fails the request', async (_what, answerer, text) => {
    const hook = await register('validating', answerer);
    const refused = await create(hook.labelled('unasked'));
    expect(refused.status).toBe(500);
    expect(refused.json).toMatchObject({
      reason: 'InternalError',
      message: `${prefix(hook.name)}${text}`,
    });
    await hook.remove();
  });

  it('because it sends the answer to something else fails the request', async () => {
    const hook = await register('validating', () => ({ allowed: true, uid: 'other' }));
    const refused = await create(hook.labelled('mixed-up'));
    const [seen] = hooks.seen(hook.path);
    expect(refused.json.message).toBe(
      `Internal error occurred: failed calling webhook "${hook.name}": received invalid webhook response: expected response.uid="${seen?.request.uid ?? ''}", got "other"`,
    );
    await hook.remove();
  });

  it('because it is down fails the request, or does not', async () => {
    const down = { url: 'https://127.0.0.1:1/hook', caBundle: hooks.caBundle };
    const hook = await register('validating', () => ({ allowed: true }), { clientConfig: down });
    const refused = await create(hook.labelled('down'));
    expect(refused.json.message).toBe(
      `${prefix(hook.name)}Post "https://127.0.0.1:1/hook?timeout=10s": dial tcp 127.0.0.1:1: connect: connection refused`,
    );
    await hook.remove();
    const lenient = await register('validating', () => ({ allowed: true }), {
      clientConfig: down,
      failurePolicy: 'Ignore',
    });
    expect((await create(lenient.labelled('down'))).status).toBe(201);
    await lenient.remove();
    const { text } = await server.request('GET', '/metrics');
    expect(text).toMatch(
      /apiserver_admission_webhook_rejection_count\{[^}]*error_type="calling_webhook_error",rejection_code="503"\} /,
    );
    expect(text).toMatch(
      new RegExp(`webhook_fail_open_count\\{name="${lenient.name}",type="validating"\\} 1`),
    );
  });

  it('because it is slow is given up in time', async () => {
    const hook = await register('validating', () => 'never', { timeoutSeconds: 1 });
    const refused = await create(hook.labelled('slow'));
    expect(refused.json.message).toBe(
      `${prefix(hook.name)}Post "https://127.0.0.1:${String(hooks.port)}${hook.path}?timeout=1s": context deadline exceeded`,
    );
    await hook.remove();
  });

  it('because its certificate is from somebody else fails the request', async () => {
    const { caBundle: _mine, ...clientConfig } = hooks.clientConfig('/stranger') as {
      url: string;
      caBundle: string;
    };
    const hook = await register('validating', () => ({ allowed: true }), { clientConfig });
    const refused = await create(hook.labelled('stranger'));
    expect(refused.json.message).toBe(
      `${prefix(hook.name)}Post "https://127.0.0.1:${String(hooks.port)}/stranger?timeout=10s": tls: failed to verify certificate: x509: certificate signed by unknown authority`,
    );
    await hook.remove();
  });
});

describe('a webhook at a service', () => {
  const service = { ...webhookService, port: 8443, path: '/service' };

  it('is dialled at an endpoint and asked by its name', async () => {
    const clientConfig = { service, caBundle: hooks.caBundle };
    hooks.answer('/service', () => ({ allowed: true }));
    const hook = await register('validating', () => ({ allowed: true }), { clientConfig });
    const before = await create(hook.labelled('early'));
    expect(before.json.message).toBe(
      `Internal error occurred: failed calling webhook "${hook.name}": failed to call webhook: Post "https://hooks.default.svc:8443/service?timeout=10s": service "hooks" not found`,
    );
    await createService();
    await expect
      .poll(async () => (await create(hook.labelled('served'))).status, { timeout: 20_000 })
      .toBe(201);
    expect(hooks.seen('/service')[0]?.headers['host']).toBe('hooks.default.svc:8443');
    await hook.remove();
  });

  async function createService(): Promise<void> {
    await server.request('POST', '/api/v1/namespaces/default/services', {
      body: {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: webhookService.name },
        spec: { ports: [{ name: 'https', port: 8443 }] },
      },
    });
    await server.request('POST', '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices', {
      body: {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { name: 'hooks', labels: { 'kubernetes.io/service-name': 'hooks' } },
        addressType: 'IPv4',
        ports: [{ name: 'https', port: hooks.port, protocol: 'TCP' }],
        endpoints: [{ addresses: ['127.0.0.1'], conditions: { ready: true } }],
      },
    });
  }
});

describe('dry run', () => {
  it('asks who has no side effects, and says so', async () => {
    const hook = await register('validating', () => ({ allowed: true }));
    expect((await create(hook.labelled('dry'), '?dryRun=All')).status).toBe(201);
    expect(hooks.seen(hook.path)[0]?.request).toMatchObject({
      dryRun: true,
      options: { dryRun: ['All'] },
    });
    await hook.remove();
  });
});

describe('which version a webhook sees', () => {
  const scaler = (name: string) => ({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, maxReplicas: 2 },
  });
  const versioned = {
    rules: [rule(['horizontalpodautoscalers'], { apiVersions: ['v1'] })],
    objectSelector: {},
  };
  const post = (name: string) =>
    server.request('POST', '/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers', {
      body: scaler(name),
    });

  it('is that of its rule, whatever the client sent', async () => {
    const hook = await register(
      'mutating',
      () => patchOf([{ op: 'replace', path: '/spec/maxReplicas', value: 9 }]),
      versioned,
    );
    const created = await post('equivalent');
    expect(created.status, created.text).toBe(201);
    expect(created.json).toMatchObject({ apiVersion: 'autoscaling/v2', spec: { maxReplicas: 9 } });
    expect(hooks.seen(hook.path)[0]?.request).toMatchObject({
      kind: { version: 'v1' },
      requestKind: { version: 'v2' },
      object: { apiVersion: 'autoscaling/v1' },
    });
    await hook.remove();
  });

  it('is none with matchPolicy Exact', async () => {
    const hook = await register('validating', () => ({ allowed: false }), {
      ...versioned,
      matchPolicy: 'Exact',
    });
    expect((await post('exact')).status).toBe(201);
    expect(hooks.seen(hook.path)).toEqual([]);
    await hook.remove();
  });
});

describe('custom resources', () => {
  it('are shown to webhooks, and edited by them', async () => {
    const definition = await server.request(
      'POST',
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
      {
        body: {
          apiVersion: 'apiextensions.k8s.io/v1',
          kind: 'CustomResourceDefinition',
          metadata: { name: 'things.example.com' },
          spec: {
            group: 'example.com',
            scope: 'Namespaced',
            names: { plural: 'things', singular: 'thing', kind: 'Thing', listKind: 'ThingList' },
            versions: [
              {
                name: 'v1',
                served: true,
                storage: true,
                schema: {
                  openAPIV3Schema: {
                    type: 'object',
                    properties: {
                      spec: { type: 'object', properties: { size: { type: 'integer' } } },
                    },
                  },
                },
              },
            ],
          },
        },
      },
    );
    expect(definition.status, definition.text).toBe(201);
    const things = '/apis/example.com/v1/namespaces/default/things';
    await expect
      .poll(async () => (await server.request('GET', things)).status, { timeout: 20_000 })
      .toBe(200);
    const hook = await register(
      'mutating',
      ({ operation }) =>
        operation === 'CREATE'
          ? patchOf([
              { op: 'add', path: '/spec', value: { size: 3 } },
              { op: 'add', path: '/unknown', value: 1 },
            ])
          : { allowed: true },
      { rules: [rule(['things'])], objectSelector: {} },
    );
    const created = await server.request('POST', things, {
      body: { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'a' } },
    });
    expect(created.status, created.text).toBe(201);
    expect(created.json).toMatchObject({ spec: { size: 3 } });
    expect(created.json).not.toHaveProperty('unknown'); // pruned as what clients send
    await hook.remove();
  });
});

describe('conditions', () => {
  it.each([
    ['Fail', 403],
    ['Ignore', 201],
  ])('that cannot be evaluated, with failure policy %s: %i', async (failurePolicy, status) => {
    const hook = await register('validating', () => ({ allowed: false }), {
      failurePolicy,
      matchConditions: [{ name: 'broken', expression: 'object.absent.field == 1' }],
    });
    const name = `unclear-${failurePolicy.toLowerCase()}`;
    const answered = await create(hook.labelled(name));
    expect(answered.status).toBe(status);
    if (status === 403) {
      expect(answered.json.message).toBe(
        `configmaps "${name}" is forbidden: expression 'object.absent.field == 1' resulted in error: no such key: absent`,
      );
    }
    expect(hooks.seen(hook.path)).toEqual([]);
    await hook.remove();
  });

  it('that are no CEL are refused with the configuration', async () => {
    const refused = await server.request(
      'POST',
      `${registration}/validatingwebhookconfigurations`,
      {
        body: {
          apiVersion: 'admissionregistration.k8s.io/v1',
          kind: 'ValidatingWebhookConfiguration',
          metadata: { name: 'no-cel' },
          webhooks: [
            {
              name: 'no-cel.example.com',
              clientConfig: hooks.clientConfig('/no-cel'),
              sideEffects: 'None',
              admissionReviewVersions: ['v1'],
              matchConditions: [{ name: 'x', expression: 'objec.a == 1' }],
            },
          ],
        },
      },
    );
    expect(refused.status).toBe(422);
    expect(refused.json.message).toContain(
      `webhooks[0].matchConditions[0].expression: Invalid value: "objec.a == 1": compilation failed: ERROR: <input>:1:1: undeclared reference to 'objec' (in container '')\n | objec.a == 1\n | ^`,
    );
  });
});

describe('what webhooks have no say in', () => {
  it('are the configurations of webhooks, and what the server does itself', async () => {
    const hook = await register('validating', () => ({ allowed: false }), {
      rules: [rule(['*/*'])],
      objectSelector: {},
      namespaceSelector: {},
      clientConfig: { url: 'https://127.0.0.1:1/', caBundle: hooks.caBundle },
      matchConditions: [
        { name: 'no-probes', expression: 'request.resource.resource != "configmaps"' },
      ],
    });
    const refused = await server.request('POST', '/api/v1/namespaces', {
      body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'refused' } },
    });
    expect(refused.status).toBe(500);
    // A second server starts, puts down its leases and its roles, and is ready.
    const second = await startTestServer({
      minor: 35,
      hostname: 'apiserver-second',
      etcd,
    });
    const leases = await second.request(
      'GET',
      '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases',
    );
    expect(leases.json.items.length).toBeGreaterThan(0);
    await second.close();
    await hook.remove(); // which nobody could refuse
  });
});
