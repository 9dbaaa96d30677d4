import { describe, expect, it } from 'vitest';
import type { Schema } from '../schema.js';
import { StatusError } from '../status.js';
import type { JsonObject } from './json-value.js';
import { applyStrategicMergePatch } from './strategic-merge-patch.js';

const string: Schema = { type: 'string' };
const object = (name: string, properties: Record<string, Schema>): Schema => ({
  name,
  type: 'object',
  properties: new Map(Object.entries(properties)),
});
const listOf = (items: Schema, more: Partial<Schema> = {}): Schema => ({
  type: 'array',
  items,
  ...more,
});
const mapOf = (additionalProperties: Schema): Schema => ({ type: 'object', additionalProperties });

const port = object('io.example.Port', { port: { type: 'integer' }, name: string });
const container = object('io.example.Container', {
  name: string,
  image: string,
  args: listOf(string),
  ports: listOf(port, { patchStrategy: ['merge'], patchMergeKey: 'port' }),
});
const schema = object('io.example.Thing', {
  labels: mapOf(string),
  containers: listOf(container, { patchStrategy: ['merge'], patchMergeKey: 'name' }),
  finalizers: listOf(string, { patchStrategy: ['merge'] }),
  args: listOf(string),
  strategy: {
    ...object('io.example.Strategy', { type: string, rolling: mapOf(string) }),
    patchStrategy: ['retainKeys'],
  },
  whole: { ...mapOf(string), patchStrategy: ['replace'] },
  keyless: listOf(container, { patchStrategy: ['merge'] }),
  raw: { name: 'io.k8s.apimachinery.pkg.runtime.RawExtension', type: 'any' },
});

const apply = (original: JsonObject, patch: JsonObject): JsonObject =>
  applyStrategicMergePatch(original, patch, schema);
const named = (...names: string[]): JsonObject[] => names.map((name) => ({ name }));
const namesOf = (result: JsonObject, key = 'containers'): unknown =>
  (result[key] as JsonObject[]).map(({ name }) => name);

// Rules: kubernetes/apimachinery pkg/util/strategicpatch/patch.go; each name gives the function they live in.
describe('maps', () => {
  it.each<{ name: string; original: JsonObject; patch: JsonObject; want: JsonObject }>([
    {
      name: 'mergeMap: scalars replace, null deletes',
      original: { a: 1, b: 2, c: 3 },
      patch: { a: 9, b: null, d: null },
      want: { a: 9, c: 3 },
    },
    {
      name: 'mergeMap: maps merge',
      original: { labels: { a: '1', b: '2' } },
      patch: { labels: { b: null, c: '3' } },
      want: { labels: { a: '1', c: '3' } },
    },
    {
      name: 'mergeMap: another type replaces',
      original: { labels: 'x' },
      patch: { labels: { a: '1', b: null } },
      want: { labels: { a: '1' } },
    },
    {
      name: 'discardNullValuesFromPatch: nulls in new maps go',
      original: {},
      patch: { labels: { a: null, b: '1' } },
      want: { labels: { b: '1' } },
    },
    {
      name: 'handleDirectiveInMergeMap: $patch replace',
      original: { labels: { a: '1' } },
      patch: { labels: { $patch: 'replace', b: '2' } },
      want: { labels: { b: '2' } },
    },
    {
      name: 'handleDirectiveInMergeMap: $patch delete empties',
      original: { labels: { a: '1' } },
      patch: { labels: { $patch: 'delete' } },
      want: { labels: {} },
    },
    {
      name: 'removeDirectives: $patch delete of what is absent',
      original: {},
      patch: { labels: { $patch: 'delete' } },
      want: {},
    },
    {
      name: 'handleDirectiveInMergeMap: at the root',
      original: { a: 1 },
      patch: { $patch: 'replace', b: 2 },
      want: { b: 2 },
    },
    {
      name: 'mergeMapHandler: strategy replace',
      original: { whole: { a: '1' } },
      patch: { whole: { b: '2' } },
      want: { whole: { b: '2' } },
    },
    {
      name: 'applyRetainKeysDirective: drops the rest',
      original: { strategy: { type: 'RollingUpdate', rolling: { a: '1' } } },
      patch: { strategy: { $retainKeys: ['type'], type: 'Recreate' } },
      want: { strategy: { type: 'Recreate' } },
    },
    {
      name: 'applyRetainKeysDirective: nulls need not be listed',
      original: { strategy: { type: 'RollingUpdate', rolling: { a: '1' } } },
      patch: { strategy: { $retainKeys: ['type'], type: 'Recreate', rolling: null } },
      want: { strategy: { type: 'Recreate' } },
    },
  ])('$name', ({ original, patch, want }) => {
    const before = structuredClone({ original, patch });
    expect(apply(original, patch)).toEqual(want);
    expect({ original, patch }).toEqual(before);
  });
});

