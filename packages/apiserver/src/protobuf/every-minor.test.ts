import { describe, expect, it } from 'vitest';
import {
  protobufMessages,
  schemasFor,
  supportedMinors,
  type ProtoMessage,
  type SchemaSet,
} from '@skewplane/api';
import {
  formatGroupVersion,
  isRecord,
  type GroupVersionKind,
  type Schema,
} from '@skewplane/apimachinery';
import { sampleOf } from '../registry/conversions/testing/schema-sample.js';
import { JsonSyntaxError } from '../decoding/json-scanner.js';
import { decodeMessage } from './decode-message.js';
import { decodeObject } from './decode-object.js';
import { encodeBare, encodeFrame, encodeList, encodeObject } from './encode-object.js';
import { openEnvelope, sealEnvelope } from './envelope.js';
import { withForeignFields } from './testing/foreign-fields.js';
import { reflectMessages } from './testing/reflected-messages.js';
import { sampleMessage } from './testing/sample-message.js';
import { WireError } from './wire-error.js';

const messages = protobufMessages();

interface Kind {
  readonly gvk: GroupVersionKind;
  /** With every field of its schema. */
  readonly sample: Record<string, unknown>;
}

/** Every kind of a minor, as its own schema has it. Schemas within definitions have forms that schemas do not tell. */
function kindsOf(minor: number): Kind[] {
  const schemas = schemasFor(minor);
  return [...schemas.names()].flatMap((name) => {
    const schema = schemas.definition(name);
    const found = schemas.kindOf(name);
    const kind = name.slice(name.lastIndexOf('.') + 1);
    const gvk = found === 'all' ? { group: 'apps', version: 'v1', kind } : found;
    if (gvk === undefined || schema === undefined || gvk.group === 'apiextensions.k8s.io')
      return [];
    return [{ gvk, sample: withoutInnerKinds(sampleOf(schema), schema, schemas) }];
  });
}

/** Only the envelope says a kind: objects within others lose theirs on the way. */
function withoutInnerKinds(
  owner: Record<string, unknown>,
  schema: Schema,
  schemas: SchemaSet,
): Record<string, unknown> {
  const entries = Object.entries(owner).map(([name, value]): [string, unknown] => {
    const field = schema.properties?.get(name) ?? schema.additionalProperties;
    return [name, field === undefined ? value : bareValue(value, field, schemas)];
  });
  return Object.fromEntries(entries);
}

function bareValue(value: unknown, schema: Schema, schemas: SchemaSet): unknown {
  const { items, name } = schema;
  if (Array.isArray(value)) {
    return items === undefined ? value : value.map((each) => bareValue(each, items, schemas));
  }
  if (!isRecord(value)) return value;
  const { apiVersion: _apiVersion, kind: _kind, ...rest } = value;
  const isKind = name !== undefined && schemas.kindOf(name) !== undefined;
  return withoutInnerKinds(isKind ? rest : value, schema, schemas);
}

describe('every kind with every field of its minor', () => {
  const seen = new Set<string>();

  it.each(supportedMinors)('1.%i comes back as it went', (minor) => {
    const kinds = kindsOf(minor);
    expect(kinds.length).toBeGreaterThan(150);
    for (const { gvk, sample } of kinds) {
      const object = {
        ...sample,
        apiVersion: formatGroupVersion(gvk),
        kind: gvk.kind,
      };
      // A kind that did not change since the minor before would only be tried again.
      const json = JSON.stringify(object);
      if (seen.has(json)) continue;
      seen.add(json);
      const bytes = encodeObject(object);
      expect(openEnvelope(bytes)).toMatchObject({ apiVersion: object.apiVersion, kind: gvk.kind });
      expect(decodeObject(bytes), json.slice(0, 80)).toEqual(object);
    }
  });
});

/** A few messages that have every shape there is. */
const shapely = [
  'api.core.v1.Pod',
  'api.core.v1.Secret',
  'api.apps.v1.Deployment',
  'api.coordination.v1.Lease',
  'api.authentication.v1.TokenReview',
  'api.resource.v1.ResourceSlice',
  'apiextensions_apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition',
  'apimachinery.pkg.apis.meta.v1.DeleteOptions',
  'apimachinery.pkg.apis.meta.v1.Status',
];

