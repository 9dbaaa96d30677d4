import { isRecord, type Schema } from '@skewplane/apimachinery';

/** An object with every field of its schema set, each to another value. Types that contain themselves end there. */
export function sampleOf(schema: Schema): Record<string, unknown> {
  const sample = new Sampler().value(schema);
  if (!isRecord(sample)) throw new TypeError('a kind is an object');
  return sample;
}

class Sampler {
  readonly #open: string[] = [];
  #count = 0;

  value(schema: Schema): unknown {
    const count = (this.#count += 1);
    switch (schema.type) {
      case 'object':
        return this.#object(schema);
      case 'array':
        return schema.items === undefined ? [] : [this.value(schema.items)];
      case 'boolean':
        return true;
      case 'integer':
        return count;
      case 'number':
        return count + 0.5;
      case 'any':
        return { [`any-${String(count)}`]: count };
      default:
        return text(schema.format, count);
    }
  }

  #object(schema: Schema): Record<string, unknown> {
    const { name = '', properties, additionalProperties } = schema;
    if (additionalProperties !== undefined) return { key: this.value(additionalProperties) };
    if (this.#open.includes(name)) return {};
    if (name !== '') this.#open.push(name);
    const object = Object.fromEntries(
      [...(properties ?? [])].map(([field, each]) => [field, this.value(each)]),
    );
    if (name !== '') this.#open.pop();
    return object;
  }
}

function text(format: string | undefined, count: number): string {
  const seconds = String(count % 60).padStart(2, '0');
  switch (format) {
    case 'date-time':
      return `2026-07-24T10:11:${seconds}Z`;
    case 'micro-time':
      return `2026-07-24T10:11:${seconds}.000345Z`;
    case 'quantity':
      return `${String(count)}Mi`;
    case 'byte':
      return Buffer.from([count % 256]).toString('base64');
    default:
      return `text-${String(count)}`;
  }
}

/** Where a value is not of its schema: fields that are unknown or missing, and values of another type. */
export function misfits(value: unknown, schema: Schema, path = ''): string[] {
  if (value === null || schema.type === 'any') return [];
  if (schema.type === 'array') {
    if (!Array.isArray(value)) return [`${path} is no list`];
    const { items } = schema;
    return items === undefined
      ? []
      : value.flatMap((each, index) => misfits(each, items, `${path}[${String(index)}]`));
  }
  if (schema.type === 'object') {
    return isRecord(value) ? fieldMisfits(value, schema, path) : [`${path} is no object`];
  }
  const isFit = scalarTypes[schema.type].includes(typeof value);
  return isFit ? [] : [`${path} is ${typeof value}, not ${schema.type}`];
}

const scalarTypes: Readonly<
  Record<Exclude<Schema['type'], 'any' | 'array' | 'object'>, readonly string[]>
> = {
  string: ['string'],
  boolean: ['boolean'],
  integer: ['number'],
  number: ['number'],
  'int-or-string': ['number', 'string'],
};

function fieldMisfits(value: Record<string, unknown>, schema: Schema, path: string): string[] {
  const { properties, additionalProperties, required = [] } = schema;
  return [
    ...required.filter((name) => value[name] === undefined).map((name) => `${path}.${name} misses`),
    ...Object.keys(value).flatMap((name) => {
      const field = properties?.get(name) ?? additionalProperties;
      if (field === undefined) {
        return properties === undefined ? [] : [`${path}.${name} is unknown`];
      }
      return misfits(value[name], field, `${path}.${name}`);
    }),
  ];
}
