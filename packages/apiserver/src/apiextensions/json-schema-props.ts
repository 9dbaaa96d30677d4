import { isRecord } from '@skewplane/apimachinery';

/**
 * A schema as a CustomResourceDefinition carries it. Below `items` and `additionalProperties` the decoder checks
 * nothing, so readers go through `subschemas` and the guards here.
 * @see kubernetes/apiextensions-apiserver `pkg/apis/apiextensions/v1/types_jsonschema.go`
 */
export interface JsonSchemaProps {
  readonly id?: string;
  readonly $schema?: string;
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: string;
  readonly format?: string;
  readonly title?: string;
  readonly default?: unknown;
  readonly maximum?: number;
  readonly exclusiveMaximum?: boolean;
  readonly minimum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly maxItems?: number;
  readonly minItems?: number;
  readonly uniqueItems?: boolean;
  readonly multipleOf?: number;
  readonly enum?: readonly unknown[];
  readonly maxProperties?: number;
  readonly minProperties?: number;
  readonly required?: readonly string[];
  readonly items?: unknown;
  readonly allOf?: readonly JsonSchemaProps[];
  readonly oneOf?: readonly JsonSchemaProps[];
  readonly anyOf?: readonly JsonSchemaProps[];
  readonly not?: JsonSchemaProps;
  readonly properties?: Readonly<Record<string, JsonSchemaProps>>;
  readonly additionalProperties?: unknown;
  readonly patternProperties?: Readonly<Record<string, JsonSchemaProps>>;
  readonly dependencies?: Readonly<Record<string, unknown>>;
  readonly additionalItems?: unknown;
  readonly definitions?: Readonly<Record<string, JsonSchemaProps>>;
  readonly externalDocs?: unknown;
  readonly example?: unknown;
  readonly nullable?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-map-type'?: string;
  readonly 'x-kubernetes-validations'?: readonly ValidationRule[];
}

export interface ValidationRule {
  readonly rule?: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: string;
  readonly fieldPath?: string;
  readonly optionalOldSelf?: boolean;
}

/** The schema of list items; undefined when there is none, or a list of them. */
export const itemsOf = ({ items }: JsonSchemaProps): JsonSchemaProps | undefined =>
  isRecord(items) ? items : undefined;

/** The schema of a map's values; undefined when there is none, or just true or false. */
export const valuesOf = ({ additionalProperties }: JsonSchemaProps): JsonSchemaProps | undefined =>
  isRecord(additionalProperties) ? additionalProperties : undefined;

export const propertiesOf = ({
  properties,
}: JsonSchemaProps): readonly (readonly [string, JsonSchemaProps])[] =>
  Object.entries(properties ?? {});

/** Every schema right below this one, whatever it is there for. */
export function subschemas(schema: JsonSchemaProps): JsonSchemaProps[] {
  const { items, additionalItems, additionalProperties, not, dependencies } = schema;
  const { allOf, anyOf, oneOf, properties, patternProperties, definitions } = schema;
  const lists: unknown[] = [items, allOf, anyOf, oneOf].flatMap((each: unknown): unknown[] =>
    Array.isArray(each) ? each : [each],
  );
  const maps = [properties, patternProperties, definitions, dependencies].flatMap(
    (each): unknown[] => Object.values(each ?? {}),
  );
  return [additionalProperties, not, additionalItems, ...lists, ...maps].filter(
    (each): each is JsonSchemaProps => isRecord(each),
  );
}

/** Does the schema, or any below it, fit? */
export function someSchema(
  schema: JsonSchemaProps,
  fits: (schema: JsonSchemaProps) => boolean,
): boolean {
  return fits(schema) || subschemas(schema).some((each) => someSchema(each, fits));
}
