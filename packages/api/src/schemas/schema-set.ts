import type { GroupVersion, GroupVersionKind, Schema } from '@skewplane/apimachinery';
import { newestMinor, oldestMinor } from '../generated/minors.js';
import { sharedKinds } from '../generated/schemas.js';
import { parseAttributes, type Attributes } from './attributes.js';
import { BuiltInSchema } from './built-in-schema.js';
import {
  fieldsOf,
  foreignFieldsOf,
  indexTable,
  longName,
  parseLine,
  type DefinitionText,
} from './schema-table.js';

/** The built-in types of one Kubernetes minor. */
export interface SchemaSet {
  readonly minor: number;
  /** @param name for example `io.k8s.api.core.v1.PodSpec` */
  definition(name: string): Schema | undefined;
  /** The type of a kind, lists included. Options that all groups share are found for any group. */
  forKind(gvk: GroupVersionKind): Schema | undefined;
  /** Names of all definitions, sorted. */
  names(): Iterable<string>;
  /** The kind a definition stands for; `'all'` for options that every group-version has. */
  kindOf(name: string): GroupVersionKind | 'all' | undefined;
  /** Every group-version and kind of a definition as documents list them, served or not; mostly one, or none. */
  kindsOf(name: string): readonly GroupVersionKind[];
  /** `x-kubernetes-unions` of a definition. */
  unionsOf(name: string): readonly unknown[] | undefined;
  /** Fields that a definition has in other minors only: objects that an instance of such a minor wrote may hold them. */
  foreignFieldsOf(name: string): readonly string[];
}

/**
 * The types as release 1.`minor` has them, alpha and beta included. Parsed piece by piece as they are asked for; keep the
 * answer, for another call starts over.
 * @throws {RangeError} for a minor that the table does not hold
 */
export function schemasFor(minor: number): SchemaSet {
  if (!Number.isInteger(minor) || minor < oldestMinor || minor > newestMinor) {
    throw new RangeError(`No types of Kubernetes 1.${String(minor)} are known`);
  }
  return new TableSchemaSet(minor);
}

type Parts = Omit<Schema, 'properties'>;
interface Shape {
  readonly parts: Parts;
  readonly properties?: () => ReadonlyMap<string, Schema> | undefined;
}

/** Types whose wire form says more than their table line, by name. */
const wellKnown: Readonly<Record<string, Parts>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: 'string', format: 'quantity' },
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': { type: 'string', format: 'date-time' },
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': { type: 'string', format: 'micro-time' },
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': { type: 'any', preserveUnknownFields: true },
  'io.k8s.apimachinery.pkg.runtime.RawExtension': { type: 'any', preserveUnknownFields: true },
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { type: 'int-or-string' },
};

