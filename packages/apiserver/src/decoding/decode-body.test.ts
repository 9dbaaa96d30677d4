import { describe, expect, it } from 'vitest';
import { StatusError, type GroupVersionKind, type Schema } from '@skewplane/apimachinery';
import { schemasFor } from '@skewplane/api';
import { checkObject, decodeBody, type FieldValidation } from './decode-body.js';
import { misfitPatch } from './decode-error.js';
import type { ExpectedKind } from './identify-object.js';

const schemas = schemasFor(34);
const builtIn = (group: string, version: string, kind: string): ExpectedKind => {
  const gvk: GroupVersionKind = { group, version, kind };
  return { origin: 'built-in', gvk, schema: schemas.forKind(gvk) };
};
const pods = builtIn('', 'v1', 'Pod');
const hpas = builtIn('autoscaling', 'v2', 'HorizontalPodAutoscaler');
const cronTabSchema: Schema = {
  type: 'object',
  properties: new Map([
    ['spec', { type: 'object', properties: new Map([['cron', { type: 'string' }]]) }],
  ]),
};
const cronTabs: ExpectedKind = {
  origin: 'custom',
  gvk: { group: 'stable.example.com', version: 'v1', kind: 'CronTab' },
  schema: cronTabSchema,
};

interface Send {
  contentType?: string;
  fieldValidation?: FieldValidation;
}
const decode = (expected: ExpectedKind, body: string | Buffer, send: Send = {}) =>
  decodeBody(Buffer.from(body), {
    contentType: send.contentType ?? 'application/json',
    fieldValidation: send.fieldValidation ?? 'Warn',
    expected,
    schemas,
  });
