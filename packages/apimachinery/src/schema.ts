/**
 * The shape of a value, whatever it was read from: the tables of built-in types or a CRD's structural
 * schema. Implementations expand references lazily, so a schema may be infinite (JSONSchemaProps): never walk
 * one without an object beside it.
 */
export interface Schema {
  /** Definition name, for example `io.k8s.api.core.v1.PodSpec`; absent for inline schemas. */
  readonly name?: string | undefined;
  readonly type:
    'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'int-or-string' | 'any';
  /** `int32`, `int64`, `date-time`, `micro-time`, `byte`, `quantity`, `duration`, `double`, ... */
  readonly format?: string | undefined;
  readonly properties?: ReadonlyMap<string, Schema> | undefined;
  /** Schema of the values of a map. */
  readonly additionalProperties?: Schema | undefined;
  readonly items?: Schema | undefined;
  readonly required?: readonly string[] | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly default?: unknown;
  readonly nullable?: boolean | undefined;
  /** Fields without a property are kept (`x-kubernetes-preserve-unknown-fields`, `any`). */
  readonly preserveUnknownFields?: boolean | undefined;
  /** The value is a whole object with apiVersion, kind and metadata (`x-kubernetes-embedded-resource`). */
  readonly embeddedResource?: boolean | undefined;
  /** How server-side apply treats a list; absent means atomic. */
  readonly listType?: 'atomic' | 'set' | 'map' | undefined;
  readonly listMapKeys?: readonly string[] | undefined;
  /** How server-side apply treats an object or map; absent means granular. */
  readonly mapType?: 'atomic' | 'granular' | undefined;
  /** Directives of strategic merge patch. */
  readonly patchStrategy?: readonly ('merge' | 'replace' | 'retainKeys')[] | undefined;
  readonly patchMergeKey?: string | undefined;
  /** The JSON schema this was read from, when there is one: it says more than fits here (descriptions, limits). */
  readonly raw?: unknown;
}
