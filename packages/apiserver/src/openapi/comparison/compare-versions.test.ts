import { describe, expect, it } from 'vitest';
import { compareVersions } from './compare-versions.js';

const body = { $ref: '#/definitions/Pod' };
const v2 = {
  paths: {
    '/pods': {
      parameters: [{ $ref: '#/parameters/pretty-1' }],
      post: {
        consumes: ['*/*'],
        produces: ['application/json'],
        schemes: ['https'],
        operationId: 'createPod',
        parameters: [{ in: 'body', name: 'body', required: true, schema: body }],
        responses: { 200: { description: 'OK', schema: body }, 401: { description: 'no' } },
      },
    },
  },
  definitions: {
    Pod: { type: 'object', properties: { spec: { $ref: '#/definitions/Spec' } } },
    Spec: { type: 'object', properties: { size: { type: 'string' } } },
  },
  parameters: { 'pretty-1': { in: 'query', name: 'pretty', type: 'string', uniqueItems: true } },
};

const reference = { $ref: '#/components/schemas/Pod' };
const post = {
  operationId: 'createPod',
  requestBody: { required: true, content: { '*/*': { schema: reference } } },
  responses: {
    200: { description: 'OK', content: { 'application/json': { schema: reference } } },
    401: { description: 'no' },
  },
};
const pretty = { in: 'query', name: 'pretty', schema: { type: 'string', uniqueItems: true } };
const schemas = {
  Pod: {
    type: 'object',
    properties: { spec: { allOf: [{ $ref: '#/components/schemas/Spec' }], default: {} } },
  },
  Spec: { type: 'object', properties: { size: { oneOf: [{ type: 'string' }] } } },
};
const v3 = (operation: object, definitions: object) => [
  { paths: { '/pods': { parameters: [pretty], post: operation } } },
  { paths: {}, components: { schemas: definitions } },
];

describe('compareVersions', () => {
  it.each<{ name: string; documents: ReturnType<typeof v3>; want: readonly string[] }>([
    { name: 'nothing where both say the same', documents: v3(post, schemas), want: [] },
    {
      name: 'a type of the body',
      documents: v3(
        { ...post, requestBody: { required: true, content: { 'a/b': { schema: reference } } } },
        schemas,
      ),
      want: ['operation body types: only official */*', 'operation body types: only ours a/b'],
    },
    {
      name: 'a parameter',
      documents: v3({ ...post, parameters: [pretty] }, schemas),
      want: [
        'operation parameters: only ours {"in":"query","name":"pretty","type":"string","uniqueItems":true}',
      ],
    },
    {
      name: 'a definition',
      documents: v3(post, { Pod: schemas.Pod }),
      want: ['definition: only official'],
    },
    {
      name: 'what a field refers to',
      documents: v3(post, {
        ...schemas,
        Pod: { type: 'object', properties: { spec: { $ref: '#/components/schemas/Pod' } } },
      }),
      want: ['property $ref: official Spec, ours Pod'],
    },
  ])('finds $name', ({ documents, want }) => {
    expect([...compareVersions(v2, documents)].map((each) => each.class)).toEqual(want);
  });
});
