import { isRecord } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import { checkShape } from './check-shape.js';
import type { ScenarioDocument, StepDocument } from './scenario-document.js';
import { scenarioSchema } from './schema.js';
import { SourceFile } from './source-file.js';
import { actionKeys } from './words.js';

/** Together they use every field there is; the compiler says that the types have them. */
const step: Required<StepDocument> = {
  name: 'all',
  timeout: '1s',
  upgrade: { instance: 'a', version: '1.36', featureGates: { A: true }, args: ['--v=1'] },
  downgrade: { instance: 'a', version: '1.35', featureGates: {}, args: ['--v=1'] },
  restart: { instance: 'a', featureGates: {}, args: ['--v=1'] },
  start: 'a',
  stop: 'a',
  kill: 'a',
  pause: 'a',
  partition: { name: 'p', from: 'a', to: 'b', bothWays: true, mode: 'drop' },
  fault: {
    ...{
      name: 'f',
      type: 'latency',
      instance: 'a',
      from: 'a',
      to: 'b',
      bothWays: true,
      mode: 'drop',
    },
    ...{
      delayMs: 1,
      jitterMs: 1,
      bytesPerSecond: 1,
      bytes: 1,
      which: 'serving',
      problem: 'expired',
    },
    ...{
      resources: ['pods'],
      effect: 'drop',
      answer: 'reset',
      retryAfterSeconds: 1,
      probability: 1,
    },
    everyNth: 1,
    match: { userAgent: 'x', user: 'x', verbs: ['get'], resources: ['pods'], namespace: 'x' },
  },
  heal: 'all',
  wait: { requests: 1, ready: ['a'], until: 'true' },
  run: { command: ['true'], via: 'a', exitCode: 1 },
  apply: { file: 'x', object: {}, via: 'a' },
  advanceClock: '1h',
  traffic: { start: ['x'], stop: ['x'] },
  expect: [
    {
      name: 'x',
      request: {
        ...{ path: '/', method: 'GET', via: 'a', user: { name: 'x', groups: ['y'] } },
        headers: { a: 'b' },
        body: {},
      },
      status: 200,
      cel: 'true',
      jsonPath: { path: '.x', in: 'body', equals: 1, exists: true, count: 1 },
      metric: { instance: 'a', name: 'x', labels: { a: 'b' } },
      requests: { client: 'x', outcome: 'local' },
      equals: 1,
      atLeast: 1,
      atMost: 1,
    },
  ],
  eventually: [],
};
const steps = { ...step, eventually: step.expect };

const everything: ScenarioDocument = {
  apiVersion: 'skewplane.dev/v1alpha1',
  kind: 'Scenario',
  metadata: { name: 'x', description: 'y' },
  spec: {
    seed: 1,
    timeout: '1m30s',
    keepGoing: true,
    cluster: {
      instances: [{ version: '1.36', featureGates: { A: true }, args: ['--v=1'] }],
      peerProxy: true,
      controllers: true,
      featureGates: {},
      args: ['--v=1'],
      timers: { x: '1s' },
    },
    objects: ['file.yaml', { apiVersion: 'v1' }],
    traffic: [
      {
        name: 'x',
        user: { name: 'x', groups: ['y'] },
        via: 'balanced',
        rate: 1,
        verbs: { create: 1, update: 1, patch: 1, delete: 1, get: 1, list: 1 },
        resources: [{ resource: 'x.v1.y', kind: 'X', namespaced: true, object: {} }],
        namespace: 'default',
        watch: true,
        maxObjects: 1,
        requestTimeout: '1s',
        autoStart: true,
      },
    ],
    always: [
      'noLostWrites',
      { servedResourcesAnswer: { settle: '1s' } },
      { p99: { name: 'x', below: '1s', window: '1s', minRequests: 1, clients: ['x'] } },
      { everyRequest: { name: 'x', cel: 'true', clients: ['x'] } },
    ],
    steps: [steps],
  },
};

/** Paths of fields that values have: `spec.steps[].wait.until`. */
function pathsOfValue(value: unknown, path = ''): string[] {
  if (Array.isArray(value))
    return [path, ...value.flatMap((each) => pathsOfValue(each, `${path}[]`))];
  if (!isRecord(value)) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, each]) => pathsOfValue(each, `${path}.${key}`)),
  ];
}

/** Paths of fields that the schema has. */
function pathsOfSchema(schema: unknown, path = ''): string[] {
  if (!isRecord(schema)) return [path];
  const properties = isRecord(schema['properties']) ? Object.entries(schema['properties']) : [];
  return [
    path,
    ...(isRecord(schema['items']) ? pathsOfSchema(schema['items'], `${path}[]`) : []),
    ...properties.flatMap(([key, each]) => pathsOfSchema(each, `${path}.${key}`)),
  ];
}

function descriptionsMissing(schema: unknown, path = ''): string[] {
  if (!isRecord(schema)) return [];
  const properties = isRecord(schema['properties']) ? Object.entries(schema['properties']) : [];
  return [
    ...(typeof schema['description'] === 'string' ? [] : [path]),
    ...(isRecord(schema['items']) ? descriptionsMissing(schema['items'], `${path}[]`) : []),
    ...properties.flatMap(([key, each]) => descriptionsMissing(each, `${path}.${key}`)),
  ];
}

describe('the schema', () => {
  it('is the one that is published', async () => {
    const text = `${JSON.stringify(scenarioSchema, undefined, 2)}\n`;
    await expect(text).toMatchFileSnapshot('../../schema/scenario.v1alpha1.json');
  });

  it('has every field that the types have', () => {
    // A wait is one thing; its fields are here for the comparison below.
    const document = structuredClone(everything);
    document.spec.steps = [{ ...steps, wait: { requests: 1 } }];
    const source = new SourceFile('test.yaml', JSON.stringify(document));
    expect(() => checkShape(source)).not.toThrow();
  });

  it('has no field that the types lack', () => {
    const known = new Set(pathsOfValue(everything));
    expect(pathsOfSchema(scenarioSchema).filter((path) => !known.has(path))).toEqual([
      // A list of arguments is another way to write the command.
      '.spec.steps[].run[]',
    ]);
  });

  it('says of every field what it is for', () => {
    expect(descriptionsMissing(scenarioSchema)).toEqual([]);
  });

  it('has a field for each action', () => {
    const fields = new Set(pathsOfSchema(scenarioSchema));
    expect(actionKeys.filter((key) => !fields.has(`.spec.steps[].${key}`))).toEqual([]);
  });
});