function refusal(run: () => unknown): { code: number; message: string } {
  try {
    run();
  } catch (error) {
    if (error instanceof StatusError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('was not refused');
}

describe('decodeBody', () => {
  // kubernetes/apimachinery pkg/runtime/serializer/json/json.go: the path says what a typed body leaves out
  it.each(['{}', '{"kind":"Pod"}', '{"apiVersion":"v1"}', 'null'])('takes %s for a pod', (body) => {
    expect(decode(pods, body).object).toEqual({ kind: 'Pod', apiVersion: 'v1', metadata: {} });
  });

  it('puts the kind first, as upstream does for built-in types', () => {
    const { object } = decode(pods, '{"spec":{},"metadata":{"name":"a"},"apiVersion":"v1"}');
    expect(Object.keys(object)).toEqual(['kind', 'apiVersion', 'metadata', 'spec']);
  });

  it('reads YAML', () => {
    const send = { contentType: 'application/yaml; charset=utf-8' };
    expect(decode(pods, 'metadata: {name: a}', send).object.metadata).toEqual({ name: 'a' });
  });

  it('replaces bytes that are not UTF-8, as Go does', () => {
    const body = Buffer.concat([
      Buffer.from('{"metadata":{"name":"'),
      Buffer.from([0xff]),
      Buffer.from('"}}'),
    ]);
    expect(decode(pods, body).object.metadata.name).toBe('\uFFFD');
  });

  it('keeps nothing of __proto__', () => {
    const { object, warnings } = decode(pods, '{"metadata":{"labels":{"__proto__":{"a":"b"}}}}');
    expect(object.metadata.labels).toEqual({});
    expect(Object.getPrototypeOf(object.metadata.labels)).toBe(Object.prototype);
    expect(warnings).toEqual(['unknown field "metadata.labels.__proto__"']);
  });
});

describe('what is refused', () => {
  const meta =
    'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';
  // kubernetes/apiserver pkg/endpoints/handlers/rest.go transformDecodeError, and the errors it wraps
  it.each<[ExpectedKind, string, string]>([
    [
      pods,
      '',
      "the object provided is unrecognized (must be of type Pod): couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)",
    ],
    [
      pods,
      'apiVersion: v1\nkind: Pod\nmetadata: {}',
      "the object provided is unrecognized (must be of type Pod): couldn't get version/kind; json parse error: invalid character 'a' looking for beginning of value (61706956657273696f6e3a2076310a6b696e643a20506f640a6d65746164 ...)",
    ],
    [
      pods,
      '{"kind":"Pod","metadata":{"name":"a",}}',
      'the object provided is unrecognized (must be of type Pod): couldn\'t get version/kind; json parse error: invalid character \'}\' looking for beginning of object key string ({"kind":"Pod","metadata":{"nam ...)',
    ],
    [
      pods,
      '"x"',
      `the object provided is unrecognized (must be of type Pod): couldn't get version/kind; json parse error: json: cannot unmarshal string into Go value of type ${meta} (227822)`,
    ],
    [
      pods,
      '[]',
      `the object provided is unrecognized (must be of type Pod): couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value of type ${meta} (5b5d)`,
    ],
    [
      pods,
      '{"kind":5}',
      'the object provided is unrecognized (must be of type Pod): couldn\'t get version/kind; json parse error: json: cannot unmarshal number into Go struct field .kind of type string ({"kind":5})',
    ],
    [
      pods,
      '{"apiVersion":"a/b/c"}',
      'the object provided is unrecognized (must be of type Pod): unexpected GroupVersion string: a/b/c ({"apiVersion":"a/b/c"})',
    ],
    [
      pods,
      '{"apiVersion":"apps/v1","kind":"Deployment"}',
      'Deployment in version "v1" cannot be handled as a Pod: converting (v1.Deployment) to (core.Pod): unknown conversion',
    ],
    [
      pods,
      '{"apiVersion":"v1","kind":"Foo"}',
      'Foo in version "v1" cannot be handled as a Pod: no kind "Foo" is registered for version "v1" in scheme "pkg/api/legacyscheme/scheme.go:30"',
    ],
    [
      pods,
      '{"apiVersion":"v2","kind":"Pod"}',
      'Pod in version "v2" cannot be handled as a Pod: no kind "Pod" is registered for version "v2" in scheme "pkg/api/legacyscheme/scheme.go:30"',
    ],
    [
      hpas,
      '{"apiVersion":"autoscaling/v1","kind":"HorizontalPodAutoscaler"}',
      'the API version in the data (autoscaling/v1) does not match the expected API version (autoscaling/v2)',
    ],
    [
      pods,
      '{"spec":{"nodeName":1}}',
      'Pod in version "v1" cannot be handled as a Pod: json: cannot unmarshal number into Go struct field PodSpec.spec.nodeName of type string',
    ],
    [
      cronTabs,
      '{}',
      "the object provided is unrecognized (must be of type CronTab): Object 'Kind' is missing in '{}' ({})",
    ],
    [
      cronTabs,
      '{"kind":"CronTab"}',
      'the API version in the data () does not match the expected API version (stable.example.com/v1)',
    ],
    [
      cronTabs,
      '{"apiVersion":"stable.example.com/v2","kind":"CronTab"}',
      'the API version in the data (stable.example.com/v2) does not match the expected API version (stable.example.com/v1)',
    ],
  ])('%#: %s', (expected, body, message) => {
    expect(refusal(() => decode(expected, body))).toEqual({ code: 400, message });
  });

  it('a custom resource of another kind', () => {
    const body = '{"apiVersion":"stable.example.com/v1","kind":"Other","metadata":{"name":"a"}}';
    expect(refusal(() => decode(cronTabs, body))).toEqual({
      code: 422,
      message:
        'CronTab.stable.example.com "a" is invalid: kind: Invalid value: "Other": must be CronTab',
    });
  });

  it('a format that nobody reads', () => {
    expect(refusal(() => decode(pods, '{}', { contentType: 'text/plain' }))).toEqual({
      code: 415,
      message:
        'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
    });
  });
});

describe('field validation', () => {
  const body =
    '{"apiVersion":"v1","kind":"Pod","foo":1,"spec":{"nodeName":"a","x":{"y":1,"y":2},"nodeName":"b"}}';
  const found = [
    'unknown field "foo"',
    'unknown field "spec.x"',
    'duplicate field "spec.nodeName"',
  ];

  it('Ignore says nothing', () => {
    const { object, warnings } = decode(pods, body, { fieldValidation: 'Ignore' });
    expect(warnings).toEqual([]);
    expect(object['spec']).toEqual({ nodeName: 'b' });
  });

  it('Warn warns of each, in the order of the text', () => {
    expect(decode(pods, body, { fieldValidation: 'Warn' }).warnings).toEqual(found);
  });

  it('Strict refuses, naming each', () => {
    expect(refusal(() => decode(pods, body, { fieldValidation: 'Strict' }))).toEqual({
      code: 400,
      message: `Pod in version "v1" cannot be handled as a Pod: strict decoding error: ${found.join(', ')}`,
    });
  });

  it('covers custom resources, whose types their validation judges', () => {
    const cronTab = {
      apiVersion: 'stable.example.com/v1',
      kind: 'CronTab',
      metadata: { name: 'a', nope: 1 },
      spec: { cron: 5, extra: true },
    };
    const { object, warnings } = decode(cronTabs, JSON.stringify(cronTab));
    expect(object).toEqual({ ...cronTab, metadata: { name: 'a' }, spec: { cron: 5 } });
    expect(warnings).toEqual(['unknown field "metadata.nope"', 'unknown field "spec.extra"']);
  });

  it('keeps an integer that a double cannot hold', () => {
    const { object, warnings } = decode(
      pods,
      '{"spec":{"activeDeadlineSeconds":9007199254740993}}',
    );
    expect(warnings).toEqual([]);
    expect(object['spec']).toEqual({ activeDeadlineSeconds: 9007199254740993n });
  });
});

describe('checkObject', () => {
  it('does the same for an object that was not sent as a body', () => {
    const object = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {},
      spec: { x: 1, overhead: { cpu: 1 } },
    };
    const decoded = checkObject(object, { expected: pods, schemas, fieldValidation: 'Warn' });
    expect(decoded.warnings).toEqual(['unknown field "spec.x"']);
    expect(decoded.object['spec']).toEqual({ overhead: { cpu: '1' } });
  });

  // kubernetes/apiserver pkg/endpoints/handlers/patch.go applyPatchToCurrentObject
  it('lets a patch be refused in its own way', () => {
    const object = { apiVersion: 'v1', kind: 'Pod', metadata: {}, spec: { nodeName: 1 } };
    const refuse = misfitPatch(object);
    const options = { expected: pods, schemas, fieldValidation: 'Warn' as const, refuse };
    const patched = JSON.stringify(JSON.stringify(object));
    expect(refusal(() => checkObject(object, options))).toEqual({
      code: 422,
      message: ` "" is invalid: patch: Invalid value: ${patched}: json: cannot unmarshal number into Go struct field PodSpec.spec.nodeName of type string`,
    });
  });
});