describe('lists', () => {
  it.each<{ name: string; original: JsonObject; patch: JsonObject; want: JsonObject }>([
    {
      name: 'mergeSliceHandler: replace is the default',
      original: { args: ['a', 'b'] },
      patch: { args: ['c'] },
      want: { args: ['c'] },
    },
    {
      name: 'mergeSlice: by merge key',
      original: { containers: [{ name: 'a', image: '1', args: ['x'] }] },
      patch: { containers: [{ name: 'a', image: '2' }] },
      want: { containers: [{ name: 'a', image: '2', args: ['x'] }] },
    },
    {
      name: 'mergeSlice: nested, by another key',
      original: { containers: [{ name: 'a', ports: [{ port: 80 }] }] },
      patch: { containers: [{ name: 'a', ports: [{ port: 81 }, { port: 80, name: 'web' }] }] },
      want: { containers: [{ name: 'a', ports: [{ port: 81 }, { port: 80, name: 'web' }] }] },
    },
    {
      name: 'mergeSliceWithSpecialElements: delete',
      original: { containers: named('a', 'b') },
      patch: { containers: [{ $patch: 'delete', name: 'a' }] },
      want: { containers: named('b') },
    },
    {
      name: 'mergeSliceWithSpecialElements: delete of what is absent',
      original: { containers: named('a') },
      patch: { containers: [{ $patch: 'delete', name: 'z' }] },
      want: { containers: named('a') },
    },
    {
      name: 'mergeSliceWithSpecialElements: replace',
      original: { containers: named('a', 'b') },
      patch: { containers: [{ name: 'c' }, { $patch: 'replace' }] },
      want: { containers: named('c') },
    },
    {
      name: 'removeDirectives: in a new list',
      original: {},
      patch: { containers: [{ name: 'a' }, { $patch: 'delete', name: 'b' }] },
      want: { containers: named('a') },
    },
    {
      name: 'deduplicateScalars: scalars merge once',
      original: { finalizers: ['a', 'b'] },
      patch: { finalizers: ['b', 'c'] },
      want: { finalizers: ['a', 'b', 'c'] },
    },
    {
      name: 'deleteFromSlice',
      original: { finalizers: ['a', 'b', 'c'] },
      patch: { '$deleteFromPrimitiveList/finalizers': ['b', 'x'] },
      want: { finalizers: ['a', 'c'] },
    },
    {
      name: 'deleteFromSlice: on an absent list',
      original: {},
      patch: { '$deleteFromPrimitiveList/finalizers': ['b'] },
      want: {},
    },
    {
      name: 'deleteFromSlice: with additions and an order',
      original: { finalizers: ['a', 'b', 'c'] },
      patch: {
        '$setElementOrder/finalizers': ['d', 'c'],
        '$deleteFromPrimitiveList/finalizers': ['b'],
        finalizers: ['d'],
      },
      want: { finalizers: ['d', 'a', 'c'] },
    },
  ])('$name', ({ original, patch, want }) => {
    const before = structuredClone({ original, patch });
    expect(apply(original, patch)).toEqual(want);
    expect({ original, patch }).toEqual(before);
  });

  it.each<{ name: string; server: string[]; patch: string[]; order?: string[]; want: string[] }>([
    {
      name: 'new elements come first where the server has no say',
      server: ['a', 'b'],
      patch: ['c'],
      want: ['c', 'a', 'b'],
    },
    {
      name: 'a named element waits for those before it',
      server: ['a', 'b'],
      patch: ['b', 'c'],
      want: ['a', 'b', 'c'],
    },
    {
      name: 'the patch reorders what it names',
      server: ['a', 'b', 'c'],
      patch: ['c', 'a'],
      want: ['b', 'c', 'a'],
    },
    {
      name: 'order without changes',
      server: ['a', 'b', 'c'],
      patch: [],
      order: ['c', 'a'],
      want: ['b', 'c', 'a'],
    },
    {
      name: 'order with an addition',
      server: ['a', 'b'],
      patch: ['c'],
      order: ['a', 'c', 'b'],
      want: ['a', 'c', 'b'],
    },
    {
      name: 'server-only elements keep their order',
      server: ['x', 'a', 'y', 'b'],
      patch: ['c'],
      order: ['a', 'b', 'c'],
      want: ['x', 'a', 'y', 'b', 'c'],
    },
    {
      name: 'order names what is on neither side',
      server: ['a'],
      patch: [],
      order: ['z', 'a'],
      want: ['a'],
    },
  ])('normalizeElementOrder: $name', ({ server, patch, order, want }) => {
    const result = apply(
      { containers: named(...server) },
      {
        ...(order === undefined ? {} : { '$setElementOrder/containers': named(...order) }),
        ...(patch.length === 0 ? {} : { containers: named(...patch) }),
      },
    );
    expect(namesOf(result)).toEqual(want);
  });

  it('mergePatchIntoOriginal: takes a new list as it is, in the order asked for', () => {
    const patch = { '$setElementOrder/containers': named('b', 'a'), containers: named('b', 'a') };
    expect(apply({}, patch)).toEqual({ containers: named('b', 'a') });
    expect(apply({}, { '$setElementOrder/containers': named('a') })).toEqual({});
  });

  // What kubectl apply sends when one container changes its image, one goes and one comes.
  it('applies a three-way patch of kubectl', () => {
    const live = {
      labels: { app: 'web', added: 'by-controller' },
      containers: [
        { name: 'sidecar', image: 'injected' },
        { name: 'web', image: 'web:1', ports: [{ port: 80 }] },
        { name: 'old', image: 'old:1' },
      ],
    };
    const patch = {
      labels: { tier: 'front' },
      '$setElementOrder/containers': named('web', 'new'),
      containers: [
        { name: 'web', image: 'web:2', '$setElementOrder/ports': [{ port: 80 }] },
        { name: 'new', image: 'new:1' },
        { $patch: 'delete', name: 'old' },
      ],
    };
    expect(apply(live, patch)).toEqual({
      labels: { app: 'web', added: 'by-controller', tier: 'front' },
      containers: [
        { name: 'sidecar', image: 'injected' },
        { name: 'web', image: 'web:2', ports: [{ port: 80 }] },
        { name: 'new', image: 'new:1' },
      ],
    });
  });
});

