import {
  formatGroupVersion,
  internalError,
  isRecord,
  type GroupVersionKind,
  type Immutable,
  type KubeObject,
  type Schema,
} from '@skewplane/apimachinery';
import { applySchemaDefaults } from '../decoding/apply-schema-defaults.js';
import { pruneCustomResource } from '../decoding/prune-and-check.js';
import type { DefinitionConversion } from './custom-resource-definition.js';

export interface ReaderOptions {
  readonly gvk: GroupVersionKind;
  /** What the definition says of this version, without the fields that every object has. */
  readonly schema: Schema;
  readonly conversion: DefinitionConversion | undefined;
}

/**
 * Makes what clients see of a stored object: in their version, without fields that the definition does not have
 * any more, with the defaults it has now. The same object when none of this changes it.
 * @see kubernetes/apiextensions-apiserver `pkg/apiserver/customresource_handler.go`, `schemaCoercingDecoder`
 */
export function customResourceReader({
  gvk,
  schema,
  conversion,
}: ReaderOptions): (object: Immutable<KubeObject>) => Immutable<KubeObject> {
  const toVersion = customResourceConverter(gvk, conversion);
  return (object) => {
    const converted = toVersion(object);
    if (!needsCare(converted, schema)) return converted;
    const copy = structuredClone(converted) as KubeObject;
    pruneCustomResource(copy, schema);
    dropNulls(copy, schema);
    applySchemaDefaults(copy, schema);
    return copy;
  };
}

/**
 * From any version of a definition to one of them: only `apiVersion` changes.
 * @throws {StatusError} 500 when the versions need a webhook, which this server does not call
 */
export function customResourceConverter(
  gvk: GroupVersionKind,
  conversion: DefinitionConversion | undefined,
): (object: Immutable<KubeObject>) => Immutable<KubeObject> {
  const wanted = formatGroupVersion(gvk);
  return (object) => {
    if (object.apiVersion === wanted) return object;
    if (conversion?.strategy === 'Webhook') {
      const from = `${object.apiVersion}, Kind=${object.kind}`;
      throw internalError(
        `conversion webhook for ${from} failed: conversion webhooks are not called by this server`,
      );
    }
    const { apiVersion: _before, kind, ...rest } = object;
    return { apiVersion: wanted, kind, ...rest };
  };
}

/** Would reading change the object? Looks without copying: most objects are fine as they are. */
function needsCare(value: unknown, schema: Schema, isRoot = true): boolean {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items !== undefined && value.some((item) => needsCare(item, items, false));
  }
  if (!isRecord(value)) return false;
  const { properties, additionalProperties } = schema;
  const keepsMeta = isRoot || schema.embeddedResource === true;
  for (const [name, each] of Object.entries(value)) {
    if (keepsMeta && ownedByServer.has(name)) continue;
    const member = properties?.get(name) ?? additionalProperties;
    if (member === undefined) {
      if (schema.preserveUnknownFields !== true) return true;
    } else if (each === null ? member.nullable !== true : needsCare(each, member, false)) {
      return true;
    }
  }
  for (const [name, property] of properties ?? []) {
    if (property.default !== undefined && !Object.hasOwn(value, name)) return true;
  }
  return false;
}

const ownedByServer = new Set(['apiVersion', 'kind', 'metadata']);

/**
 * Nulls where null is not allowed and no default waits for the place.
 * @see kubernetes/apiextensions-apiserver `pkg/apiserver/schema/defaulting/prunenulls.go`
 */
export function dropNulls(value: unknown, schema: Schema | undefined): void {
  if (schema === undefined) return;
  if (Array.isArray(value)) {
    for (const item of value) dropNulls(item, schema.items);
    return;
  }
  if (!isRecord(value)) return;
  for (const [name, each] of Object.entries(value)) {
    const member = schema.properties?.get(name) ?? schema.additionalProperties;
    if (member === undefined) continue;
    if (each === null && member.nullable !== true && member.default === undefined) {
      Reflect.deleteProperty(value, name);
    } else dropNulls(each, member);
  }
}
