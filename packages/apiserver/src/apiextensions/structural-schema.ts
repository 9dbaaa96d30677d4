import { type Schema } from '@skewplane/apimachinery';
import { itemsOf, propertiesOf, valuesOf, type JsonSchemaProps } from './json-schema-props.js';

const types = new Set(['object', 'array', 'string', 'integer', 'number', 'boolean'] as const);
const isKnownType = (type: string | undefined): type is 'object' =>
  (types as ReadonlySet<string | undefined>).has(type);

/**
 * The structural part of a definition's schema, as pruning, defaulting, ownership and documents see it. What lies
 * below a node is read when first asked for: most of a large schema never is.
 * @see kubernetes/apiextensions-apiserver `pkg/apiserver/schema/structural.go`
 */
export class StructuralSchema implements Schema {
  readonly raw: JsonSchemaProps;
  readonly type: Schema['type'];
  readonly format: string | undefined;
  readonly required: readonly string[] | undefined;
  readonly enum: readonly unknown[] | undefined;
  readonly default: unknown;
  readonly nullable: boolean | undefined;
  readonly preserveUnknownFields: boolean | undefined;
  readonly embeddedResource: boolean | undefined;
  readonly listType: Schema['listType'];
  readonly listMapKeys: readonly string[] | undefined;
  readonly mapType: Schema['mapType'];
  #properties: ReadonlyMap<string, StructuralSchema> | undefined;
  #additionalProperties: Schema | undefined;
  #items: StructuralSchema | undefined;

  constructor(raw: JsonSchemaProps) {
    this.raw = raw;
    this.type = typeOf(raw);
    this.format = raw.format;
    this.required = raw.required;
    this.enum = raw.enum;
    this.default = raw.default ?? undefined;
    this.nullable = raw.nullable;
    this.preserveUnknownFields = raw['x-kubernetes-preserve-unknown-fields'];
    this.embeddedResource = raw['x-kubernetes-embedded-resource'];
    this.listType = raw['x-kubernetes-list-type'] as Schema['listType'];
    this.listMapKeys = raw['x-kubernetes-list-map-keys'];
    this.mapType = raw['x-kubernetes-map-type'] as Schema['mapType'];
  }

  get properties(): ReadonlyMap<string, StructuralSchema> | undefined {
    if (this.raw.properties === undefined) return undefined;
    this.#properties ??= new Map(
      propertiesOf(this.raw).map(([name, each]) => [name, new StructuralSchema(each)]),
    );
    return this.#properties;
  }

  get additionalProperties(): Schema | undefined {
    const values = valuesOf(this.raw);
    if (values === undefined) {
      return this.raw.additionalProperties === true ? keepsAnything : undefined;
    }
    return (this.#additionalProperties ??= new StructuralSchema(values));
  }

  get items(): StructuralSchema | undefined {
    const items = itemsOf(this.raw);
    return items === undefined ? undefined : (this.#items ??= new StructuralSchema(items));
  }
}

/** `additionalProperties: true` */
const keepsAnything: Schema = { type: 'any', preserveUnknownFields: true };

function typeOf(raw: JsonSchemaProps): Schema['type'] {
  if (raw['x-kubernetes-int-or-string'] === true) return 'int-or-string';
  return isKnownType(raw.type) ? raw.type : 'any';
}

const text: Schema = { type: 'string' };

/**
 * The schema of a whole custom resource: what its definition says, and the fields that every object has.
 * @param objectMeta type of `metadata`
 */
export function customResourceSchema(
  structural: StructuralSchema,
  objectMeta: Schema | undefined,
): Schema {
  let properties: ReadonlyMap<string, Schema> | undefined;
  return {
    type: 'object',
    raw: structural.raw,
    preserveUnknownFields: structural.preserveUnknownFields,
    mapType: structural.mapType,
    required: structural.required,
    get properties() {
      properties ??= new Map<string, Schema>([
        ...(structural.properties ?? []),
        ['apiVersion', text],
        ['kind', text],
        ...(objectMeta === undefined ? [] : [['metadata', objectMeta] as const]),
      ]);
      return properties;
    },
  };
}
