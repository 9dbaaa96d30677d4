import type { GroupVersionKind, Schema } from '@skewplane/apimachinery';
import type { SchemaSet } from '@skewplane/api';
import type { ResourceScope } from '../registry/resource-scope.js';
import type { JsonSchema, SchemaWriter } from './json-schema.js';

const metaV1 = 'io.k8s.apimachinery.pkg.apis.meta.v1';
const objectMeta = `${metaV1}.ObjectMeta`;
const listMeta = `${metaV1}.ListMeta`;

export const metaType = (kind: string) => `${metaV1}.${kind}`;

interface CustomType {
  readonly gvk: GroupVersionKind;
  /** Undefined for lists, and for kinds whose schema is not known. */
  readonly schema: Schema | undefined;
  readonly itemName?: string;
}

const keyOf = ({ group, version, kind }: GroupVersionKind) => `${group}/${version}/${kind}`;

/** `stable.example.com/v1 CronTab` to `com.example.stable.v1.CronTab`. */
const customName = ({ group, version, kind }: GroupVersionKind) =>
  [...group.split('.').reverse(), version, kind].join('.');

/** Names of the types behind kinds, built-in and custom, and what the types look like. */
export class TypeNames {
  readonly #schemas: SchemaSet;
  readonly #custom = new Map<string, CustomType>();
  readonly #customNames = new Map<string, string>();

  constructor(schemas: SchemaSet, scopes: Iterable<ResourceScope>) {
    this.#schemas = schemas;
    for (const scope of scopes) if (scope.origin === 'custom') this.#addCustom(scope);
  }

  /** Undefined when nothing is known of the kind. */
  nameOf(gvk: GroupVersionKind): string | undefined {
    return this.#customNames.get(keyOf(gvk)) ?? this.#schemas.forKind(gvk)?.name;
  }

  /** @param groupVersions kinds that belong to every group-version are listed for these */
  write(
    name: string,
    writer: SchemaWriter,
    groupVersions: readonly GroupVersionKind[],
  ): JsonSchema {
    const custom = this.#custom.get(name);
    if (custom !== undefined) return writeCustom(custom, writer);
    const schema = this.#schemas.definition(name);
    const kind = this.#schemas.kindOf(name);
    const unions = this.#schemas.unionsOf(name);
    return {
      ...(schema === undefined ? {} : writer.definition(schema)),
      ...(kind === undefined
        ? {}
        : gvkExtension(kind === 'all' ? ofKind(name, groupVersions) : [kind])),
      ...(unions === undefined ? {} : { 'x-kubernetes-unions': unions }),
    };
  }

  #addCustom({ gvk, listKind, schema }: ResourceScope): void {
    const name = customName(gvk);
    const list = { ...gvk, kind: listKind };
    this.#custom.set(name, { gvk, schema });
    this.#custom.set(customName(list), { gvk: list, schema: undefined, itemName: name });
    this.#customNames.set(keyOf(gvk), name).set(keyOf(list), customName(list));
  }
}

const gvkExtension = (kinds: readonly GroupVersionKind[]) => ({
  'x-kubernetes-group-version-kind': kinds.map(({ group, kind, version }) => ({
    group,
    kind,
    version,
  })),
});

function ofKind(name: string, groupVersions: readonly GroupVersionKind[]): GroupVersionKind[] {
  const kind = name.slice(name.lastIndexOf('.') + 1);
  return groupVersions.map(({ group, version }) => ({ group, version, kind }));
}

function writeCustom({ gvk, schema, itemName }: CustomType, writer: SchemaWriter): JsonSchema {
  const text = { type: 'string' };
  const common = { apiVersion: text, kind: text };
  if (itemName !== undefined) {
    const items = { type: 'array', items: writer.reference(itemName) };
    const properties = { ...common, items, metadata: writer.reference(listMeta) };
    return { type: 'object', required: ['items'], properties, ...gvkExtension([gvk]) };
  }
  const written = schema === undefined ? keepsAll : writer.use(schema);
  const properties = {
    ...common,
    metadata: writer.reference(objectMeta),
    ...omitCommon(written['properties'] as JsonSchema | undefined),
  };
  return { ...written, type: 'object', properties, ...gvkExtension([gvk]) };
}

const keepsAll: JsonSchema = { 'x-kubernetes-preserve-unknown-fields': true };

/** A CRD may restrict these; readers of the document want their real types. */
const omitCommon = ({ apiVersion: _a, kind: _k, metadata: _m, ...own }: JsonSchema = {}) => own;
