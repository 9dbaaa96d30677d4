import { isDeepStrictEqual } from 'node:util';
import type { JsonSchemaProps } from '../json-schema-props.js';
import { hasFormat } from './formats.js';
import { compileGoPattern, type Pattern } from './go-pattern.js';
import { notInEnum, tooLong, wrongShape, wrongType, wrongValue, type Finding } from './result.js';

/** Type of a JSON value as JSON schema names it. */
export function jsonTypeOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'bigint') return 'integer';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

/** Types a schema takes; none: all of them. */
export function typesOf(schema: JsonSchemaProps): readonly string[] {
  if (schema['x-kubernetes-int-or-string'] === true) return ['integer', 'string'];
  return schema.type === undefined || schema.type === '' ? [] : [schema.type];
}

/**
 * @param format the enforced format; undefined without one
 * @see kubernetes/kube-openapi `pkg/validation/validate/type.go`
 */
export function checkType(
  value: unknown,
  path: string,
  schema: JsonSchemaProps,
  format: string | undefined,
): Finding | undefined {
  const types = typesOf(schema);
  const found = jsonTypeOf(value);
  if (found === 'null') {
    return types.length > 0 && schema.nullable !== true
      ? wrongType(path, types.join(','), found)
      : undefined;
  }
  const fits = types.includes(found) || (found === 'integer' && types.includes('number'));
  const isText = found === 'string' || found === 'array';
  const isNumeric = types.includes('number') || types.includes('integer');
  if (!isText && format !== undefined && !fits) {
    return wrongType(path, format, goFormatOf(found));
  }
  if (isText && format !== undefined && !isNumeric) return undefined;
  if (types.length === 0 && format === undefined) return undefined;
  return fits ? undefined : wrongType(path, types.join(','), found);
}

/** The format that Go's type of a number stands for. */
function goFormatOf(type: string): string {
  return type === 'integer' ? 'int64' : type === 'number' ? 'double' : '';
}

/** The first thing wrong with a text. */
export function checkText(
  text: string,
  path: string,
  schema: JsonSchemaProps,
  patterns: PatternCache,
): Finding | undefined {
  const { maxLength, minLength, pattern } = schema;
  const length = maxLength === undefined && minLength === undefined ? 0 : runes(text);
  if (maxLength !== undefined && length > maxLength) return tooLong(path, maxLength);
  if (minLength !== undefined && length < minLength) {
    return wrongValue(path, text, `should be at least ${String(minLength)} chars long`);
  }
  if (pattern === undefined || pattern === '') return undefined;
  return patterns.get(pattern).test(text)
    ? undefined
    : wrongValue(path, text, `should match '${pattern}'`);
}

function runes(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Compiled patterns of one schema. */
export class PatternCache {
  readonly #patterns = new Map<string, Pattern>();

  get(source: string): Pattern {
    let pattern = this.#patterns.get(source);
    if (pattern === undefined) {
      pattern = compiled(source);
      this.#patterns.set(source, pattern);
    }
    return pattern;
  }
}

/** Definitions with bad patterns are refused; one that slipped in refuses every value, as upstream. */
function compiled(source: string): Pattern {
  try {
    return compileGoPattern(source);
  } catch {
    return { test: () => false };
  }
}

export function checkFormat(
  text: string,
  path: string,
  format: string,
  minor: number,
): Finding | undefined {
  return hasFormat(text, format, minor) ? undefined : wrongType(path, format, text);
}

const ranges: Readonly<Record<string, readonly [number, number]>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  int64: [-(2 ** 63), 2 ** 63],
  float: [-3.4028234663852886e38, 3.4028234663852886e38],
};

/** All that is wrong with a number. @see kubernetes/kube-openapi `pkg/validation/validate/validator.go` */
export function checkNumber(
  value: number,
  path: string,
  schema: JsonSchemaProps,
  format: string | undefined,
): (Finding | undefined)[] {
  return [
    checkRange(value, path, schema, format),
    checkMultiple(value, path, schema),
    checkMinimum(value, path, schema),
    checkMaximum(value, path, schema),
  ];
}

function checkRange(
  value: number,
  path: string,
  { type }: JsonSchemaProps,
  format: string | undefined,
): Finding | undefined {
  if (type !== 'integer' && type !== 'number') return undefined;
  const range = ranges[format ?? (type === 'integer' ? 'int64' : '')];
  if (range === undefined || (value >= range[0] && value <= range[1])) return undefined;
  const how = format === undefined ? '(default format)' : `with format ${format}`;
  return wrongShape(`Checked value must be of type ${type} ${how} in ${path}`);
}

function checkMultiple(
  value: number,
  path: string,
  { multipleOf }: JsonSchemaProps,
): Finding | undefined {
  if (multipleOf === undefined) return undefined;
  if (multipleOf <= 0) {
    const text = `factor MultipleOf declared for ${path} must be positive: ${String(multipleOf)}`;
    return { ...wrongShape(text), path };
  }
  const times = multipleOf < 1 ? (1 / multipleOf) * value : value / multipleOf;
  const isWhole = Math.abs(times - Math.round(times)) < 1e-9 * Math.max(1, Math.abs(times));
  return isWhole
    ? undefined
    : wrongValue(path, value, `should be a multiple of ${String(multipleOf)}`);
}

function checkMinimum(
  value: number,
  path: string,
  { minimum, exclusiveMinimum = false }: JsonSchemaProps,
): Finding | undefined {
  if (minimum === undefined || value > minimum || (!exclusiveMinimum && value === minimum))
    return undefined;
  const relation = exclusiveMinimum ? 'greater than' : 'greater than or equal to';
  return wrongValue(path, value, `should be ${relation} ${String(minimum)}`);
}

function checkMaximum(
  value: number,
  path: string,
  { maximum, exclusiveMaximum = false }: JsonSchemaProps,
): Finding | undefined {
  if (maximum === undefined || value < maximum || (!exclusiveMaximum && value === maximum))
    return undefined;
  const relation = exclusiveMaximum ? 'less than' : 'less than or equal to';
  return wrongValue(path, value, `should be ${relation} ${String(maximum)}`);
}

export function checkEnum(
  value: unknown,
  path: string,
  { enum: allowed }: JsonSchemaProps,
): Finding | undefined {
  if (allowed === undefined || allowed.length === 0) return undefined;
  return allowed.some((each) => isDeepStrictEqual(each, value))
    ? undefined
    : notInEnum(path, value, allowed);
}
