import { describe, expect, it } from 'vitest';
import { compareSwagger } from './compare-swagger.js';

const operation = {
  operationId: 'readPod',
  description: 'read the specified Pod',
  produces: ['application/json', 'application/yaml'],
  parameters: [{ in: 'query', name: 'dryRun', description: 'a text', type: 'string' }],
  responses: { 200: { description: 'OK', schema: { $ref: '#/definitions/Pod' } } },
  'x-kubernetes-group-version-kind': { group: '', kind: 'Pod', version: 'v1' },
};
const pod = {
  description: 'Pod is a thing',
  type: 'object',
  required: ['name', 'image'],
  properties: {
    name: { type: 'string', description: 'the name' },
    description: { type: 'string' },
    ports: { type: 'array', items: { type: 'integer', format: 'int32' } },
  },
  'x-kubernetes-group-version-kind': [{ group: '', kind: 'Pod', version: 'v1' }],
};
const official = {
  swagger: '2.0',
  paths: { '/pods': { get: operation } },
  definitions: { Pod: pod },
  parameters: { 'limit-1': { name: 'limit', type: 'integer' } },
};

const differences = (ours: object) => [...compareSwagger(official, { ...official, ...ours })];
const withOperation = (changes: object) => ({
  paths: { '/pods': { get: { ...operation, ...changes } } },
});
const withPod = (changes: object) => ({ definitions: { Pod: { ...pod, ...changes } } });

describe('compareSwagger', () => {
  it.each<{ name: string; ours: object; want: readonly [name: string, place: string][] }>([
    { name: 'nothing', ours: {}, want: [] },
    {
      name: 'texts, which are not compared',
      ours: {
        ...withOperation({ description: undefined }),
        ...withPod({ description: 'another' }),
      },
      want: [],
    },
    { name: 'a path', ours: { paths: {} }, want: [['path: only official', '/pods']] },
    {
      name: 'an operation',
      ours: { paths: { '/pods': { get: operation, put: operation } } },
      want: [['operation: only ours', 'put /pods']],
    },
    {
      name: 'a media type',
      ours: withOperation({ produces: ['application/json'] }),
      want: [['operation produces: only official application/yaml', 'get /pods']],
    },
    {
      name: 'the order of media types',
      ours: withOperation({ produces: ['application/yaml', 'application/json'] }),
      want: [['operation produces: another order', 'get /pods']],
    },
    {
      name: 'an operation id',
      ours: withOperation({ operationId: 'getPod' }),
      want: [['operation operationId: official readPod, ours getPod', 'get /pods']],
    },
    {
      name: 'a parameter',
      ours: withOperation({ parameters: [] }),
      want: [
        [
          'operation parameters: only official {"in":"query","name":"dryRun","type":"string"}',
          'get /pods',
        ],
      ],
    },
    {
      name: 'a code',
      ours: withOperation({ responses: {} }),
      want: [
        [
          'operation responses 200: only official {"schema":{"$ref":"#/definitions/Pod"}}',
          'get /pods',
        ],
      ],
    },
    {
      name: 'the kind of an operation',
      ours: withOperation({
        'x-kubernetes-group-version-kind': { group: '', kind: 'Node', version: 'v1' },
      }),
      want: [
        ['operation x-kubernetes-group-version-kind kind: official Pod, ours Node', 'get /pods'],
      ],
    },
    {
      name: 'a definition',
      ours: { definitions: {} },
      want: [['definition: only official', 'Pod']],
    },
    {
      name: 'a property that is called like a text',
      ours: withPod({ properties: { ...pod.properties, description: undefined } }),
      want: [['property: only official', 'Pod.description']],
    },
    {
      name: 'the format of elements',
      ours: withPod({
        properties: {
          ...pod.properties,
          ports: { type: 'array', items: { type: 'integer', format: 'int64' } },
        },
      }),
      want: [['property format: official int32, ours int64', 'Pod.ports items']],
    },
    {
      name: 'an extension',
      ours: withPod({ 'x-kubernetes-unions': [{}] }),
      want: [['definition x-kubernetes-unions: only ours [{}]', 'Pod']],
    },
    {
      name: 'required fields in another order',
      ours: withPod({ required: ['image', 'name'] }),
      want: [['definition required: another order', 'Pod']],
    },
    {
      name: 'an enum',
      ours: withPod({ properties: { ...pod.properties, name: { type: 'string', enum: ['a'] } } }),
      want: [['property enum: only ours', 'Pod.name']],
    },
    {
      name: 'a shared parameter',
      ours: { parameters: {} },
      want: [['shared parameter: only official', 'limit-1']],
    },
  ])('finds $name', ({ ours, want }) => {
    const found = differences(JSON.parse(JSON.stringify(ours)) as object);
    expect(found.map((each) => [each.class, each.place])).toEqual(want);
  });
});
