import { parse as parseProto, type Type } from 'protobufjs';
import { openApiV2Proto } from './openapi-v2-proto.js';

type Json = Record<string, unknown>;

/** Messages whose only content stands in their place. */
const wrappers = new Set([
  ...['ItemsItem', 'AdditionalPropertiesItem', 'Parameter', 'NonBodyParameter', 'SchemaItem'],
  ...['ParametersItem', 'ResponseValue', 'SecurityDefinitionsItem', 'StringArray', 'TypeItem'],
]);
/** Messages that list members with their names. */
const maps = new Set([
  ...['Properties', 'Definitions', 'ParameterDefinitions', 'Responses', 'Paths'],
  ...['SecurityDefinitions', 'SecurityRequirement'],
]);

const { root } = parseProto(openApiV2Proto, { keepCase: true });

/** Reads an OpenAPI v2 document back from protobuf, by the published form of its messages. */
export function readV2Protobuf(bytes: Buffer): unknown {
  const type = root.lookupType('Document');
  return toJson(type, type.decode(bytes) as unknown as Json);
}

function toJson(type: Type, message: Json): unknown {
  if (type.name === 'Any') return JSON.parse(String(message['yaml']));
  // Lists that are not there come as empty ones.
  const isFilled = (value: unknown) => !Array.isArray(value) || value.length > 0;
  const fields = Object.entries(message).filter(
    ([name, value]) => Object.hasOwn(type.fields, name) && isFilled(value),
  );
  const values = fields.map(([name, value]) => [name, fieldToJson(type, name, value)] as const);
  if (wrappers.has(type.name)) return unwrapped(type.name, values[0]?.[1]);
  if (maps.has(type.name)) return Object.fromEntries(entriesOf(values[0]?.[1]));
  const written: Json = {};
  for (const [name, value] of values) {
    if (name === 'vendor_extension') Object.assign(written, Object.fromEntries(entriesOf(value)));
    else written[jsonName(name)] = value;
  }
  return written;
}

/** Lists of one stand for one, but a list of scopes stays a list. */
function unwrapped(type: string, value: unknown): unknown {
  if (type === 'StringArray') return value ?? [];
  return Array.isArray(value) ? (value as unknown[])[0] : value;
}

function fieldToJson(type: Type, name: string, value: unknown): unknown {
  const resolved = type.fields[name]?.resolve().resolvedType;
  const one = (each: unknown): unknown =>
    resolved !== null && resolved !== undefined && 'fields' in resolved
      ? toJson(resolved, each as Json)
      : plain(each);
  return Array.isArray(value) ? value.map(one) : one(value);
}

/** 64 bit numbers come as objects. */
const plain = (value: unknown) => (typeof value === 'object' ? Number(value) : value);

function entriesOf(list: unknown): [string, unknown][] {
  const named = Array.isArray(list) ? (list as { name: string; value: unknown }[]) : [];
  return named.map(({ name, value }) => [name, value]);
}

const jsonName = (name: string) =>
  name === '_ref' ? '$ref' : name.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
