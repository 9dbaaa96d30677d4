import type { SchemaSet } from '@skewplane/api';
import { isRecord, type Immutable, type KubeObject, type Schema } from '@skewplane/apimachinery';

/** What a type lacks that it has in other minors, and the fields below which there may be more of that. */
interface ForeignFields {
  readonly drop: readonly string[];
  readonly within: Map<string, Place>;
}

interface Place {
  readonly foreign: ForeignFields;
  /** Are the values of the field, or of each object in it, what is meant? */
  readonly isMap: boolean;
}

/** Never edits its argument; the same object when there is nothing to drop. */
export type FieldDropper = (object: Immutable<KubeObject>) => Immutable<KubeObject>;

/**
 * What drops the fields that this minor does not know from stored objects: an instance of another minor may have written
 * them, and a decoder into Go's types never sees them. Looks only where types differ between minors, so that most
 * objects cost nothing.
 * @returns undefined for a type that has all fields of all minors
 */
export function foreignFieldDropper(
  schema: Schema | undefined,
  schemas: Pick<SchemaSet, 'foreignFieldsOf'>,
): FieldDropper | undefined {
  if (schema === undefined) return undefined;
  const foreign = new ForeignFieldFinder(schemas).find(schema);
  return foreign && ((object) => dropFrom(object, foreign) as Immutable<KubeObject>);
}

class ForeignFieldFinder {
  readonly #schemas: Pick<SchemaSet, 'foreignFieldsOf'>;
  /** By definition; types may contain themselves. */
  readonly #known = new Map<string, ForeignFields | undefined>();

  constructor(schemas: Pick<SchemaSet, 'foreignFieldsOf'>) {
    this.#schemas = schemas;
  }

  find(schema: Schema): ForeignFields | undefined {
    const { name } = schema;
    if (name === undefined) return undefined; // a scalar
    if (this.#known.has(name)) return this.#known.get(name);
    const found: ForeignFields = { drop: this.#schemas.foreignFieldsOf(name), within: new Map() };
    this.#known.set(name, found);
    let isNeeded = found.drop.length > 0;
    for (const [field, type] of schema.properties ?? []) {
      const values = type.additionalProperties;
      const foreign = this.find(values ?? type.items ?? type);
      if (foreign === undefined) continue;
      found.within.set(field, { foreign, isMap: values !== undefined });
      // A type within itself is a reason only when there is another one.
      isNeeded ||= foreign !== found;
    }
    const result = isNeeded ? found : undefined;
    this.#known.set(name, result);
    return result;
  }
}

/** @param value an object of the type, or a list of them */
function dropFrom(value: unknown, foreign: ForeignFields): unknown {
  if (Array.isArray(value)) return listWith(value, (each) => dropFrom(each, foreign));
  if (!isRecord(value)) return value;
  const result = recordWith(value, foreign.within.keys(), (field, before) => {
    const place = foreign.within.get(field);
    if (place === undefined) return before;
    if (!place.isMap || !isRecord(before)) return dropFrom(before, place.foreign);
    return recordWith(before, Object.keys(before), (_, each) => dropFrom(each, place.foreign));
  });
  const gone = foreign.drop.filter((field) => field in result);
  if (gone.length === 0) return result;
  return Object.fromEntries(Object.entries(result).filter(([field]) => !gone.includes(field)));
}

type Fields = Readonly<Record<string, unknown>>;

/** The same record when no value changes. */
function recordWith(
  record: Fields,
  fields: Iterable<string>,
  change: (field: string, value: unknown) => unknown,
): Fields {
  let copy: Record<string, unknown> | undefined;
  for (const field of fields) {
    const before = record[field];
    const after = before === undefined ? undefined : change(field, before);
    if (after === before) continue;
    copy ??= { ...record };
    copy[field] = after;
  }
  return copy ?? record;
}

/** The same list when no value changes. */
function listWith(
  list: readonly unknown[],
  change: (each: unknown) => unknown,
): readonly unknown[] {
  const after = list.map(change);
  return after.every((each, index) => each === list[index]) ? list : after;
}
