import { describe, expect, it } from 'vitest';
import { StatusError } from '@skewplane/apimachinery';
import { protobufMessages, schemasFor } from '@skewplane/api';
import { encodeMessage } from '../protobuf/encode-message.js';
import { sealEnvelope } from '../protobuf/envelope.js';
import { decodeBody, type FieldValidation } from './decode-body.js';
import type { ExpectedKind } from './identify-object.js';

const schemas = schemasFor(33);
const contentType = 'application/vnd.kubernetes.protobuf';

const deployments: ExpectedKind = {
  origin: 'built-in',
  gvk: { group: 'apps', version: 'v1', kind: 'Deployment' },
  schema: undefined,
};
const pods: ExpectedKind = {
  origin: 'built-in',
  gvk: { group: '', version: 'v1', kind: 'Pod' },
  schema: undefined,
};
const cronTabs: ExpectedKind = {
  origin: 'custom',
  gvk: { group: 'stable.example.com', version: 'v1', kind: 'CronTab' },
  schema: undefined,
};

const decode = (
  expected: ExpectedKind,
  body: Buffer,
  fieldValidation: FieldValidation = 'Strict',
) => decodeBody(body, { contentType, expected, fieldValidation, schemas });

/** Zeros as Go writes them: of every field that is no pointer. */
function body(typeMeta: { apiVersion: string; kind: string }, object: Record<string, unknown>) {
  const message = protobufMessages().forKind({ group: '', version: 'v1', kind: 'Pod' });
  if (message === undefined) throw new Error('no Pod');
  return sealEnvelope(typeMeta, encodeMessage(object, message));
}

describe('a protobuf body', () => {
  // What kubectl 1.33 sends for `create deployment d --image=nginx --replicas=0`, cut down.
  const deployment = {
    metadata: {
      name: 'd',
      generateName: '',
      namespace: '',
      generation: 0,
      creationTimestamp: '',
      labels: { app: 'd' },
    },
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: 'd' } },
      template: {
        metadata: { name: '' },
        spec: {
          containers: [{ name: 'nginx', image: 'nginx', stdin: false, resources: {} }],
          restartPolicy: '',
          hostNetwork: false,
          overhead: { cpu: '0.5' },
        },
      },
      strategy: { type: '' },
      minReadySeconds: 0,
      paused: false,
    },
    status: { observedGeneration: 0, replicas: 0 },
  };

  it('becomes what its JSON form would be', () => {
    const message = protobufMessages().forKind(deployments.gvk);
    if (message === undefined) throw new Error('no Deployment');
    const typeMeta = { apiVersion: 'apps/v1', kind: 'Deployment' };
    const sent = sealEnvelope(typeMeta, encodeMessage(deployment, message));
    expect(decode(deployments, sent)).toEqual({
      object: {
        kind: 'Deployment',
        apiVersion: 'apps/v1',
        metadata: { name: 'd', labels: { app: 'd' } },
        spec: {
          replicas: 0,
          selector: { matchLabels: { app: 'd' } },
          template: {
            metadata: {},
            spec: {
              containers: [{ name: 'nginx', image: 'nginx', resources: {} }],
              overhead: { cpu: '500m' },
            },
          },
          strategy: {},
        },
        status: {},
      },
      warnings: [],
    });
  });

  // kubernetes/apimachinery pkg/runtime/serializer/protobuf/protobuf.go, copyKindDefaults
  it('may leave its kind to the path', () => {
    const { object } = decode(
      pods,
      body({ apiVersion: '', kind: '' }, { metadata: { name: 'a' } }),
    );
    expect(object).toEqual({ kind: 'Pod', apiVersion: 'v1', metadata: { name: 'a' } });
  });

  it('loses fields of newer servers without a word, even when validation is strict', () => {
    const pod = body({ apiVersion: 'v1', kind: 'Pod' }, { spec: { hostnameOverride: 'a' } });
    expect(decode(pods, pod)).toEqual({
      object: { kind: 'Pod', apiVersion: 'v1', metadata: {}, spec: {} },
      warnings: [],
    });
  });

  it('keeps an integer that a double cannot hold', () => {
    const raw = Buffer.from('120a 28 8180808080808010'.replaceAll(' ', ''), 'hex');
    raw[1] = raw.length - 2;
    const decoded = decode(pods, sealEnvelope({ apiVersion: 'v1', kind: 'Pod' }, raw));
    expect(decoded.warnings).toEqual([]);
    expect(decoded.object['spec']).toEqual({ activeDeadlineSeconds: 9007199254740993n });
  });
});

describe('what is refused', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod' };

  // kubernetes/apiserver pkg/endpoints/handlers/rest.go, transformDecodeError
  it.each<[string, ExpectedKind, Buffer, string]>([
    [
      'an empty body',
      pods,
      Buffer.alloc(0),
      'the object provided is unrecognized (must be of type Pod): empty data (<empty>)',
    ],
    [
      'JSON',
      pods,
      Buffer.from('{}'),
      'the object provided is unrecognized (must be of type Pod): provided data does not appear to be a protobuf message, expected prefix [107 56 115 0] ({})',
    ],
    [
      'another kind',
      deployments,
      body(pod, {}),
      'Pod in version "v1" cannot be handled as a Deployment: converting (v1.Pod) to (apps.Deployment): unknown conversion',
    ],
    [
      'a cut off message',
      pods,
      sealEnvelope(pod, Buffer.from('0a05', 'hex')),
      'Pod in version "v1" cannot be handled as a Pod: unexpected EOF',
    ],
    [
      'JSON within that is none',
      { ...deployments, gvk: { ...deployments.gvk, kind: 'ControllerRevision' } },
      sealEnvelope(
        { apiVersion: 'apps/v1', kind: 'ControllerRevision' },
        Buffer.from('12030a017b', 'hex'),
      ),
      'ControllerRevision in version "v1" cannot be handled as a ControllerRevision: unexpected end of JSON input',
    ],
    [
      'a custom resource, which has no message',
      cronTabs,
      sealEnvelope({ apiVersion: 'stable.example.com/v1', kind: 'CronTab' }, Buffer.alloc(0)),
      'CronTab in version "v1" cannot be handled as a CronTab: object *unstructured.Unstructured does not implement the protobuf marshalling interface and cannot be encoded to a protobuf message',
    ],
  ])('%s', (_name, expected, sent, message) => {
    expect(() => decode(expected, sent)).toThrow(
      expect.objectContaining({ code: 400, message }) as StatusError,
    );
  });
});
