import { describe, expect, it } from 'vitest';
import { protobufMessages, type ProtoMessage } from '@skewplane/api';
import { JsonSyntaxError } from '../decoding/json-scanner.js';
import { decodeMessage } from './decode-message.js';
import { encodeMessage } from './encode-message.js';
import { varint } from './envelope.js';
import { WireError } from './wire-error.js';

function message(name: string): ProtoMessage {
  const found = protobufMessages().message(`k8s.io.${name}`);
  if (found === undefined) throw new Error(`no message ${name}`);
  return found;
}
const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const decode = (name: string, hex: string) => decodeMessage(bytes(hex), message(name)).value;

interface Shape {
  readonly shape: string;
  readonly of: string;
  readonly hex: string;
  readonly json: object;
}

// The bytes are written by hand after kubernetes/api and kubernetes/apimachinery generated.proto.
const port = 'api.core.v1.ServicePort';
const meta = 'apimachinery.pkg.apis.meta.v1.ObjectMeta';
const schema = 'apiextensions_apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps';

describe('shapes, both ways', () => {
  it.each<Shape>([
    {
      shape: 'a number or a string: the number',
      of: port,
      hex: '18 50 22 07 0800 10901f 1a00',
      json: { port: 80, targetPort: 3984 },
    },
    {
      shape: 'a number or a string: the string',
      of: port,
      hex: '18 50 22 08 0801 1000 1a02 6162',
      json: { port: 80, targetPort: 'ab' },
    },
    {
      shape: 'quantities in a map',
      of: 'api.core.v1.ResourceRequirements',
      hex: '0a 0a 0a03 637075 1203 0a01 32',
      json: { limits: { cpu: '2' } },
    },
    {
      shape: 'a time',
      of: meta,
      hex: '42 08 08 80f38cd306 1000',
      json: { creationTimestamp: '2026-07-24T10:08:00Z' },
    },
    {
      shape: 'a time before 1970',
      of: meta,
      hex: '42 0d 08 ffffffffffffffffff01 1000',
      json: { creationTimestamp: '1969-12-31T23:59:59Z' },
    },
    {
      shape: 'microseconds',
      of: 'api.coordination.v1.LeaseSpec',
      hex: '22 09 08 80f38cd306 10e807',
      json: { renewTime: '2026-07-24T10:08:00.000001Z' },
    },
    {
      shape: 'JSON in bytes',
      of: 'api.apps.v1.ControllerRevision',
      hex: '12 09 0a07 7b2261223a317d 18 05',
      json: { data: { a: 1 }, revision: 5 },
    },
    {
      shape: 'bytes in a map',
      of: 'api.core.v1.Secret',
      hex: '12 07 0a01 6b 1202 ff00 12 05 0a01 6c 1200',
      json: { data: { k: '/wA=', l: '' } },
    },
    {
      shape: 'lists in a map',
      of: 'api.authentication.v1.UserInfo',
      hex: '22 0b 0a01 6b 1206 0a01 61 0a01 62',
      json: { extra: { k: ['a', 'b'] } },
    },
    {
      shape: 'an embedded struct',
      of: 'api.core.v1.ConfigMapKeySelector',
      hex: '0a 03 0a01 61 12 01 6b',
      json: { name: 'a', key: 'k' },
    },
    {
      shape: 'an empty message',
      of: 'api.core.v1.VolumeSource',
      hex: '12 00',
      json: { emptyDir: {} },
    },
    {
      shape: 'a JSON name that is no proto name',
      of: schema,
      hex: '1a 01 61 b002 01',
      json: { $ref: 'a', 'x-kubernetes-preserve-unknown-fields': true },
    },
    {
      shape: 'a schema or a bool: false',
      of: schema,
      hex: 'f201 02 0800',
      json: { additionalProperties: false },
    },
    {
      shape: 'a schema or a bool: a schema',
      of: schema,
      hex: 'f201 07 0801 1203 2a01 61',
      json: { additionalProperties: { type: 'a' } },
    },
    {
      shape: 'a schema or a list: a schema',
      of: schema,
      hex: 'c201 05 0a03 2a01 61',
      json: { items: { type: 'a' } },
    },
    {
      shape: 'a schema or a list: a list',
      of: schema,
      hex: 'c201 07 1200 1203 2a01 61',
      json: { items: [{}, { type: 'a' }] },
    },
    { shape: 'JSON that is no object', of: schema, hex: '42 03 0a01 30', json: { default: 0 } },
    { shape: 'a double', of: schema, hex: '49 000000000000e03f', json: { maximum: 0.5 } },
    {
      shape: 'a negative number',
      of: 'api.core.v1.PodSpec',
      hex: 'c801 ffffffffffffffffff01',
      json: { priority: -1 },
    },
  ])('$shape', ({ of, hex, json }) => {
    expect(decode(of, hex)).toEqual(json);
    expect(
      Buffer.from(encodeMessage(json as Record<string, unknown>, message(of))).toString('hex'),
    ).toBe(hex.replaceAll(' ', ''));
  });
});

