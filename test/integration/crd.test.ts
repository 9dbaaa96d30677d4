import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCrdPlane, until, type CrdPlane, type ServerClient } from './crd-plane.js';

const crds = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const widgets = '/apis/stable.example.com/v1/namespaces/default/widgets';

const spec = {
  type: 'object',
  required: ['image'],
  properties: {
    image: { type: 'string', description: 'What to run.', pattern: '^[a-z]+$' },
    replicas: { type: 'integer', format: 'int32', minimum: 0, maximum: 10, default: 1 },
    size: { type: 'string', enum: ['small', 'large'] },
    ports: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['port'],
      items: {
        type: 'object',
        required: ['port'],
        properties: { port: { type: 'integer' }, name: { type: 'string' } },
      },
    },
    free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  },
};
const status = {
  type: 'object',
  properties: { replicas: { type: 'integer' }, selector: { type: 'string' } },
};

function definition(names: { plural: string; kind: string; shortNames?: string[] }, more = {}) {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${names.plural}.stable.example.com` },
    spec: {
      group: 'stable.example.com',
      scope: 'Namespaced',
      names,
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', properties: { spec, status } } },
          subresources: {
            status: {},
            scale: {
              specReplicasPath: '.spec.replicas',
              statusReplicasPath: '.status.replicas',
              labelSelectorPath: '.status.selector',
            },
          },
          additionalPrinterColumns: [{ name: 'Image', type: 'string', jsonPath: '.spec.image' }],
          selectableFields: [{ jsonPath: '.spec.size' }],
        },
        {
          name: 'v1beta1',
          served: true,
          storage: false,
          deprecated: true,
          schema: {
            openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
          },
        },
      ],
      ...more,
    },
  };
}

const widget = (name: string, fields: object = {}) => ({
  apiVersion: 'stable.example.com/v1',
  kind: 'Widget',
  metadata: { name },
  spec: { image: 'nginx', ...fields },
});

describe('custom resources through two servers of different versions', () => {
  let plane: CrdPlane;
  let a: ServerClient;
  let b: ServerClient;

  beforeAll(async () => {
    plane = await startCrdPlane(['1.33', '1.35']);
    [a, b] = plane.servers as [ServerClient, ServerClient];
  });
  afterAll(() => plane.close());

  const conditions = async (name: string) => {
    const { body } = await a.get(`${crds}/${name}`);
    const list = (body['status'] as { conditions?: { type: string }[] } | undefined)?.conditions;
    return Object.fromEntries((list ?? []).map((each) => [each.type, each]));
  };

  it('serves a definition on every server within a second', async () => {
    const created = await a.post(
      crds,
      definition({ plural: 'widgets', kind: 'Widget', shortNames: ['wd'] }),
    );
    expect(created.status).toBe(201);
    expect(created.body['status']).toEqual({
      conditions: null,
      acceptedNames: { plural: '', kind: '' },
      storedVersions: ['v1'],
    });
    expect(created.body['spec']).toMatchObject({
      names: { singular: 'widget', listKind: 'WidgetList' },
      conversion: { strategy: 'None' },
    });
    for (const server of [a, b])
      await until(async () => (await server.get(widgets)).status === 200, { withinMs: 1_000 });
    expect(await conditions('widgets.stable.example.com')).toMatchObject({
      NamesAccepted: { status: 'True', reason: 'NoConflicts', message: 'no conflicts found' },
      Established: {
        status: 'True',
        reason: 'InitialNamesAccepted',
        message: 'the initial names have been accepted',
      },
    });
  });

  it('tells of it in discovery and OpenAPI', async () => {
    const { body } = await b.get('/apis/stable.example.com/v1');
    expect(body['resources']).toEqual([
      expect.objectContaining({
        name: 'widgets',
        singularName: 'widget',
        namespaced: true,
        kind: 'Widget',
        shortNames: ['wd'],
      }),
      expect.objectContaining({ name: 'widgets/status', kind: 'Widget' }),
      expect.objectContaining({ name: 'widgets/scale', group: 'autoscaling', kind: 'Scale' }),
    ]);
    const { body: document } = await b.get('/openapi/v3/apis/stable.example.com/v1');
    expect(JSON.stringify(document)).toContain('What to run.');
    expect(JSON.stringify(document)).toContain('"maximum":10');
  });

  it('prunes, defaults, and reads back through the other server', async () => {
    const { status: code, body } = await a.post(widgets, {
      ...widget('one', { unknown: 1, free: { any: [1] } }),
      status: { replicas: 5 },
    });
    expect(code).toBe(201);
    expect(body['spec']).toEqual({ image: 'nginx', replicas: 1, free: { any: [1] } });
    expect(body).not.toHaveProperty('status');
    expect(body['metadata']).toMatchObject({ generation: 1 });
    expect((await b.get(`${widgets}/one`)).body).toEqual(body);
  });

  it('names every problem of an object as upstream does', async () => {
    const { status: code, body } = await b.post(widgets, {
      ...widget('bad'),
      spec: { replicas: 11, size: 'huge', ports: [{ port: 'x' }] },
    });
    expect(code).toBe(422);
    expect((body['details'] as { causes: unknown[] }).causes).toEqual([
      {
        reason: 'FieldValueInvalid',
        field: 'spec.replicas',
        message: 'Invalid value: 11: spec.replicas in body should be less than or equal to 10',
      },
      {
        reason: 'FieldValueNotSupported',
        field: 'spec.size',
        message: 'Unsupported value: "huge": supported values: "small", "large"',
      },
      {
        reason: 'FieldValueTypeInvalid',
        field: 'spec.ports[0].port',
        message:
          'Invalid value: "string": spec.ports[0].port in body must be of type integer: "string"',
      },
      { reason: 'FieldValueRequired', field: 'spec.image', message: 'Required value' },
    ]);
  });

  it('refuses the same key twice in a list of type map', async () => {
    const { body } = await b.post(widgets, widget('twice', { ports: [{ port: 1 }, { port: 1 }] }));
    expect(body['message']).toBe(
      'Widget.stable.example.com "twice" is invalid: spec.ports[1]: Duplicate value: {"port":1}',
    );
  });

  it('keeps status and spec apart and counts generations of the spec', async () => {
    const { body: before } = await a.get(`${widgets}/one`);
    const withStatus = { ...before, spec: { image: 'other' }, status: { replicas: 3 } };
    const { body } = await b.put(`${widgets}/one/status`, withStatus);
    expect(body).toMatchObject({ spec: { image: 'nginx' }, status: { replicas: 3 } });
    expect(body['metadata']).toMatchObject({ generation: 1 });
    const patched = await a.patch(`${widgets}/one`, { spec: { size: 'large' }, status: null });
    expect(patched.body).toMatchObject({ spec: { size: 'large' }, status: { replicas: 3 } });
    expect(patched.body['metadata']).toMatchObject({ generation: 2 });
  });

  it('scales', async () => {
    const { body } = await a.get(`${widgets}/one/scale`);
    expect(body).toMatchObject({ kind: 'Scale', spec: { replicas: 1 }, status: { replicas: 3 } });
    await b.patch(`${widgets}/one/scale`, { spec: { replicas: 4 } });
    expect((await a.get(`${widgets}/one`)).body['spec']).toMatchObject({ replicas: 4 });
    const tooMany = await b.patch(`${widgets}/one/scale`, { spec: { replicas: 40 } });
    expect(tooMany.status).toBe(422);
  });

  it('lets two managers own entries of one list', async () => {
    const apply = (manager: string, port: number) =>
      a.patch(
        `${widgets}/shared?fieldManager=${manager}`,
        widget('shared', { ports: [{ port, name: manager }] }),
        'application/apply-patch+yaml',
      );
    expect((await apply('x', 1)).status).toBe(201);
    const { body } = await apply('y', 2);
    expect(body['spec']).toMatchObject({ ports: [{ port: 1 }, { port: 2 }] });
  });

  it('prints the columns of the definition', async () => {
    const { body } = await b.get(`${widgets}/one`, 'application/json;as=Table;v=v1;g=meta.k8s.io');
    expect(body['rows']).toEqual([expect.objectContaining({ cells: ['one', 'nginx'] })]);
  });

  it('selects by the fields of the definition', async () => {
    const { body } = await b.get(`${widgets}?fieldSelector=spec.size%3Dlarge`);
    expect(body['items']).toHaveLength(1);
    const unknown = await b.get(`${widgets}?fieldSelector=spec.image%3Dnginx`);
    expect(unknown.body['message']).toContain('field label not supported: spec.image');
  });

  it('converts between versions and warns of old ones', async () => {
    const { body, warnings } = await b.get(
      '/apis/stable.example.com/v1beta1/namespaces/default/widgets/one',
    );
    expect(body['apiVersion']).toBe('stable.example.com/v1beta1');
    expect(warnings).toEqual([
      '299 - "stable.example.com/v1beta1 Widget is deprecated; use stable.example.com/v1 Widget"',
    ]);
  });

  it('reads stored objects by the schema of today, and ends watches of the old one', async () => {
    const watch = await b.watch(`${widgets}?watch=true`);
    const { body } = await a.get(`${crds}/widgets.stable.example.com`);
    const next = structuredClone(body) as ReturnType<typeof definition>;
    const properties = next.spec.versions[0]?.schema.openAPIV3Schema as unknown as {
      properties: { spec: { properties: Record<string, unknown> } };
    };
    properties.properties.spec.properties['mode'] = { type: 'string', default: 'auto' };
    delete properties.properties.spec.properties['free'];
    expect((await a.put(`${crds}/widgets.stable.example.com`, next)).status).toBe(200);
    const read = async () =>
      (await b.get(`${widgets}/one`)).body['spec'] as Record<string, unknown>;
    await until(async () => (await read())['mode'] === 'auto', { withinMs: 1_000 });
    expect(await read()).not.toHaveProperty('free');
    expect((await watch.events).length).toBeGreaterThan(0);
  });

  it('lets what was wrong before the rule stay, and nothing else', async () => {
    const { body } = await a.get(`${crds}/widgets.stable.example.com`);
    const text = JSON.stringify(body).replace('"enum":["small","large"]', '"enum":["small"]');
    expect((await a.put(`${crds}/widgets.stable.example.com`, JSON.parse(text))).status).toBe(200);
    const large = { ...widget('large', { size: 'large' }) };
    await until(async () => (await b.post(`${widgets}?dryRun=All`, large)).status === 422, {
      withinMs: 1_000,
    });
    expect((await b.patch(`${widgets}/one`, { spec: { replicas: 2 } })).status).toBe(200);
    expect((await b.patch(`${widgets}/shared`, { spec: { size: 'large' } })).status).toBe(422);
  });

  it('accepts no name twice in a group until it is free', async () => {
    await a.post(crds, definition({ plural: 'gadgets', kind: 'Widget' }));
    const name = 'gadgets.stable.example.com';
    await until(async () => (await conditions(name))['NamesAccepted'] !== undefined);
    expect(await conditions(name)).toMatchObject({
      NamesAccepted: {
        status: 'False',
        reason: 'ListKindConflict',
        message: '"WidgetList" is already in use',
      },
      Established: { status: 'False', reason: 'NotAccepted' },
    });
    expect((await b.get(widgets.replace('widgets', 'gadgets'))).status).toBe(404);
  });

  it('goes only after its objects', async () => {
    const name = 'widgets.stable.example.com';
    await a.patch(`${widgets}/one`, { metadata: { finalizers: ['example.com/wait'] } });
    const { status: code, body } = await a.delete(`${crds}/${name}`);
    expect(code).toBe(200);
    expect(body['metadata']).toMatchObject({
      finalizers: ['customresourcecleanup.apiextensions.k8s.io'],
    });
    await until(async () => {
      const { Terminating: found } = await conditions(name);
      return (found as { reason?: string } | undefined)?.reason === 'InstanceDeletionInProgress';
    });
    await until(async () => (await b.get(`${widgets}/shared`)).status === 404);
    const created = await b.post(widgets, widget('late'));
    expect(created.status).toBe(403);
    expect(created.body['message']).toBe(
      'widgets.stable.example.com "late" is forbidden: create not allowed while custom resource definition is terminating',
    );
    expect((await b.get(`${widgets}/one`)).status).toBe(200);
    const { body: list } = await b.get('/apis/stable.example.com/v1');
    const [resource] = list['resources'] as { verbs: string[] }[];
    expect(resource?.verbs).toEqual(['delete', 'deletecollection', 'get', 'list', 'watch']);

    await b.patch(`${widgets}/one`, { metadata: { finalizers: null } });
    await until(async () => (await a.get(`${crds}/${name}`)).status === 404);
    for (const server of [a, b])
      await until(async () => (await server.get(widgets)).status === 404);
  });

  it('gives freed names to whoever waits for them', async () => {
    await until(async () => (await b.get(widgets.replace('widgets', 'gadgets'))).status === 200);
    await a.delete(`${crds}/gadgets.stable.example.com`);
    await until(async () => (await a.get(`${crds}/gadgets.stable.example.com`)).status === 404);
  });

  it('serves hundreds of definitions', async () => {
    const many = Array.from({ length: 200 }, (_, at) => `thing${String(at)}s`);
    for (let at = 0; at < many.length; at += 20) {
      await Promise.all(
        many
          .slice(at, at + 20)
          .map((plural) => a.post(crds, definition({ plural, kind: plural.replace(/^t/, 'T') }))),
      );
    }
    const last = widgets.replace('widgets', many.at(-1) ?? '');
    await until(async () => (await b.get(last)).status === 200);
    await until(async () => {
      const { body } = await b.get('/apis/stable.example.com/v1');
      return ((body['resources'] as unknown[] | undefined) ?? []).length === 600;
    });
  });
});
