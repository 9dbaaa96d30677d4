import { isDeepStrictEqual } from 'node:util';
import { stringifyExactJson, isRecord, type FieldError } from '@skewplane/apimachinery';
import { itemsOf, propertiesOf, valuesOf, type JsonSchemaProps } from '../json-schema-props.js';
import { isEnforcedFormat } from './formats.js';
import { forbiddenProperty, missing, Result, tooMany, wrongShape, wrongValue } from './result.js';
import {
  checkEnum,
  checkFormat,
  checkNumber,
  checkText,
  checkType,
  PatternCache,
  typesOf,
} from './scalar-checks.js';

export interface ValidateOptions {
  /**
   * The value before an update: what is wrong but was so before is not held against the writer.
   * @see kubernetes/apiextensions-apiserver `pkg/apiserver/validation/ratcheting.go`
   */
  readonly old?: unknown;
  /** Field that the value stands in; `''` for a whole object. */
  readonly at?: string;
}

/**
 * Judges values by the schema of a definition, in the words and the order of upstream's validator.
 * @see kubernetes/kube-openapi `pkg/validation/validate/schema.go`
 */
export class SchemaValidator {
  readonly #schema: JsonSchemaProps;
  readonly #minor: number;
  readonly #patterns = new PatternCache();

  /** @param minor decides which formats count */
  constructor(schema: JsonSchemaProps, minor: number) {
    this.#schema = schema;
    this.#minor = minor;
  }

  /** @returns every problem; undefined `old` judges all of the value */
  validate(value: unknown, { old, at = '' }: ValidateOptions = {}): FieldError[] {
    const { findings } = this.#check(this.#schema, value, '', old);
    return findings.map((each) => each.toFieldError(fieldOf(at, each.path)));
  }

