import { describe, expect, it } from 'vitest';
import { readAggregated, readUnaggregated } from './extension-discovery.js';

const gv = { group: 'g', version: 'v1' };
const list = (...resources: object[]) =>
  Buffer.from(JSON.stringify({ kind: 'APIResourceList', groupVersion: 'g/v1', resources }));
const line = (name: string, more: object = {}) => ({
  ...{ name, singularName: '', namespaced: true, kind: 'Thing', verbs: ['get'] },
  ...more,
});

// kubernetes/apiserver pkg/endpoints/installer.go, ConvertGroupVersionIntoToDiscovery
describe('readUnaggregated', () => {
  it('puts subresources into their resources, also when they come first', () => {
    const { resources } = readUnaggregated(
      list(line('things/status'), line('things', { shortNames: ['t'] })),
      gv,
    );
    expect(resources).toEqual([
      {
        resource: 'things',
        responseKind: { group: '', version: '', kind: 'Thing' },
        scope: 'Namespaced',
        singularResource: '',
        verbs: ['get'],
        shortNames: ['t'],
        subresources: [
          {
            subresource: 'status',
            responseKind: { group: '', version: '', kind: 'Thing' },
            verbs: ['get'],
          },
        ],
      },
    ]);
  });

  it('makes up the resource of a lone subresource', () => {
    const { resources } = readUnaggregated(list(line('things/scale/deep', { kind: '' })), gv);
    expect(resources[0]).toMatchObject({ resource: 'things', verbs: [] });
    expect(resources[0]?.subresources?.[0]).toMatchObject({
      subresource: 'scale/deep',
      responseKind: { kind: '' },
    });
  });

  it('refuses scopes that do not match', () => {
    const mixed = list(line('things'), line('things/status', { namespaced: false }));
    expect(() => readUnaggregated(mixed, gv)).toThrow(
      'Error: Parent things (scope: Namespaced) and subresource status (scope: Cluster) scope do not match',
    );
  });

  it('refuses what is no list', () => {
    expect(() => readUnaggregated(Buffer.from('{}'), gv)).toThrow('no APIResourceList');
  });
});

describe('readAggregated', () => {
  const document = (version: string) =>
    Buffer.from(
      JSON.stringify({
        kind: 'APIGroupDiscoveryList',
        apiVersion: `apidiscovery.k8s.io/${version}`,
        items: [{ metadata: { name: 'g' }, versions: [{ version: 'v1' }, { version: 'v2' }] }],
      }),
    );

  it.each(['v2', 'v2beta1'] as const)('reads %s', (version) => {
    expect([...readAggregated(document(version), version).keys()]).toEqual(['g/v1', 'g/v2']);
  });

  it('refuses another version than the content type names', () => {
    expect(() => readAggregated(document('v2beta1'), 'v2')).toThrow('no kind');
  });
});
