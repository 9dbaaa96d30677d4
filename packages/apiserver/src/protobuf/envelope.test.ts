import { describe, expect, it } from 'vitest';
import { decodeObject } from './decode-object.js';
import { encodeFrame, encodeList, encodeBare, encodeObject } from './encode-object.js';
import { openEnvelope, sealEnvelope } from './envelope.js';
import { WireError } from './wire-error.js';

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');

// `k8s\0`, typeMeta {apiVersion: v1, kind: Pod}, raw, contentEncoding and contentType.
const pod = bytes('6b387300 0a09 0a02 7631 1203 506f64 1205 0a03 0a01 61 1a00 2200');

describe('envelope', () => {
  it('is that of kubernetes/apimachinery pkg/runtime/generated.proto, Unknown', () => {
    const typeMeta = { apiVersion: 'v1', kind: 'Pod' };
    const raw = bytes('0a03 0a01 61');
    expect(sealEnvelope(typeMeta, raw).equals(pod)).toBe(true);
    expect(openEnvelope(pod)).toEqual({ ...typeMeta, raw });
  });

  it('may leave out everything', () => {
    const bare = { apiVersion: '', kind: '', raw: Buffer.alloc(0) };
    expect(openEnvelope(bytes('6b387300 1a00'))).toEqual(bare);
  });

  // kubernetes/apimachinery pkg/runtime/serializer/protobuf/protobuf.go, Decode
  it.each([
    ['nothing', '', 'empty data'],
    ['only the mark', '6b387300', 'empty body'],
    [
      'JSON',
      '7b7d',
      'provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]',
    ],
    ['a cut off envelope', '6b387300 0a09 0a02', 'unexpected EOF'],
  ])('is refused: %s', (_name, hex, text) => {
    expect(() => openEnvelope(bytes(hex))).toThrow(new WireError(text));
  });
});

describe('objects', () => {
  it.each<[string, Record<string, unknown>]>([
    ['a pod', { kind: 'Pod', apiVersion: 'v1', metadata: { name: 'a' } }],
    [
      'an error',
      {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: 'no',
        reason: 'NotFound',
        details: { name: 'a', kind: 'pods', causes: [{ field: 'b' }], retryAfterSeconds: 1 },
        code: 404,
      },
    ],
    [
      'metadata of version v1beta1',
      {
        kind: 'PartialObjectMetadata',
        apiVersion: 'meta.k8s.io/v1beta1',
        metadata: { name: 'a' },
      },
    ],
    [
      'options, in any group',
      { kind: 'DeleteOptions', apiVersion: 'apps/v1', propagationPolicy: 'Orphan' },
    ],
  ])('come back as they went: %s', (_name, object) => {
    expect(decodeObject(encodeObject(object))).toEqual(object);
  });

  it.each([
    { kind: 'CronTab', apiVersion: 'stable.example.com/v1' },
    { kind: 'Table', apiVersion: 'meta.k8s.io/v1', rows: [] },
  ])('of $kind are not written', (object) => {
    expect(() => encodeObject(object)).toThrow(
      expect.objectContaining({
        code: 406,
        message: `object ${object.kind} does not implement the protobuf marshalling interface and cannot be encoded to a protobuf message`,
      }) as Error,
    );
  });

  it('of kinds that nobody knows are not read', () => {
    const envelope = sealEnvelope({ apiVersion: 'v7', kind: 'Pod' }, Buffer.alloc(0));
    expect(() => decodeObject(envelope)).toThrow('no kind "Pod" is registered for version "v7"');
  });
});

it('a list is made of bare items', () => {
  const typeMeta = { apiVersion: 'v1', kind: 'ConfigMap' };
  const items = ['a', 'b'].map((name) => ({ metadata: { name }, data: { k: name } }));
  const head = { apiVersion: 'v1', kind: 'ConfigMapList', metadata: { resourceVersion: '7' } };
  const encoded = encodeList(
    head,
    items.map((item) => encodeBare({ ...typeMeta, ...item }, typeMeta)),
  );
  expect(encoded.equals(encodeObject({ ...head, items }))).toBe(true);
  expect(decodeObject(encoded)).toEqual({ ...head, items });
});

it('an empty list has no items', () => {
  const head = { apiVersion: 'v1', kind: 'PodList', metadata: { resourceVersion: '7' } };
  expect(decodeObject(encodeList(head, []))).toEqual(head);
});

// kubernetes/apimachinery pkg/util/framer/framer.go and pkg/apis/meta/v1/generated.proto, WatchEvent
it('a frame of a watch is a length, and an event around an envelope', () => {
  const event = `0a05 ${Buffer.from('ADDED').toString('hex')} 121c 0a1a ${pod.toString('hex')}`;
  const frame = bytes(`00000025 ${event}`);
  expect(encodeFrame('ADDED', pod).toString('hex')).toBe(frame.toString('hex'));
});
