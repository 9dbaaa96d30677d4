import { isRecord } from '@skewplane/apimachinery';

/** A JSON object whose fields are read by name. */
export type Fields = Readonly<Record<string, unknown>>;
/** The same, while it is being filled. */
export type EditableFields = Record<string, unknown>;

/** `a.b.c` below `root`; undefined where the path ends early. No list indexes, no dots in names. */
export function valueAt(root: unknown, path: string): unknown {
  let value = root;
  // Validation reads some hundred fields of every object: no list of the path's parts is made.
  for (let start = 0; start <= path.length;) {
    if (!isRecord(value)) return undefined;
    const dot = path.indexOf('.', start);
    const end = dot < 0 ? path.length : dot;
    value = value[path.slice(start, end)];
    start = end + 1;
  }
  return value;
}

/** Empty when there is no object at the path. */
export function fieldsAt(root: unknown, path: string): Fields {
  const value = valueAt(root, path);
  return isRecord(value) ? value : {};
}

/** The objects of a list; empty when there is no list at the path. */
export function listAt(root: unknown, path: string): readonly Fields[] {
  const value = valueAt(root, path);
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

export function textsAt(root: unknown, path: string): readonly string[] {
  const value = valueAt(root, path);
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** Empty when absent, as Go's zero value. */
export function textAt(root: unknown, path: string): string {
  const value = valueAt(root, path);
  return typeof value === 'string' ? value : '';
}

export function numberAt(root: unknown, path: string): number | undefined {
  const value = valueAt(root, path);
  return typeof value === 'number' ? value : undefined;
}

/** String values of a map such as labels. */
export function textMapAt(root: unknown, path: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fieldsAt(root, path)).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}

/** Is the field set at all? Null counts as absent, as it does in JSON read by Go. */
export function has(root: unknown, path: string): boolean {
  const value = valueAt(root, path);
  return value !== undefined && value !== null;
}

/** The object at `name`, made when absent. */
export function ensureFields(parent: EditableFields, name: string): EditableFields {
  const value = parent[name];
  if (isRecord(value)) return value;
  const made: EditableFields = {};
  parent[name] = made;
  return made;
}

/** The object at `name` for editing; undefined when absent. */
export function editable(
  parent: EditableFields | undefined,
  name: string,
): EditableFields | undefined {
  const value = parent?.[name];
  return isRecord(value) ? value : undefined;
}

/** The objects of the list at `name` for editing. */
export function editableList(
  parent: EditableFields | undefined,
  name: string,
): readonly EditableFields[] {
  const value = parent?.[name];
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** Fills each field that is absent or null, and texts that are empty: Go cannot tell those from absent. */
export function fill(target: EditableFields, defaults: Fields): void {
  for (const [name, value] of Object.entries(defaults)) {
    const present = target[name];
    const empty = typeof value === 'string' && present === '';
    if (present === undefined || present === null || empty) target[name] = structuredClone(value);
  }
}

/**
 * Equality of two JSON values where absent, null, empty lists and empty maps are the same.
 * @see kubernetes/apimachinery `pkg/api/equality/semantic.go`
 */
export function semanticallyEqual(a: unknown, b: unknown): boolean {
  if (a === b || (isEmpty(a) && isEmpty(b))) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((each, at) => semanticallyEqual(each, b[at]));
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) =>
    semanticallyEqual(a[name], b[name]),
  );
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.keys(value).length === 0;
}
