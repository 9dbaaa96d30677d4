import { describe, expect, it } from 'vitest';
import { negotiate } from './negotiate.js';

const table = { group: 'meta.k8s.io', version: 'v1', kind: 'Table' };

// kubernetes/apiserver pkg/endpoints/handlers/negotiation/negotiate_test.go
describe('negotiate', () => {
  it.each([
    ['nothing', undefined, 'json', undefined],
    ['anything', '*/*', 'json', undefined],
    ['YAML', 'application/yaml', 'yaml', undefined],
    [
      'protobuf first, JSON second',
      'application/vnd.kubernetes.protobuf,application/json',
      'json',
      undefined,
    ],
    ['by quality', 'application/json;q=0.1, application/yaml;q=0.9', 'yaml', undefined],
    [
      'kubectl get',
      'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json',
      'json',
      table,
    ],
    [
      'a transformation not offered falls to the next',
      'application/json;as=Foo;v=v1;g=meta.k8s.io,application/json',
      'json',
      undefined,
    ],
  ])('%s', (_name, accept, encoding, as) => {
    expect(negotiate(accept, ['Table', 'PartialObjectMetadata'])).toEqual({
      encoding,
      as,
      pretty: false,
    });
  });

  it.each([
    'application/vnd.kubernetes.protobuf',
    'text/csv',
    'application/json;as=Table;v=v2;g=meta.k8s.io',
  ])('refuses %s with 406', (accept) => {
    expect(() => negotiate(accept, ['Table'])).toThrow(
      expect.objectContaining({ code: 406, reason: 'NotAcceptable' }) as Error,
    );
  });
});
