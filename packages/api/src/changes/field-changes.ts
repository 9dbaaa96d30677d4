import { parseAttributes, type Attributes } from '../schemas/attributes.js';
import { fieldsOf, indexTable, type DefinitionText } from '../schemas/schema-table.js';
import { schemasFor } from '../schemas/schema-set.js';
import type { DefaultChange, FieldChange, FieldChangeKind, FieldOwner } from './changes.js';
import { fieldOwners } from './field-owners.js';

export interface SchemaChanges {
  readonly fields: readonly FieldChange[];
  readonly defaults: readonly DefaultChange[];
}

interface Field {
  readonly type: string;
  readonly attributes: Attributes;
  readonly isRequired: boolean;
}

/**
 * Fields of the definitions that both minors have. What a new kind, or a new type of a new field, is made of is no
 * change of its own.
 */
export function schemaChanges(from: number, to: number): SchemaChanges {
  const before = indexTable(from);
  const after = indexTable(to);
  const ownersBefore = fieldOwners(schemasFor(from));
  const ownersAfter = fieldOwners(schemasFor(to));
  const fields: FieldChange[] = [];
  const defaults: DefaultChange[] = [];
  for (const [name, text] of after) {
    const past = before.get(name);
    if (past === undefined) continue;
    const old = fieldsAt(past, from);
    const now = fieldsAt(text, to);
    for (const field of new Set([...old.keys(), ...now.keys()])) {
      const owners = (now.has(field) ? ownersAfter : ownersBefore).get(name) ?? [];
      const where = { definition: shortName(name), field, owners: [...owners].sort(byKind) };
      fields.push(...changesOfField(old.get(field), now.get(field), where));
      defaults.push(...changesOfValues(old.get(field), now.get(field), where));
    }
  }
  return { fields: fields.sort(byPlace), defaults: defaults.sort(byPlace) };
}

type Where = Pick<FieldChange, 'definition' | 'field' | 'owners'>;

function fieldsAt(text: DefinitionText, minor: number): ReadonlyMap<string, Field> {
  const required = new Set(parseAttributes(text.head).attributes.required);
  const fields = new Map<string, Field>();
  for (const [name, rest] of fieldsOf(text, minor)) {
    const { type = 'any', attributes } = parseAttributes(rest);
    fields.set(name, { type: readable(type), attributes, isRequired: required.has(name) });
  }
  return fields;
}

/** `[]*core.v1.Container` → `[]core.v1.Container` */
const readable = (type: string) => type.replace('*', '').replace('%', '');

function changesOfField(
  old: Field | undefined,
  now: Field | undefined,
  where: Where,
): FieldChange[] {
  const tell = (change: FieldChangeKind, before?: string, after?: string): FieldChange => ({
    change,
    ...where,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  });
  if (old === undefined) return now === undefined ? [] : [tell('added', undefined, now.type)];
  if (now === undefined) return [tell('removed', old.type)];
  const changes: FieldChange[] = [];
  if (old.type !== now.type) changes.push(tell('retyped', old.type, now.type));
  if (old.isRequired !== now.isRequired) {
    changes.push(tell(now.isRequired ? 'required' : 'optional'));
  }
  const [mergedBefore, mergedNow] = [mergeText(old.attributes), mergeText(now.attributes)];
  if (mergedBefore !== mergedNow) {
    changes.push(tell('merged otherwise', mergedBefore, mergedNow));
  }
  return changes;
}

/** How apply and patches treat a field, in the words of the schema. */
function mergeText({
  listType,
  listMapKeys,
  mapType,
  patchStrategy,
  patchMergeKey,
}: Attributes): string {
  const parts = [
    ['list type', listType],
    ['list map keys', listMapKeys?.join(', ')],
    ['map type', mapType],
    ['patch strategy', patchStrategy?.join(', ')],
    ['patch merge key', patchMergeKey],
  ] as const;
  const told = parts.filter(([, value]) => value !== undefined);
  return told.length === 0 ? 'nothing said' : told.map((part) => part.join(' ')).join(', ');
}

/** Of a field that both have: the default of a new one comes with it. */
function changesOfValues(
  old: Field | undefined,
  now: Field | undefined,
  where: Where,
): DefaultChange[] {
  if (old === undefined || now === undefined) return [];
  const changes: DefaultChange[] = [];
  const [defaultBefore, defaultNow] = [old, now].map(({ attributes }) =>
    JSON.stringify(attributes.default),
  );
  if (defaultBefore !== defaultNow) {
    changes.push({
      change: 'default',
      ...where,
      ...(defaultBefore === undefined ? {} : { before: defaultBefore }),
      ...(defaultNow === undefined ? {} : { after: defaultNow }),
    });
  }
  const [enumBefore, enumNow] = [enumOf(old), enumOf(now)];
  const [gone, come] = [missingIn(enumNow, enumBefore), missingIn(enumBefore, enumNow)];
  if (gone !== '' || come !== '') {
    changes.push({
      change: 'enum',
      ...where,
      ...(gone === '' ? {} : { before: gone }),
      ...(come === '' ? {} : { after: come }),
    });
  }
  return changes;
}

function enumOf({ attributes }: Field): readonly unknown[] {
  return attributes.enum ?? attributes.itemEnum ?? [];
}

/** Values of `all` that `some` lacks, as JSON. */
function missingIn(some: readonly unknown[], all: readonly unknown[]): string {
  return all
    .filter((value) => !some.includes(value))
    .map((value) => JSON.stringify(value))
    .join(', ');
}

/** `io.k8s.api.core.v1.PodSpec` → `core.v1.PodSpec` */
function shortName(name: string): string {
  return name.replace(/^io\.k8s\.(?:api\.|.*\.pkg\.(?:apis\.|api\.)?)/, '');
}

function byPlace(a: Where, b: Where): number {
  return compare(a.definition, b.definition) || compare(a.field, b.field);
}

function byKind(a: FieldOwner, b: FieldOwner): number {
  return compare(a.group, b.group) || compare(a.version, b.version) || compare(a.kind, b.kind);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
