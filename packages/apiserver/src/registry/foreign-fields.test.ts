import { schemasFor } from '@skewplane/api';
import type { KubeObject, Schema } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import { foreignFieldDropper } from './foreign-fields.js';

function dropperOf(minor: number, group: string, kind: string) {
  const schemas = schemasFor(minor);
  return foreignFieldDropper(schemas.forKind({ group, version: 'v1', kind }), schemas);
}

function deployment(spec: object): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { replicas: 1, template: { spec } },
  };
}

// Facts: kubernetes/api core/v1 types.go: hostnameOverride, fileKeyRef since 1.34, schedulingGroup since 1.36.
describe('foreignFieldDropper', () => {
  it.each([
    [33, 'a field', { hostnameOverride: 'x', hostname: 'y' }, { hostname: 'y' }],
    [34, 'none of its own', { hostnameOverride: 'x' }, { hostnameOverride: 'x' }],
    [35, 'an object', { schedulingGroup: { podGroupName: 'x' } }, {}],
    [
      33,
      'a field in lists of lists',
      { containers: [{ name: 'a' }, { name: 'b', env: [{ valueFrom: { fileKeyRef: {} } }] }] },
      { containers: [{ name: 'a' }, { name: 'b', env: [{ valueFrom: {} }] }] },
    ],
  ])('1.%d drops %s', (minor, _, stored, read) => {
    const before = deployment(stored);
    const copy = structuredClone(before);
    expect(dropperOf(minor, 'apps', 'Deployment')?.(before)).toEqual(deployment(read));
    expect(before).toEqual(copy);
  });

  it('leaves an object as it is when there is nothing to drop', () => {
    const object = deployment({ containers: [{ name: 'a', env: [{ name: 'b' }] }] });
    expect(dropperOf(33, 'apps', 'Deployment')?.(object)).toBe(object);
  });

  it.each(['ConfigMap', 'Secret', 'ServiceAccount'])('has nothing to do for %s', (kind) => {
    expect(dropperOf(30, '', kind)).toBeUndefined();
  });

  it('finds fields in maps, and in types within themselves', () => {
    const name = 'example.Tree';
    const tree: Schema = {
      name,
      type: 'object',
      get properties() {
        return new Map<string, Schema>([
          ['child', tree],
          ['byName', { type: 'object', additionalProperties: tree }],
        ]);
      },
    };
    const drop = foreignFieldDropper(tree, { foreignFieldsOf: () => ['later'] });
    const leaf = { later: 1, kept: 1 };
    const object = { byName: { a: leaf, b: { child: leaf } } };
    expect(drop?.(object as never)).toEqual({
      byName: { a: { kept: 1 }, b: { child: { kept: 1 } } },
    });
    expect(foreignFieldDropper(tree, { foreignFieldsOf: () => [] })).toBeUndefined();
  });
});