  #check(schema: JsonSchemaProps, value: unknown, path: string, old?: unknown): Result {
    const result = new Result();
    if (old !== undefined && isDeepStrictEqual(old, value)) return result;
    const format = this.#formatOf(schema);
    if (typesOf(schema).length > 0 || format !== undefined) {
      result.add(checkType(value, path, schema, format));
      if (result.isValid) result.matches += 1;
    }
    if (value === null || value === undefined) {
      if (value === null) this.#note(result, checkEnum(null, path, schema));
      return result;
    }
    result.merge(this.#checkAlternatives(schema, value, path, old));
    result.merge(this.#checkKind(schema, value, path, format, old));
    this.#note(result, checkEnum(value, path, schema));
    if (isRecord(value)) {
      result.merge(this.#checkObject(schema, value, path, isRecord(old) ? old : undefined));
    }
    result.matches += 1;
    return result;
  }

  #note(result: Result, finding: ReturnType<typeof checkEnum>): void {
    if (finding === undefined) result.matches += 1;
    else result.add(finding);
  }

  /** The format, when it means something for the type. */
  #formatOf({ type = '', format }: JsonSchemaProps): string | undefined {
    if (format === undefined || format === '') return undefined;
    return isEnforcedFormat(type, format, this.#minor) ? format : undefined;
  }

  #checkKind(
    schema: JsonSchemaProps,
    value: unknown,
    path: string,
    format: string | undefined,
    old: unknown,
  ): Result {
    const result = new Result();
    if (typeof value === 'string') {
      this.#note(result, checkText(value, path, schema, this.#patterns));
      if (format !== undefined && (schema.type ?? 'string') === 'string') {
        this.#note(result, checkFormat(value, path, format, this.#minor));
      }
    } else if (typeof value === 'number' || typeof value === 'bigint') {
      for (const finding of checkNumber(Number(value), path, schema, format))
        this.#note(result, finding);
    } else if (Array.isArray(value)) {
      result.merge(this.#checkList(schema, value, path, Array.isArray(old) ? old : undefined));
    }
    return result;
  }

  #checkList(
    schema: JsonSchemaProps,
    values: readonly unknown[],
    path: string,
    old: readonly unknown[] | undefined,
  ): Result {
    const result = new Result();
    const { minItems, maxItems, uniqueItems } = schema;
    const items = itemsOf(schema);
    if (items !== undefined) {
      const before = oldItems(schema, old);
      values.forEach((value, index) => {
        result.merge(this.#check(items, value, `${path}[${String(index)}]`, before(value)));
      });
    }
    const size = values.length;
    if (minItems !== undefined && size < minItems) {
      result.add(wrongValue(path, size, `should have at least ${String(minItems)} items`));
    }
    if (maxItems !== undefined && size > maxItems) result.add(tooMany(path, size, maxItems));
    if (uniqueItems === true && hasDuplicates(values)) {
      result.add(wrongValue(path, undefined, "shouldn't contain duplicates"));
    }
    result.matches += 1;
    return result;
  }

  #checkObject(
    schema: JsonSchemaProps,
    value: Readonly<Record<string, unknown>>,
    path: string,
    old: Readonly<Record<string, unknown>> | undefined,
  ): Result {
    const result = new Result();
    const { minProperties, maxProperties, properties = {}, required = [] } = schema;
    const size = Object.keys(value).length;
    if (minProperties !== undefined && size < minProperties) {
      result.add(
        wrongValue(path, size, `should have at least ${String(minProperties)} properties`),
      );
    }
    if (maxProperties !== undefined && size > maxProperties) {
      result.add(tooMany(path, size, maxProperties));
    }
    const values = valuesOf(schema);
    for (const [key, each] of Object.entries(value)) {
      if (Object.hasOwn(properties, key)) continue;
      const at = `${path}.${key}`;
      if (schema.additionalProperties === false) result.add(forbiddenProperty(path, key));
      else if (values !== undefined) result.merge(this.#check(values, each, at, own(old, key)));
    }
    for (const [name, property] of propertiesOf(schema)) {
      if (!Object.hasOwn(value, name)) continue;
      result.merge(this.#check(property, value[name], child(path, name), own(old, name)));
    }
    for (const name of required) {
      if (!Object.hasOwn(value, name)) result.add(missing(`${path}.${name}`));
    }
    return result;
  }

  /** `anyOf`, `oneOf`, `allOf` and `not`. @see kubernetes/kube-openapi `pkg/validation/validate/schema_props.go` */
  #checkAlternatives(schema: JsonSchemaProps, value: unknown, path: string, old: unknown): Result {
    const { anyOf = [], oneOf = [], allOf = [], not } = schema;
    const result = new Result();
    const name = JSON.stringify(path);
    const check = (each: JsonSchemaProps): Result => this.#check(each, value, path, old);
    if (anyOf.length > 0) {
      const results = anyOf.map(check);
      const valid = results.find(({ isValid }) => isValid);
      if (valid === undefined) {
        result.add(wrongShape(`${name} must validate at least one schema (anyOf)`));
      }
      result.merge(valid ?? furthest(results));
    }
    if (oneOf.length > 0) result.merge(exactlyOne(oneOf.map(check), name));
    if (allOf.length > 0) result.merge(allOfThem(allOf.map(check), name));
    if (not !== undefined && check(not).isValid) {
      result.add(wrongShape(`${name} must not validate the schema (not)`));
    }
    result.matches += 1;
    return result;
  }
}

function furthest(results: readonly Result[]): Result {
  return results.reduce((best, each) => (each.matches > best.matches ? each : best));
}

function exactlyOne(results: readonly Result[], name: string): Result {
  const result = new Result();
  const valid = results.filter(({ isValid }) => isValid);
  if (valid.length === 1) {
    for (const each of valid) result.merge(each);
    return result;
  }
  const how =
    valid.length === 0 ? 'Found none valid' : `Found ${String(valid.length)} valid alternatives`;
  result.add(wrongShape(`${name} must validate one and only one schema (oneOf). ${how}`));
  if (valid.length === 0) result.merge(furthest(results));
  return result;
}

function allOfThem(results: readonly Result[], name: string): Result {
  const result = new Result();
  for (const each of results) result.merge(each);
  const valid = results.filter(({ isValid }) => isValid).length;
  if (valid < results.length) {
    const how = valid === 0 ? '. None validated' : '';
    result.add(wrongShape(`${name} must validate all the schemas (allOf)${how}`));
  }
  return result;
}

const child = (path: string, name: string) => (path === '' ? name : `${path}.${name}`);

const own = (old: Readonly<Record<string, unknown>> | undefined, key: string): unknown =>
  old !== undefined && Object.hasOwn(old, key) ? old[key] : undefined;

/** Finds the item that one of the new items was; only lists of type map know. */
function oldItems(
  schema: JsonSchemaProps,
  old: readonly unknown[] | undefined,
): (item: unknown) => unknown {
  const keys = schema['x-kubernetes-list-map-keys'];
  if (old === undefined || keys === undefined || schema['x-kubernetes-list-type'] !== 'map') {
    return () => undefined;
  }
  const keyOf = (item: unknown): string | undefined =>
    isRecord(item) ? stringifyExactJson(keys.map((key) => item[key])) : undefined;
  const byKey = new Map(old.map((item) => [keyOf(item), item]));
  return (item) => byKey.get(keyOf(item));
}

function hasDuplicates(values: readonly unknown[]): boolean {
  return values.some((value, at) =>
    values.slice(0, at).some((other) => isDeepStrictEqual(other, value)),
  );
}

/** Upstream tells of rules without a field as `<nil>`. */
function fieldOf(at: string, path: string | undefined): string {
  const below = (path ?? '').replace(/^\./, '');
  if (below === '') return at === '' ? '<nil>' : at;
  return at === '' ? below : `${at}.${below}`;
}
