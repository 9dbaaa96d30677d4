import type { GroupVersionKind, Schema } from '@skewplane/apimachinery';
import type { SchemaSet } from '@skewplane/api';
import type { ResourceScope } from '../registry/resource-scope.js';
import { typeMeta } from './custom-schema.js';
import type { JsonSchema, SchemaWriter } from './json-schema.js';

export const metaType = (kind: string) => `io.k8s.apimachinery.pkg.apis.meta.v1.${kind}`;
const objectMeta = metaType('ObjectMeta');
const listMeta = metaType('ListMeta');

interface CustomType {
  readonly gvk: GroupVersionKind;
  /** Undefined for lists, and for kinds whose schema is not known. */
  readonly schema: Schema | undefined;
  readonly itemName?: string;
  /** Dotted paths without the leading dot. */
  readonly selectableFields: readonly string[];
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

  write(name: string, writer: SchemaWriter): JsonSchema {
    const custom = this.#custom.get(name);
    if (custom !== undefined) return writeCustom(custom, writer);
    const schema = this.#schemas.definition(name);
    const kinds = this.#schemas.kindsOf(name);
    const unions = this.#schemas.unionsOf(name);
    return {
      ...(schema === undefined ? {} : writer.definition(schema)),
      ...(kinds.length === 0 ? {} : gvkExtension(kinds)),
      ...(unions === undefined ? {} : { 'x-kubernetes-unions': unions }),
    };
  }

  #addCustom({ gvk, listKind, schema, selectableFields = [] }: ResourceScope): void {
    const name = customName(gvk);
    const list = { ...gvk, kind: listKind };
    const common = { selectableFields };
    this.#custom.set(name, { ...common, gvk, schema });
    this.#custom.set(customName(list), {
      ...common,
      gvk: list,
      schema: undefined,
      itemName: name,
    });
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

/** @see kubernetes/apiextensions-apiserver `pkg/controller/openapi/builder/builder.go`, `buildKubeNative` */
function writeCustom(
  { gvk, schema, itemName, selectableFields }: CustomType,
  writer: SchemaWriter,
): JsonSchema {
  const extensions = { ...gvkExtension([gvk]), ...selectableExtension(selectableFields) };
  if (itemName !== undefined) {
    const items = { type: 'array', items: writer.reference(itemName) };
    const properties = { ...typeMeta, items, metadata: writer.reference(listMeta) };
    return { type: 'object', required: ['items'], properties, ...extensions };
  }
  // With properties, kubectl would take all others for unknown.
  if (schema === undefined || !writer.tellsFieldsOf(schema)) {
    return { type: 'object', ...extensions };
  }
  const written = writer.use(schema);
  const metadata = writer.reference(objectMeta);
  const own = written['properties'] as JsonSchema | undefined;
  // A CRD may restrict these; readers of the document want their real types.
  const properties = { ...own, ...typeMeta, metadata };
  return { ...written, type: 'object', properties, ...extensions };
}

const selectableExtension = (paths: readonly string[]): JsonSchema =>
  paths.length === 0
    ? {}
    : { 'x-kubernetes-selectable-fields': paths.map((fieldPath) => ({ fieldPath })) };
