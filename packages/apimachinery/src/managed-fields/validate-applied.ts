import { isRecord } from '../kube-object.js';
import { goLiteral, goString, goType } from '../patch/go-format.js';
import type { JsonObject } from '../patch/json-value.js';
import type { Schema } from '../schema.js';
import { FieldPathError, formatElement, itemElement } from './path-element.js';
import { fieldSchema, isDeclared, isDeduced, shapeOf } from './shape.js';

/** Every object has these, whether its schema says so or not. */
const ownFields = ['apiVersion', 'kind', 'metadata'];

/**
 * Everything about an applied configuration that does not fit its schema, worded as upstream words it: unknown
 * fields, wrong types and list items that appear twice.
 * @see kubernetes-sigs/structured-merge-diff `typed/validate.go`
 */
export function problemsOfApplied(object: JsonObject, schema: Schema | undefined): string[] {
  return Object.keys(object)
    .filter((name) => !ownFields.includes(name) || isDeclared(schema, name))
    .flatMap((name) => problemsOfField(object, name, schema));
}

/** Joins problems as Go's `ValidationErrors` does. */
export function joinProblems(problems: readonly string[]): string {
  const [only] = problems;
  if (problems.length === 1 && only !== undefined) return only;
  return ['errors:', ...problems.map((problem) => `  ${problem}`)].join('\n');
}

function problemsOfField(object: JsonObject, name: string, schema: Schema | undefined): string[] {
  const isKnown =
    schema === undefined ||
    isDeclared(schema, name) ||
    schema.additionalProperties !== undefined ||
    schema.preserveUnknownFields === true ||
    (schema.properties?.size ?? 0) === 0;
  return isKnown
    ? problemsOfValue(object[name], fieldSchema(schema, name), `.${name}`)
    : [`.${name}: field not declared in schema`];
}

function problemsOfValue(value: unknown, schema: Schema | undefined, path: string): string[] {
  if (value === undefined || value === null || isDeduced(schema)) return [];
  switch (schema.type) {
    case 'object':
    case 'any':
      if (shapeOf(schema, {}) === 'leaf' && schema.properties === undefined) return [];
      if (!isRecord(value)) return [`${path}: expected map, got &{${goString(value)}}`];
      return Object.keys(value).flatMap((name) =>
        problemsOfField(value, name, schema).map((problem) => path + problem),
      );
    case 'array':
      if (!Array.isArray(value)) return [`${path}: expected list, got &{${goString(value)}}`];
      return problemsOfList(value, schema, path);
    default:
      return problemsOfScalar(value, schema).map((problem) => `${path}: ${problem}`);
  }
}

function problemsOfList(list: readonly unknown[], schema: Schema, path: string): string[] {
  const isKeyed = schema.listType === 'map' || schema.listType === 'set';
  const seen = new Set<string>();
  const problems: string[] = [];
  for (const [index, item] of list.entries()) {
    let element = `i:${index}`;
    if (isKeyed) {
      try {
        element = itemElement(item, schema);
      } catch (error) {
        if (!(error instanceof FieldPathError)) throw error;
        return [...problems, `${path}: element ${index}: ${error.message}`];
      }
      if (seen.has(element)) {
        problems.push(`${path}: duplicate entries for key ${formatElement(element)}`);
      }
      seen.add(element);
    }
    problems.push(...problemsOfValue(item, schema.items, path + formatElement(element)));
  }
  return problems;
}

function problemsOfScalar(value: unknown, { type, format }: Schema): string[] {
  if (type === 'int-or-string' || format === 'quantity' || format === 'int-or-string') {
    return typeof value === 'object' ? [`expected any scalar, got &{${goString(value)}}`] : [];
  }
  if (type === 'boolean') {
    return typeof value === 'boolean' ? [] : [`expected boolean, got &{${goString(value)}}`];
  }
  if (type === 'string') {
    if (typeof value === 'string') return [];
    return [`expected string, got &value.valueUnstructured{Value:${goLiteral(value)}}`];
  }
  return typeof value === 'number' || typeof value === 'bigint'
    ? []
    : [`expected numeric (int or float), got ${goType(value)}`];
}
