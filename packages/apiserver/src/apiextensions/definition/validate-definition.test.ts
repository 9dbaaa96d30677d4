import { describe, expect, it } from 'vitest';
import { definitionOf, type CustomResourceDefinition } from '../custom-resource-definition.js';
import { validateDefinition, validateDefinitionUpdate } from './validate-definition.js';

const minor = 35;
type Fields = Record<string, unknown>;

function definition(
  schema: Fields,
  spec: Fields = {},
  version: Fields = {},
): CustomResourceDefinition {
  return definitionOf({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural: 'widgets', singular: 'widget', kind: 'Widget', listKind: 'WidgetList' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: schema },
          ...version,
        },
      ],
      conversion: { strategy: 'None' },
      ...spec,
    },
    status: { storedVersions: ['v1'] },
  });
}

const texts = (definition: CustomResourceDefinition): string[] =>
  validateDefinition(definition, minor).map(({ field, message }) => `${field}: ${message}`);

const object = (properties: Fields = {}, more: Fields = {}) => ({
  type: 'object',
  properties,
  ...more,
});
const schemaPath = 'spec.validation.openAPIV3Schema';
const v = (name: string, storage: boolean, more: Fields = {}) => ({
  name,
  served: true,
  storage,
  schema: { openAPIV3Schema: object() },
  ...more,
});

// kubernetes/apiextensions-apiserver pkg/apis/apiextensions/validation/validation_test.go
describe('what a definition must say', () => {
  it('accepts a good one', () => {
    const spec = object({ a: { type: 'string', pattern: '^a$', default: 'a' } });
    expect(texts(definition(object({ spec })))).toEqual([]);
  });

  it.each<[string, Fields, string]>([
    [
      'group',
      { group: 'example' },
      'spec.group: Invalid value: "example": should be a domain with at least one dot',
    ],
    [
      'scope',
      { scope: 'Galaxy' },
      'spec.scope: Unsupported value: "Galaxy": supported values: "Cluster", "Namespaced"',
    ],
    ['no scope', { scope: '' }, 'spec.scope: Required value'],
    [
      'names',
      { names: { plural: 'widgets', singular: 'widget', kind: 'Widget', listKind: 'Widget' } },
      'spec.names.listKind: Invalid value: "Widget": kind and listKind may not be the same',
    ],
    [
      'two storage versions',
      { versions: [v('v1', true), v('v2', true)] },
      'must have exactly one version marked as storage version',
    ],
    [
      'one name twice',
      { versions: [v('v1', true), v('v1', false)] },
      'must contain unique version names',
    ],
    [
      'stored version gone',
      { versions: [v('v2', true)] },
      'status.storedVersions[0]: Invalid value: "v1": missing from spec.versions; v1 was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in v1 and removes v1 from status.storedVersions',
    ],
    [
      'no schema',
      { versions: [{ name: 'v1', served: true, storage: true }] },
      'spec.versions[0].schema.openAPIV3Schema: Required value',
    ],
    [
      'preserveUnknownFields',
      { preserveUnknownFields: true },
      'spec.preserveUnknownFields: Invalid value: true: cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead',
    ],
    [
      'webhook without client',
      { conversion: { strategy: 'Webhook', webhook: { conversionReviewVersions: ['v1'] } } },
      'spec.conversion.webhookClientConfig: Required value: required when strategy is set to Webhook',
    ],
    [
      'protected group',
      { group: 'x.k8s.io' },
      'metadata.annotations[api-approved.kubernetes.io]: Required value: protected groups must have approval annotation "api-approved.kubernetes.io", see https://github.com/kubernetes/enhancements/pull/1111',
    ],
  ])('refuses a wrong %s', (_name, spec, problem) => {
    expect(texts(definition(object(), spec)).join('\n')).toContain(problem);
  });

  it.each<[string, Fields, string]>([
    [
      'column type',
      { additionalPrinterColumns: [{ name: 'A', type: 'text', jsonPath: '.spec' }] },
      'spec.additionalPrinterColumns[0].type: Invalid value: "text": must be one of boolean,date,integer,number,string',
    ],
    [
      'column path',
      { additionalPrinterColumns: [{ name: 'A', type: 'string', jsonPath: 'spec' }] },
      'spec.additionalPrinterColumns[0].JSONPath: Invalid value: "spec": must be a simple json path starting with .',
    ],
    [
      'scale path',
      {
        subresources: { scale: { specReplicasPath: '.status.a', statusReplicasPath: '.status.a' } },
      },
      'spec.subresources.scale.specReplicasPath: Invalid value: ".status.a": should be a json path under .spec',
    ],
    [
      'warning',
      { deprecationWarning: 'x' },
      'spec.versions[0].deprecationWarning: Invalid value: "x": can only be set for deprecated versions',
    ],
  ])('refuses a wrong %s of a version', (_name, version, problem) => {
    expect(texts(definition(object(), {}, version))).toEqual([problem]);
  });
});