const scalars: Readonly<Record<string, Parts>> = {
  string: { type: 'string' },
  boolean: { type: 'boolean' },
  byte: { type: 'string', format: 'byte' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  double: { type: 'number', format: 'double' },
  object: { type: 'object' },
  any: { type: 'any', preserveUnknownFields: true },
};

class TableSchemaSet implements SchemaSet {
  readonly minor: number;
  #index: ReadonlyMap<string, DefinitionText> | undefined;
  #byKind: ReadonlyMap<string, string> | undefined;
  readonly #definitions = new Map<string, BuiltInSchema>();

  constructor(minor: number) {
    this.minor = minor;
  }

  definition(name: string): Schema | undefined {
    const known = this.#definitions.get(name);
    if (known !== undefined) return known;
    const text = this.#texts().get(name);
    if (text === undefined) return undefined;
    const made = this.#define(name, text);
    this.#definitions.set(name, made);
    return made;
  }

  forKind({ group, version, kind }: GroupVersionKind): Schema | undefined {
    const kinds = (this.#byKind ??= this.#indexKinds());
    const name = kinds.get(`${group}/${version}/${kind}`) ?? kinds.get(kind);
    return name === undefined ? undefined : this.definition(name);
  }

  names(): Iterable<string> {
    return this.#texts().keys();
  }

  kindOf(name: string): GroupVersionKind | 'all' | undefined {
    const gvk = this.#headOf(name)?.gvk;
    if (gvk === undefined) return undefined;
    if (gvk === '*') return 'all';
    const [group = '', version = '', kind = ''] = gvk.split('/');
    return { group, version, kind };
  }

  kindsOf(name: string): readonly GroupVersionKind[] {
    const own = this.kindOf(name);
    if (own === undefined) return [];
    const kind = own === 'all' ? name.slice(name.lastIndexOf('.') + 1) : own.kind;
    const shared = sharedVersions(kind, this.minor);
    if (own === 'all') return shared.map((gv) => ({ ...gv, kind }));
    // Another definition may have a kind of the same name.
    const isListed = shared.some((gv) => gv.group === own.group && gv.version === own.version);
    return isListed ? shared.map((gv) => ({ ...gv, kind })) : [own];
  }

  unionsOf(name: string): readonly unknown[] | undefined {
    return this.#headOf(name)?.unions;
  }

  foreignFieldsOf(name: string): readonly string[] {
    const text = this.#texts().get(name);
    return text === undefined ? [] : foreignFieldsOf(text, this.minor);
  }

  #headOf(name: string): Attributes | undefined {
    const text = this.#texts().get(name);
    return text === undefined ? undefined : parseAttributes(text.head).attributes;
  }

  #texts(): ReadonlyMap<string, DefinitionText> {
    return (this.#index ??= indexTable(this.minor));
  }

  #indexKinds(): ReadonlyMap<string, string> {
    const kinds = new Map<string, string>();
    for (const [name, { head }] of this.#texts()) {
      const gvk = /(?:^| )gvk=(\S+)/.exec(head)?.[1];
      if (gvk === undefined) continue;
      kinds.set(gvk === '*' ? name.slice(name.lastIndexOf('.') + 1) : gvk, name);
    }
    return kinds;
  }

  #define(name: string, text: DefinitionText): BuiltInSchema {
    const { type = 'object', attributes } = parseAttributes(text.head);
    const parts = wellKnown[name] ?? scalars[type] ?? { type: 'object' };
    return new BuiltInSchema(
      { ...parts, ...overlay(attributes), name },
      parts.type === 'object' ? () => this.#propertiesOf(text) : undefined,
    );
  }

  #propertiesOf(text: DefinitionText): ReadonlyMap<string, Schema> {
    const properties = new Map<string, Schema>();
    for (const [field, rest] of fieldsOf(text, this.minor)) {
      properties.set(field, this.#fieldSchema(rest));
    }
    return properties;
  }

  #fieldSchema(text: string): Schema {
    const { type = 'any', attributes } = parseAttributes(text);
    const own = overlay(attributes);
    const plain = Object.keys(own).length === 0;
    // Most references say nothing of their own and share the definition.
    if (plain && type.startsWith('*')) return this.#reference(type);
    const { parts, properties } = this.#shapeOf(type, attributes.itemEnum);
    return new BuiltInSchema({ ...parts, ...own }, properties);
  }

  #shapeOf(type: string, itemEnum: readonly unknown[] | undefined): Shape {
    if (type.startsWith('[]')) {
      return { parts: { type: 'array', items: this.#itemSchema(type.slice(2), itemEnum) } };
    }
    if (type.startsWith('{}')) {
      const values = this.#itemSchema(type.slice(2), itemEnum);
      return { parts: { type: 'object', additionalProperties: values } };
    }
    if (!type.startsWith('*')) return { parts: { ...scalarParts(type), enum: itemEnum } };
    const target = this.#reference(type);
    return { parts: target, properties: () => target.properties };
  }

  #itemSchema(type: string, itemEnum: readonly unknown[] | undefined): Schema {
    if (type.startsWith('*')) return this.#reference(type);
    const { parts, properties } = this.#shapeOf(type, itemEnum);
    return new BuiltInSchema(parts, properties);
  }

  #reference(type: string): Schema {
    const name = longName(type.slice(1));
    const target = this.definition(name);
    if (target === undefined) throw new Error(`The schema table refers to ${name}, which it lacks`);
    return target;
  }
}

/** Group-versions that share a kind in one minor. */
function sharedVersions(kind: string, minor: number): GroupVersion[] {
  const words = (sharedKinds[kind] ?? '').split(' ').filter((word) => word !== '');
  return words.flatMap((word) => {
    const line = parseLine(word, minor);
    if (line === undefined) return [];
    const [group = '', version = ''] = line.name.split('/');
    return [{ group, version }];
  });
}

function scalarParts(type: string): Parts {
  const parts = scalars[type];
  if (parts === undefined) throw new Error(`Unknown type ${type} in the schema table`);
  return parts;
}

/** The attributes that belong to the schema itself. */
function overlay({
  gvk: _gvk,
  unions: _unions,
  itemEnum: _items,
  ...own
}: Attributes): Partial<Parts> {
  return own;
}