// Texts: kubernetes/apimachinery pkg/util/mergepatch/errors.go; codes: kubernetes/apiserver
// pkg/endpoints/handlers/patch.go, interpretStrategicMergePatchError (what it does not know is a bare 500).
it.each<{ name: string; original?: JsonObject; patch: JsonObject; code: number; message: string }>([
  {
    name: 'no merge key in the patch',
    original: { containers: named('a') },
    patch: { containers: [{ image: 'x' }] },
    code: 500,
    message: 'map: map[image:x] does not contain declared merge key: name',
  },
  {
    name: 'no merge key to delete by',
    original: { containers: named('a') },
    patch: { containers: [{ $patch: 'delete' }] },
    code: 500,
    message: 'map: map[$patch:delete] does not contain declared merge key: name',
  },
  {
    name: 'no merge key on the server',
    original: { containers: [{ image: 'x' }] },
    patch: { containers: named('a') },
    code: 500,
    message: 'map: map[image:x] does not contain declared merge key: name',
  },
  {
    name: 'unknown directive of a map',
    patch: { $patch: 'mangle', a: { b: [1, 'c'] } },
    code: 500,
    message: 'unknown patch type: mangle in map: map[$patch:mangle a:map[b:[1 c]]]',
  },
  {
    name: 'merge is no directive of a map',
    patch: { $patch: 'merge' },
    code: 500,
    message: 'unknown patch type: merge in map: map[$patch:merge]',
  },
  {
    name: 'unknown directive of an element',
    original: { containers: named('a') },
    patch: { containers: [{ $patch: 'x' }] },
    code: 500,
    message: 'unknown patch type: x in map: map[$patch:x]',
  },
  {
    name: 'merge is no directive of an element',
    original: { containers: named('a') },
    patch: { containers: [{ $patch: 'merge', name: 'a' }] },
    code: 500,
    message: 'merging lists cannot yet be specified in the patch',
  },
  {
    name: 'retainKeys is no list',
    patch: { $retainKeys: 'a' },
    code: 400,
    message: 'invalid patch format of retainKeys',
  },
  {
    name: 'retainKeys does not list a key',
    patch: { $retainKeys: ['a'], b: 1 },
    code: 400,
    message: 'invalid patch format of retainKeys',
  },
  {
    name: 'element order without a list',
    patch: { $setElementOrder: [] },
    code: 400,
    message: 'invalid patch format of setElementOrder list',
  },
  {
    name: 'element order that is no list',
    patch: { '$setElementOrder/containers': 'a' },
    code: 500,
    message: 'expected a []interface {}, but received a string',
  },
  {
    name: 'deletion without a list',
    patch: { $deleteFromPrimitiveList: [] },
    code: 400,
    message: 'invalid patch format of primitive list',
  },
  {
    name: 'patch and element order disagree',
    original: { containers: named('a', 'b') },
    patch: { '$setElementOrder/containers': named('a', 'b'), containers: named('b', 'a') },
    code: 500,
    message:
      "The order in patch list:\n[map[name:b] map[name:a]]\n doesn't match $setElementOrder list:\n[map[name:a] map[name:b]]\n",
  },
  {
    name: 'lists of lists',
    original: { finalizers: [] },
    patch: { finalizers: [['b']] },
    code: 422,
    message: 'the server rejected our request due to an error in our request',
  },
  {
    name: 'element types differ',
    original: { finalizers: ['a'] },
    patch: { finalizers: [1] },
    code: 500,
    message: 'list element types are not identical: [[a] [1]]',
  },
  {
    name: 'merge strategy without a key',
    original: { keyless: named('a') },
    patch: { keyless: named('b') },
    code: 500,
    message: 'cannot merge lists without merge key for struct',
  },
  {
    name: 'inside of a raw extension',
    original: { raw: { a: {} } },
    patch: { raw: { a: { b: 1 } } },
    code: 500,
    message: 'unable to find api field in struct RawExtension for the json field "a"',
  },
  {
    name: 'an element order for no field',
    patch: { '$setElementOrder/nothing': [] },
    code: 500,
    message: 'unable to find api field in struct Thing for the json field "nothing"',
  },
])('refuses: $name', ({ original = {}, patch, code, message }) => {
  let caught: unknown;
  try {
    apply(original, patch);
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(StatusError);
  expect(caught).toMatchObject({ code, message });
});

it('keeps prototype names ordinary keys', () => {
  const patch = JSON.parse(
    '{"labels":{"__proto__":{"polluted":true},"constructor":"x"}}',
  ) as JsonObject;
  expect(JSON.stringify(apply({ labels: {} }, patch))).toBe(JSON.stringify(patch));
  expect(JSON.stringify(apply({}, patch))).toBe(JSON.stringify(patch));
  expect({}).not.toHaveProperty('polluted');
});
