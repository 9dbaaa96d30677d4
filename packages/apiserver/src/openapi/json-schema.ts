import type { Schema } from '@skewplane/apimachinery';
import type { SchemaSet } from '@skewplane/api';
import { writeCustomSchema } from './custom-schema.js';

/** A schema as OpenAPI writes it. */
export type JsonSchema = Record<string, unknown>;

export type OpenApiVersion = 'v2' | 'v3';

/** How a document refers to its definitions. */
export const referencePrefix: Readonly<Record<OpenApiVersion, string>> = {
  v2: '#/definitions/',
  v3: '#/components/schemas/',
};

const objectMeta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** Definitions whose wire form says more than a type, or says it differently in the two versions. */
const wellKnown: Readonly<Record<string, Record<OpenApiVersion, JsonSchema>>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': {
    v2: { type: 'string' },
    v3: { oneOf: [{ type: 'string' }, { type: 'number' }] },
  },
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': {
    v2: { type: 'string', format: 'int-or-string' },
    v3: { format: 'int-or-string', oneOf: [{ type: 'integer' }, { type: 'string' }] },
  },
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': {
    v2: { type: 'object' },
    v3: { type: 'object' },
  },
  'io.k8s.apimachinery.pkg.runtime.RawExtension': {
    v2: { type: 'object' },
    v3: { type: 'object' },
  },
};

/** Writes schemas for one document and notes which definitions they refer to. */
export class SchemaWriter {
  readonly #version: OpenApiVersion;
  readonly #schemas: SchemaSet;
  readonly #onReference: (name: string) => void;

  constructor(
    version: OpenApiVersion,
    schemas: SchemaSet,
    onReference: (name: string) => void = () => undefined,
  ) {
    this.#version = version;
    this.#schemas = schemas;
    this.#onReference = onReference;
  }

  reference(name: string): JsonSchema {
    this.#onReference(name);
    return { $ref: `${referencePrefix[this.#version]}${name}` };
  }

  /** May a document of this version list the fields of a custom resource, or does it keep what nobody knows? */
  tellsFieldsOf(schema: Schema): boolean {
    return this.#version === 'v3' || schema.preserveUnknownFields !== true;
  }

  /** The body of a named definition. */
  definition(schema: Schema): JsonSchema {
    const known = wellKnown[schema.name ?? '']?.[this.#version];
    return known ?? { ...this.#shape(schema), ...this.#annotations(schema) };
  }

  /** A schema where it is used: a reference when it has a name, else written out. */
  use(schema: Schema): JsonSchema {
    if (schema.raw !== undefined) {
      const metadata = () => this.reference(objectMeta);
      return writeCustomSchema(schema.raw, { version: this.#version, metadata });
    }
    if (schema.name === undefined) {
      return { ...this.#shape(schema), ...this.#annotations(schema) };
    }
    const own = this.#annotations(schema, this.#schemas.definition(schema.name));
    const reference = this.reference(schema.name);
    if (Object.keys(own).length === 0) return reference;
    // In 3.0 nothing may stand beside a $ref.
    return this.#version === 'v3' ? { allOf: [reference], ...own } : { ...reference, ...own };
  }

  #shape(schema: Schema): JsonSchema {
    switch (schema.type) {
      case 'any':
        return {};
      case 'int-or-string':
        return { 'x-kubernetes-int-or-string': true };
      case 'array':
        return { type: 'array', ...(schema.items ? { items: this.#element(schema.items) } : {}) };
      case 'object':
        return { type: 'object', ...this.#members(schema) };
      default:
        return { type: schema.type, ...formatOf(schema) };
    }
  }

  #members(schema: Schema): JsonSchema {
    const { properties, additionalProperties } = schema;
    const written = [...(properties ?? [])].map(([name, each]) => [name, this.use(each)] as const);
    return {
      ...(written.length === 0 ? {} : { properties: Object.fromEntries(written) }),
      ...(additionalProperties
        ? { additionalProperties: this.#element(additionalProperties) }
        : {}),
    };
  }

  /** Elements of built-in lists and maps are values in Go, so they have a zero value, which 3.0 documents tell. */
  #element(schema: Schema): JsonSchema {
    const written = this.use(schema);
    const zero = this.#version === 'v3' ? zeroOf(schema) : undefined;
    if (zero === undefined || schema.default !== undefined) return written;
    return '$ref' in written ? { allOf: [written], default: zero } : { ...written, default: zero };
  }

  /** Everything but the shape, without what `inherited` says already. */
  #annotations(schema: Schema, inherited?: Schema): JsonSchema {
    const annotations: JsonSchema = {};
    const add = (name: string, value: unknown, known: unknown) => {
      if (value !== undefined && value !== known) annotations[name] = value;
    };
    add('required', schema.required, inherited?.required);
    add('enum', schema.enum, inherited?.enum);
    if (this.#version === 'v3') {
      add('default', schema.default, inherited?.default);
      add('nullable', schema.nullable, inherited?.nullable);
    }
    add('x-kubernetes-list-type', schema.listType, inherited?.listType);
    add('x-kubernetes-list-map-keys', schema.listMapKeys, inherited?.listMapKeys);
    add('x-kubernetes-map-type', schema.mapType, inherited?.mapType);
    add(
      'x-kubernetes-patch-strategy',
      schema.patchStrategy?.join(','),
      inherited?.patchStrategy?.join(','),
    );
    add('x-kubernetes-patch-merge-key', schema.patchMergeKey, inherited?.patchMergeKey);
    if (isCustom(schema)) {
      add('x-kubernetes-preserve-unknown-fields', schema.preserveUnknownFields, undefined);
      add('x-kubernetes-embedded-resource', schema.embeddedResource, undefined);
    }
    return annotations;
  }
}

/** Built-in types that keep everything have a name or say so by having no type. */
const isCustom = (schema: Schema) => schema.name === undefined && schema.type !== 'any';

function formatOf({ format }: Schema): JsonSchema {
  if (format === undefined) return {};
  return { format: format === 'micro-time' ? 'date-time' : format };
}

function zeroOf(schema: Schema): unknown {
  if (schema.name !== undefined) return schema.type === 'object' ? {} : undefined;
  const zeros: Partial<Record<Schema['type'], unknown>> = {
    string: '',
    integer: 0,
    boolean: false,
  };
  return schema.format === 'byte' ? undefined : zeros[schema.type];
}