function shaped(name: string): { message: ProtoMessage; bytes: Buffer; json: object } {
  const message = messages.message(`k8s.io.${name}`);
  if (message === undefined) throw new Error(`no message ${name}`);
  const { json, proto } = sampleMessage(message);
  const type = reflection.lookupType(message.name);
  const bytes = Buffer.from(type.encode(type.fromObject(proto as object)).finish());
  return { message, bytes, json };
}
const reflection = reflectMessages(messages);

// kubernetes/api roundtrip_test.go: what a newer client writes, an older server passes over.
it.each(shapely)('%s with fields of a newer release at every level', (name) => {
  const { message, bytes, json } = shaped(name);
  const newer = withForeignFields(bytes, message);
  expect(newer.length).toBeGreaterThan(bytes.length);
  expect(decodeMessage(newer, message).value).toEqual(json);
});

describe('broken bytes', () => {
  /** What the server answers with 400; anything else would be a 500. */
  const isRefusal = (error: unknown): boolean =>
    error instanceof WireError || error instanceof JsonSyntaxError;

  function outcome(bytes: Buffer, message: ProtoMessage): 'read' | 'refused' {
    try {
      decodeMessage(bytes, message);
      return 'read';
    } catch (error) {
      if (isRefusal(error)) return 'refused';
      throw error;
    }
  }

  it.each(shapely)('%s, cut off anywhere', (name) => {
    const { message, bytes } = shaped(name);
    const step = Math.ceil(bytes.length / 60);
    let refused = 0;
    for (let end = 0; end < bytes.length; end += step) {
      if (outcome(bytes.subarray(0, end), message) === 'refused') refused += 1;
    }
    expect(refused).toBeGreaterThan(0);
  });

  it.each(shapely)('%s, with a byte that is another', (name) => {
    const { message, bytes } = shaped(name);
    let state = 20_260_724;
    let refused = 0;
    for (let run = 0; run < 60; run += 1) {
      // A linear congruential generator: the same bytes in every run.
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      const broken = Buffer.from(bytes);
      broken[state % bytes.length] = (state >>> 16) % 256;
      if (outcome(broken, message) === 'refused') refused += 1;
    }
    expect(refused).toBeGreaterThan(0);
  });
});

// kubernetes/apimachinery pkg/apis/meta/v1/generated.proto, WatchEvent; pkg/util/framer/framer.go
it('frames of a watch are those of another encoder, one after the other', () => {
  const event = reflection.lookupType('k8s.io.apimachinery.pkg.apis.meta.v1.WatchEvent');
  const { bytes } = shaped('api.core.v1.Pod');
  const enveloped = sealEnvelope({ apiVersion: 'v1', kind: 'Pod' }, bytes);
  const types = ['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR'];
  const stream = Buffer.concat(types.map((type) => encodeFrame(type, enveloped)));

  const read: string[] = [];
  for (let at = 0; at < stream.length;) {
    const end = at + 4 + stream.readUInt32BE(at);
    const frame = stream.subarray(at + 4, end);
    const { f1, f2 } = event.toObject(event.decode(frame)) as { f1: string; f2: { f1: Buffer } };
    read.push(f1);
    expect(Buffer.from(f2.f1).equals(enveloped)).toBe(true);
    const again = event.encode(event.fromObject({ f1, f2: { f1: enveloped } })).finish();
    expect(frame.equals(Buffer.from(again))).toBe(true);
    at = end;
  }
  expect(read).toEqual(types);
});

it('lists of every kind are lists of another encoder', () => {
  for (const { gvk } of kindsOf(36)) {
    const list = messages.forKind({ ...gvk, kind: `${gvk.kind}List` });
    const message = messages.forKind(gvk);
    // Documents of discovery are lists of another kind.
    if (list?.field(2)?.name !== 'items' || message === undefined) continue;
    const item = sampleMessage(message);
    const type = reflection.lookupType(list.name);
    const proto = { f1: { f2: '7' }, f2: [item.proto, item.proto] };
    const theirs = Buffer.from(type.encode(type.fromObject(proto)).finish());

    const apiVersion = formatGroupVersion(gvk);
    const typeMeta = { apiVersion, kind: gvk.kind };
    const head = { apiVersion, kind: `${gvk.kind}List`, metadata: { resourceVersion: '7' } };
    const bare = encodeBare(item.json, typeMeta);
    const ours = openEnvelope(encodeList(head, [bare, bare])).raw;
    expect(ours.equals(theirs), head.kind).toBe(true);
    expect(decodeObject(sealEnvelope(head, theirs))).toEqual({
      ...head,
      items: [item.json, item.json],
    });
  }
});
