import type { KubeObject, OwnerReference } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import { withOwnerUids, type OwnerLookup } from './owner-references.js';

const signal = new AbortController().signal;

/** A plane with one ConfigMap and one Node of the name `owner`. */
function lookup(paths: string[] = []): OwnerLookup {
  const resources = new Map([
    ['ConfigMap', { resource: 'configmaps', namespaced: true }],
    ['Node', { resource: 'nodes', namespaced: false }],
  ]);
  const send = async ({ path }: { path: string }) => {
    paths.push(path);
    const found = path.endsWith('/owner');
    return {
      status: found ? 200 : 404,
      text: JSON.stringify(found ? { metadata: { uid: `uid of ${path}` } } : { code: 404 }),
      headers: {},
      servedBy: [],
      proxied: false,
      auditId: undefined,
    };
  };
  return {
    access: { send },
    via: 'apiserver-a',
    signal,
    findResource: async ({ kind }) => {
      const found = resources.get(kind);
      const gvr = { group: '', version: 'v1', resource: found?.resource ?? '' };
      return found && { gvr, namespaced: found.namespaced };
    },
  };
}

const owned = (reference: Partial<OwnerReference>, namespace?: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: {
    name: 'owned',
    ...(namespace === undefined ? {} : { namespace }),
    // As files have them.
    ownerReferences: [{ apiVersion: 'v1', ...reference } as OwnerReference],
  },
});

describe('withOwnerUids', () => {
  it.each([
    ['in the namespace', 'ConfigMap', 'shop', '/api/v1/namespaces/shop/configmaps/owner'],
    [
      'in the default namespace',
      'ConfigMap',
      undefined,
      '/api/v1/namespaces/default/configmaps/owner',
    ],
    ['in none', 'Node', 'shop', '/api/v1/nodes/owner'],
  ])('fills in the uid of an owner %s', async (_, kind, namespace, path) => {
    const object = owned({ kind, name: 'owner' }, namespace);
    const { metadata } = await withOwnerUids(object, lookup());
    expect(metadata.ownerReferences).toEqual([
      { apiVersion: 'v1', kind, name: 'owner', uid: `uid of ${path}` },
    ]);
    expect(object.metadata.ownerReferences?.[0]).not.toHaveProperty('uid');
  });

  it('asks nobody for a uid that is given', async () => {
    const paths: string[] = [];
    const object = owned({ kind: 'ConfigMap', name: 'never', uid: 'given' });
    expect(await withOwnerUids(object, lookup(paths))).toBe(object);
    expect(paths).toEqual([]);
  });

  it.each([
    [
      'of a kind that nobody serves',
      { kind: 'Ship', name: 'owner' },
      'nobody serves the kind of its owner Ship owner',
    ],
    [
      'that is not there',
      { kind: 'Node', name: 'none' },
      'its owner Node none is not found: status 404',
    ],
  ])('has no uid for an owner %s', async (_, reference, message) => {
    await expect(withOwnerUids(owned(reference), lookup())).rejects.toThrow(message);
  });
});
