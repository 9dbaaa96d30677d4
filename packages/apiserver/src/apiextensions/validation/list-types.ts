import {
  stringifyExactJson,
  fieldDuplicate,
  fieldInvalid,
  isRecord,
  type FieldError,
  type Schema,
} from '@skewplane/apimachinery';

/**
 * Lists that are sets have no item twice, lists that are maps no key twice.
 * @see kubernetes/apiextensions-apiserver `pkg/apiserver/schema/listtype/validation.go`
 */
export function validateListTypes(
  value: unknown,
  schema: Schema | undefined,
  path = '',
): FieldError[] {
  if (schema === undefined) return [];
  if (Array.isArray(value)) {
    return [
      ...validateList(value, schema, path),
      ...value.flatMap((item, at) => validateListTypes(item, schema.items, indexed(path, at))),
    ];
  }
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, each]) => {
    const property = schema.properties?.get(name);
    return property === undefined
      ? validateListTypes(each, schema.additionalProperties, `${path}[${name}]`)
      : validateListTypes(each, property, path === '' ? name : `${path}.${name}`);
  });
}

const indexed = (path: string, at: number) => `${path}[${String(at)}]`;

function validateList(items: readonly unknown[], schema: Schema, path: string): FieldError[] {
  switch (schema.listType) {
    case 'set':
      return repeated(items).map((at) => fieldDuplicate(indexed(path, at), items[at]));
    case 'map':
      return validateMap(items, schema.listMapKeys ?? [], path);
    case 'atomic':
    case undefined:
      return [];
  }
}

function validateMap(
  items: readonly unknown[],
  keys: readonly string[],
  path: string,
): FieldError[] {
  const wrong = items.findIndex((item) => item !== null && !isRecord(item));
  if (wrong >= 0) {
    const problem = 'must be an object for an array of list-type map';
    return [fieldInvalid(indexed(path, wrong), items[wrong], problem)];
  }
  const identities = items.map((item) => {
    const fields = isRecord(item) ? item : {};
    return Object.fromEntries(
      keys.filter((key) => Object.hasOwn(fields, key)).map((key) => [key, fields[key]]),
    );
  });
  return repeated(identities).map((at) => fieldDuplicate(indexed(path, at), identities[at]));
}

/** Where something stands for the second time; a third time is not told again. */
function repeated(items: readonly unknown[]): number[] {
  const times = new Map<string, number>();
  return [...items.keys()].filter((at) => {
    const text = stringifyExactJson(sorted(items[at]));
    const count = (times.get(text) ?? 0) + 1;
    times.set(text, count);
    return count === 2;
  });
}

/** Go writes maps with sorted keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