// kubernetes/apiextensions-apiserver pkg/apiserver/schema/validation_test.go
describe('structural schemas', () => {
  it.each<[string, Fields, string]>([
    ['no type', { properties: {} }, '.type: Required value: must not be empty at the root'],
    [
      'field without type',
      object({ a: {} }),
      '.properties[a].type: Required value: must not be empty for specified object fields',
    ],
    [
      'item without type',
      object({ a: { type: 'array', items: {} } }),
      '.properties[a].items.type: Required value: must not be empty for specified array items',
    ],
    [
      'list without items',
      object({ a: { type: 'array' } }),
      '.properties[a].items: Required value: must be specified',
    ],
    [
      'type in an alternative',
      object({ a: { type: 'string', anyOf: [{ type: 'string' }] } }),
      '.properties[a].anyOf[0].type: Forbidden: must be empty to be structural',
    ],
    [
      'field of an alternative only',
      object({}, { oneOf: [{ properties: { b: { minimum: 1 } } }] }),
      '.properties[b]: Required value: because it is defined in spec.validation.openAPIV3Schema.oneOf[0].properties[b]',
    ],
    [
      'metadata',
      object({ metadata: object({ labels: { type: 'object' } }) }),
      '.properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified',
    ],
    [
      'pattern',
      object({ a: { type: 'string', pattern: '(' } }),
      '.properties[a].pattern: Invalid value: "(": must be a valid regular expression, but isn\'t: error parsing regexp: missing closing ): `(`',
    ],
    [
      'default',
      object({ a: { type: 'integer', default: 'x' } }),
      '.properties[a].default: Invalid value: "string":  in body must be of type integer: "string"',
    ],
    [
      'default with more',
      object({ a: object({}, { default: { b: 1 } }) }),
      '.properties[a].default: Invalid value: {"b":1}: must not have unknown fields',
    ],
    [
      'uniqueItems',
      object({ a: { type: 'array', items: { type: 'string' }, uniqueItems: true } }),
      '.properties[a].uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
    ],
    [
      'reference',
      object({ a: { type: 'string', $ref: '#/a' } }),
      '.properties[a].$ref: Forbidden: $ref is not supported',
    ],
    [
      'map keys',
      object({
        a: {
          type: 'array',
          items: object({ k: { type: 'string' } }),
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['k'],
        },
      }),
      '.properties[a].items.properties[k].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property',
    ],
  ])('refuses %s', (_name, schema, problem) => {
    expect(texts(definition(schema))).toEqual([`${schemaPath}${problem}`]);
  });

  it('takes the usual spelling of int-or-string', () => {
    const port = {
      'x-kubernetes-int-or-string': true,
      anyOf: [{ type: 'integer' }, { type: 'string' }],
    };
    expect(texts(definition(object({ port })))).toEqual([]);
  });

  it('names the version when versions differ', () => {
    const versions = [
      v('v1', true),
      v('v2', false, { schema: { openAPIV3Schema: object({ a: {} }) } }),
    ];
    expect(texts(definition({}, { versions }))).toEqual([
      'spec.versions[1].schema.openAPIV3Schema.properties[a].type: Required value: must not be empty for specified object fields',
    ]);
  });
});

describe('updates', () => {
  const update = (next: CustomResourceDefinition, current: CustomResourceDefinition) =>
    validateDefinitionUpdate(next, current, minor).map(({ field }) => field);
  const established = (definition: CustomResourceDefinition): CustomResourceDefinition => ({
    ...definition,
    status: { ...definition.status, conditions: [{ type: 'Established', status: 'True' }] },
  });

  it('keep the scope once established', () => {
    const current = definition(object());
    const next = definition(object(), { scope: 'Cluster' });
    expect(update(next, current)).toEqual([]);
    expect(update(next, established(current))).toEqual(['spec.scope']);
  });

  it('may keep what was allowed before', () => {
    const loose = (more: Fields = {}) =>
      definition(
        object({
          a: { type: 'array', items: object(), 'x-kubernetes-list-type': 'set' },
          ...more,
        }),
      );
    expect(update(loose({ b: { type: 'string' } }), loose())).toEqual([]);
    expect(update(loose(), definition(object()))).toHaveLength(1);
  });
});