describe('reading', () => {
  // kubernetes/api core/v1/types.go and apps/v1/types.go: what has omitempty, and what is a pointer
  it.each<Shape>([
    {
      shape: 'drops zeros that Go leaves out of JSON',
      of: 'api.core.v1.Container',
      hex: '0a 01 61 12 00 2a 00 6a 00 8001 00',
      json: { name: 'a' },
    },
    {
      shape: 'keeps zeros that Go writes into JSON',
      of: 'api.core.v1.Container',
      hex: '0a 00',
      json: { name: '' },
    },
    {
      shape: 'keeps zeros behind pointers',
      of: 'api.core.v1.PodSpec',
      hex: '2000 a80100 f00100',
      json: {
        terminationGracePeriodSeconds: 0,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
      },
    },
    { shape: 'drops the zero time', of: meta, hex: '0a 01 61 42 00', json: { name: 'a' } },
    {
      shape: 'cuts times to seconds',
      of: meta,
      hex: '42 0c 08 80f38cd306 10ff93ebdc03',
      json: { creationTimestamp: '2026-07-24T10:08:00Z' },
    },
    {
      shape: 'drops JSON that is not there',
      of: 'api.apps.v1.ControllerRevision',
      hex: '12 00 18 00',
      json: { revision: 0 },
    },
    {
      shape: 'takes no number or string for 0',
      of: port,
      hex: '1800 2200',
      json: { port: 0, targetPort: 0 },
    },
    {
      shape: 'passes over fields it does not know, groups too',
      of: 'api.core.v1.ConfigMapKeySelector',
      hex: 'f83f 01 fa3f 02 6162 fb3f 0a00 0b08010c fc3f f93f 0000000000000000 fd3f 00000000 12 01 6b',
      json: { key: 'k' },
    },
    {
      shape: 'merges a message that comes twice',
      of: 'api.core.v1.Pod',
      hex: '0a 03 0a01 61 0a 03 1a01 62',
      json: { metadata: { name: 'a', namespace: 'b' } },
    },
    {
      shape: 'takes the last of a scalar that comes twice',
      of: 'api.core.v1.Container',
      hex: '0a 01 61 0a 01 62',
      json: { name: 'b' },
    },
    {
      shape: 'reads packed numbers',
      of: 'api.core.v1.PodSecurityContext',
      hex: '22 03 01 ac02',
      json: { supplementalGroups: [1, 300] },
    },
    {
      shape: 'reads numbers one by one',
      of: 'api.core.v1.PodSecurityContext',
      hex: '20 00 20 ac02',
      json: { supplementalGroups: [0, 300] },
    },
    {
      shape: 'fills keys and values that are not written',
      of: 'api.core.v1.ConfigMap',
      hex: '12 00 12 03 0a01 6b',
      json: { data: { '': '', k: '' } },
    },
    {
      shape: 'replaces bytes that are not UTF-8',
      of: 'api.core.v1.Container',
      hex: '0a 01 ff',
      json: { name: '\uFFFD' },
    },
    {
      shape: 'keeps nothing of __proto__',
      of: 'api.core.v1.ConfigMap',
      hex: `12 0e 0a09 ${Buffer.from('__proto__').toString('hex')} 1201 61 12 06 0a01 6b 1201 61`,
      json: { data: { k: 'a' } },
    },
  ])('$shape', ({ of, hex, json }) => {
    expect(decode(of, hex)).toEqual(json);
  });

  it('keeps integers that a double rounds', () => {
    const spec = message('api.core.v1.PodSpec');
    const big = decodeMessage(bytes('28 8180808080808010'), spec);
    expect(big.value).toEqual({ activeDeadlineSeconds: 9007199254740993n });
  });

  // kubernetes/apimachinery generated.pb.go, Unmarshal of any message
  it.each<[string, string, string, string]>([
    ['cut off in a tag', 'api.core.v1.Pod', '8a', 'unexpected EOF'],
    ['cut off in a length', 'api.core.v1.Pod', '0a', 'unexpected EOF'],
    ['cut off in a string', 'api.core.v1.Container', '0a 05 61', 'unexpected EOF'],
    [
      'longer than the message around it',
      'api.core.v1.Pod',
      '0a 03 0a05 61 6161616161',
      'unexpected EOF',
    ],
    ['a number beyond its message', 'api.core.v1.Pod', '12 01 20 00', 'unexpected EOF'],
    [
      'another wire type',
      'api.core.v1.Container',
      '08 01',
      'proto: wrong wireType = 0 for field Name',
    ],
    ['an unknown wire type', 'api.core.v1.Container', 'ff3f', 'proto: illegal wireType 7'],
    ['field 0', 'api.core.v1.Container', '02 00', 'proto: Container: illegal tag 0 (wire type 2)'],
    [
      'the end of no group',
      'api.core.v1.Container',
      '0c',
      'proto: Container: wiretype end group for non-group',
    ],
    [
      'a number without end',
      'api.core.v1.PodSpec',
      `20 ${'ff'.repeat(11)}`,
      'proto: invalid varint encoding',
    ],
    [
      'a time that has no text',
      meta,
      '42 0a 08 ffffffffffffffff7f',
      'Time.MarshalJSON: year outside of range [0,9999]',
    ],
  ])('refuses %s', (_name, of, hex, text) => {
    expect(() => decode(of, hex)).toThrow(new WireError(text));
  });

  it('refuses JSON within that is none', () => {
    expect(() => decode('api.apps.v1.ControllerRevision', '12 03 0a01 7b')).toThrow(
      JsonSyntaxError,
    );
  });

  it('reads deep messages, and refuses deeper ones', () => {
    /** `not` (28) of a schema is a schema. */
    const nested = (depth: number) => {
      const pieces: Buffer[] = [];
      for (let length = 0, level = 1; level < depth; level += 1) {
        const head = Buffer.concat([bytes('e201'), varint(length)]);
        pieces.push(head);
        length += head.length;
      }
      return Buffer.concat(pieces.reverse());
    };
    expect(decodeMessage(nested(1000), message(schema)).value).toHaveProperty('not.not.not');
    expect(() => decodeMessage(nested(1001), message(schema))).toThrow('exceeded max depth');
    expect(() => decodeMessage(nested(100_000), message(schema))).toThrow('exceeded max depth');
  });
});
