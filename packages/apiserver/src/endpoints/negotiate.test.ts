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
      'protobuf',
      undefined,
    ],
    [
      'JSON first, protobuf second',
      'application/json,application/vnd.kubernetes.protobuf',
      'json',
      undefined,
    ],
    [
      'protobuf, preferred by quality',
      'application/json;q=0.5,application/vnd.kubernetes.protobuf;q=0.9',
      'protobuf',
      undefined,
    ],
    [
      'a watch in protobuf',
      'application/vnd.kubernetes.protobuf;stream=watch',
      'protobuf',
      undefined,
    ],
    ['another stream', 'application/yaml;stream=foo,application/json', 'json', undefined],
    ['a name before a wildcard', '*/*,application/yaml', 'yaml', undefined],
    [
      'metadata in protobuf',
      'application/vnd.kubernetes.protobuf;as=PartialObjectMetadata;v=v1;g=meta.k8s.io',
      'protobuf',
      { ...table, kind: 'PartialObjectMetadata' },
    ],
    [
      'no Table in protobuf',
      'application/vnd.kubernetes.protobuf;as=Table;v=v1;g=meta.k8s.io,application/json',
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

  // kubernetes/apiserver pkg/endpoints/handlers/rest.go AllowsMediaTypeTransform, and
  // kubernetes/apiextensions-apiserver pkg/apiserver/customresource_handler.go StandardSerializers
  it('writes metadata of custom resources in protobuf, but not themselves', () => {
    const protobuf = 'application/vnd.kubernetes.protobuf';
    const metadata = `${protobuf};as=PartialObjectMetadata;v=v1;g=meta.k8s.io`;
    const options = { protobuf: 'metadata' } as const;
    const encodingFor = (accept: string) =>
      negotiate(accept, ['Table', 'PartialObjectMetadata'], options).encoding;
    expect(encodingFor(metadata)).toBe('protobuf');
    expect(encodingFor(`${protobuf},application/json`)).toBe('json');
    expect(() => encodingFor(protobuf)).toThrow(
      'only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf',
    );
  });

  it.each([
    'text/csv',
    'application/vnd.kubernetes.protobuf;as=Table;v=v1;g=meta.k8s.io',
    'application/json;as=Table;v=v2;g=meta.k8s.io',
  ])('refuses %s with 406', (accept) => {
    expect(() => negotiate(accept, ['Table'])).toThrow(
      expect.objectContaining({ code: 406, reason: 'NotAcceptable' }) as Error,
    );
  });
});
