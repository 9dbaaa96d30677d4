import fc, { type GeneratorValue } from 'fast-check';
import { stringify } from 'yaml';
import { parseExactJson, stringifyExactJson } from '../../../packages/apimachinery/src/index.js';
import { encodeObject } from '../../../packages/apiserver/src/protobuf/encode-object.js';

export const mediaTypes = [
  'application/json',
  'application/yaml',
  'application/vnd.kubernetes.protobuf',
] as const;
export type MediaType = (typeof mediaTypes)[number];

/** An object as the bytes of a media type; what no encoder of ours would write goes out as JSON all the same. */
export function encodeBody(value: object, mediaType: MediaType, blockStyle: boolean): Buffer {
  const json = stringifyExactJson(value);
  switch (mediaType) {
    case 'application/json':
      return Buffer.from(json);
    case 'application/yaml':
      return Buffer.from(blockStyle ? blockYaml(value) : json);
    case 'application/vnd.kubernetes.protobuf':
      return protobufOrJson(value);
  }
}

function blockYaml(value: object): string {
  return stringify(parseExactJson(stringifyExactJson(value)), { aliasDuplicateObjects: false });
}

function protobufOrJson(value: object): Buffer {
  try {
    return encodeObject(value);
  } catch {
    return Buffer.from(stringifyExactJson(value)); // no envelope: a body the server must refuse
  }
}

/** Text that is put somewhere into a body. */
const inserts: readonly string[] = [
  '9007199254740993',
  '1e400',
  '-1e400',
  '"\\ud800"',
  '\ufeff',
  '\u0000',
  '{',
  '}',
  ']',
  '"',
  ',"kind":"x"',
  '"__proto__":{},',
  '\n---\n',
  '&a [*a]',
  '!!binary x',
  '<<: *a',
  ': ',
  '\t',
];

type Damage = (body: Buffer, at: number, draw: GeneratorValue) => Buffer;

const damages: readonly Damage[] = [
  (body, at) => body.subarray(0, at),
  (body, at) => Buffer.concat([body.subarray(0, at), body.subarray(at + 1)]),
  (body, at) =>
    Buffer.concat([body.subarray(0, at), Buffer.from([0xff, 0xc3, 0x28]), body.subarray(at)]),
  (body, at, draw) => {
    const flipped = Buffer.from(body);
    if (at < flipped.length) flipped[at] = draw(fc.nat, { max: 255 });
    return flipped;
  },
  (body, at, draw) => {
    const text = inserts[draw(fc.nat, { max: inserts.length - 1 })] ?? '';
    return Buffer.concat([body.subarray(0, at), Buffer.from(text), body.subarray(at)]);
  },
  (body, at) => Buffer.concat([body.subarray(0, at), body]),
];

/** Breaks a body somewhere. */
export function damaged(body: Buffer, draw: GeneratorValue): Buffer {
  const damage = damages[draw(fc.nat, { max: damages.length - 1 })];
  return damage?.(body, draw(fc.nat, { max: body.length }), draw) ?? body;
}
