import { isRecord } from '@skewplane/apimachinery';
import type { JsonSchema } from './json-schema.js';

/** Encodes a message from its JSON form. */
type Encode = (value: unknown) => Buffer;
/** Writes a whole field, tag included; nothing for a value that is the default. */
type WriteField = (value: unknown) => Buffer;

const none = Buffer.alloc(0);

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return Buffer.from([...bytes, rest]);
}

const delimited = (field: number, payload: Buffer) =>
  Buffer.concat([varint((field << 3) | 2), varint(payload.length), payload]);

const utf8: Encode = (value) => Buffer.from(String(value));
const members = (value: unknown) => (isRecord(value) ? Object.entries(value) : []);
const elements = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const one =
  (field: number, encode: Encode): WriteField =>
  (value) =>
    delimited(field, encode(value));
const text = (field: number) => one(field, utf8);
const flag =
  (field: number): WriteField =>
  (value) =>
    value === true ? Buffer.concat([varint(field << 3), varint(1)]) : none;
const list =
  (field: number, encode: Encode): WriteField =>
  (value) =>
    Buffer.concat(elements(value).map((each) => delimited(field, encode(each))));
/** A map, which this format writes as a list of names with values. */
const map =
  (field: number, encode: Encode): WriteField =>
  (value) =>
    Buffer.concat(
      members(value).map(([name, each]) => delimited(field, named(name, encode(each)))),
    );

const named = (name: string, value: Buffer) =>
  Buffer.concat([delimited(1, utf8(name)), delimited(2, value)]);

/** A value of any shape travels as YAML, of which JSON is a part. */
const any: Encode = (value) => delimited(2, Buffer.from(`${JSON.stringify(value)}\n`));

const double =
  (field: number): WriteField =>
  (value) => {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(Number(value));
    return Number(value) === 0 ? none : Buffer.concat([varint((field << 3) | 1), bytes]);
  };
const whole =
  (field: number): WriteField =>
  (value) =>
    Number(value) === 0 ? none : Buffer.concat([varint(field << 3), varint(Number(value))]);

/** @param extensions number of the field for `x-` members */
function message(fields: Readonly<Record<string, WriteField>>, extensions?: number): Encode {
  return (value) =>
    Buffer.concat(
      members(value).map(([name, each]) => {
        const write = fields[name];
        if (write !== undefined) return write(each);
        if (extensions === undefined || !name.startsWith('x-')) {
          throw new Error(`The OpenAPI v2 message has no field for ${name}`);
        }
        return delimited(extensions, named(name, any(each)));
      }),
    );
}

// Numbers: google/gnostic openapiv2/OpenAPIv2.proto
const schema: Encode = (value) => schemaMessage(value);
const schemaMessage = message(
  {
    $ref: text(1),
    format: text(2),
    title: text(3),
    description: text(4),
    multipleOf: double(6),
    maximum: double(7),
    exclusiveMaximum: flag(8),
    minimum: double(9),
    exclusiveMinimum: flag(10),
    maxLength: whole(11),
    minLength: whole(12),
    pattern: text(13),
    maxItems: whole(14),
    minItems: whole(15),
    uniqueItems: flag(16),
    maxProperties: whole(17),
    minProperties: whole(18),
    required: list(19, utf8),
    enum: list(20, any),
    additionalProperties: one(21, schemaOrFlag),
    type: one(22, (value) => delimited(1, utf8(value))),
    items: one(23, (value) => delimited(1, schema(value))),
    properties: one(25, (value) => map(1, schema)(value)),
    externalDocs: one(29, (value) => message({ description: text(1), url: text(2) })(value)),
    example: one(30, any),
  },
  31,
);

/** A flag in a choice of two is written even when it is false. */
function schemaOrFlag(value: unknown): Buffer {
  if (isRecord(value)) return delimited(1, schema(value));
  return Buffer.concat([varint(2 << 3), varint(value === true ? 1 : 0)]);
}

const bodyParameter = message({
  name: text(2),
  in: text(3),
  required: flag(4),
  schema: one(5, schema),
});
const queryParameter = message({
  required: flag(1),
  in: text(2),
  name: text(4),
  type: text(6),
  uniqueItems: flag(20),
});
const pathParameter = message({
  required: flag(1),
  in: text(2),
  name: text(4),
  type: text(5),
  uniqueItems: flag(19),
});

const parameter: Encode = (value) => {
  const where = isRecord(value) ? value['in'] : undefined;
  if (where === 'body') return delimited(1, bodyParameter(value));
  const simple =
    where === 'path' ? delimited(4, pathParameter(value)) : delimited(3, queryParameter(value));
  return delimited(2, simple);
};

const reference = message({ $ref: text(1) });
const parameterOrReference: Encode = (value) =>
  isRecord(value) && value['$ref'] !== undefined
    ? delimited(2, reference(value))
    : delimited(1, parameter(value));

const response = message({
  description: text(1),
  schema: one(2, (value) => delimited(1, schema(value))),
});

const operation = message(
  {
    tags: list(1, utf8),
    operationId: text(5),
    produces: list(6, utf8),
    consumes: list(7, utf8),
    parameters: list(8, parameterOrReference),
    responses: one(9, (value) => map(1, (each) => delimited(1, response(each)))(value)),
    schemes: list(10, utf8),
  },
  13,
);

const pathItem = message({
  get: one(2, operation),
  put: one(3, operation),
  post: one(4, operation),
  delete: one(5, operation),
  options: one(6, operation),
  head: one(7, operation),
  patch: one(8, operation),
  parameters: list(9, parameterOrReference),
});

const apiKey = message({ type: text(1), name: text(2), in: text(3) });

const document = message({
  swagger: text(1),
  info: one(2, message({ title: text(1), version: text(2) })),
  paths: one(8, (value) => map(2, pathItem)(value)),
  definitions: one(9, (value) => map(1, schema)(value)),
  parameters: one(10, (value) => map(1, parameter)(value)),
  security: list(12, (value) => map(1, (scopes) => list(1, utf8)(scopes))(value)),
  securityDefinitions: one(13, (value) => map(1, (each) => delimited(2, apiKey(each)))(value)),
});

/**
 * An OpenAPI v2 document in the protobuf form that kubectl before 1.27 asks for.
 * @see google/gnostic `openapiv2/OpenAPIv2.proto`
 */
export const encodeV2 = (swagger: JsonSchema): Buffer => document(swagger);
