import type { Schema } from '@skewplane/apimachinery';
import type { SchemaSet } from '../schemas/schema-set.js';
import type { FieldOwner } from './changes.js';

/** Types with fields of their own that all kinds have; who has them tells nothing. */
const isEverywhere = (name: string) => name.startsWith('io.k8s.apimachinery.');

/** Which kinds have a definition within, by the definition's name. Lists of kinds and options are no owners. */
export function fieldOwners(schemas: SchemaSet): ReadonlyMap<string, readonly FieldOwner[]> {
  const owners = new Map<string, FieldOwner[]>();
  for (const root of schemas.names()) {
    const gvk = schemas.kindOf(root);
    const schema = schemas.definition(root);
    if (gvk === undefined || gvk === 'all' || schema === undefined || isList(schema)) continue;
    for (const [name, path] of definitionsIn(schema)) {
      const known = owners.get(name) ?? [];
      owners.set(name, [...known, { ...gvk, path }]);
    }
  }
  return owners;
}

function isList({ properties }: Schema): boolean {
  return properties?.has('items') === true && !properties.has('spec');
}

/** Breadth first, so that the first way found is the shortest; definitions may contain themselves. */
function definitionsIn(root: Schema): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  const open: [Schema, string][] = [[root, '']];
  for (const [schema, path] of open) {
    const { name, items, additionalProperties, properties } = schema;
    if (name !== undefined) {
      if (paths.has(name)) continue;
      paths.set(name, path);
      if (isEverywhere(name)) continue;
    }
    if (items !== undefined) open.push([items, `${path}[]`]);
    if (additionalProperties !== undefined) open.push([additionalProperties, `${path}.*`]);
    for (const [field, value] of properties ?? []) open.push([value, `${path}.${field}`]);
  }
  return paths;
}
