import type { Schema } from '@skewplane/apimachinery';

type PropertiesSource = () => ReadonlyMap<string, Schema> | undefined;

/** A schema whose properties are made when first read, so that types may refer to each other. */
export class BuiltInSchema implements Schema {
  readonly name: string | undefined;
  readonly type: Schema['type'];
  readonly format: string | undefined;
  readonly additionalProperties: Schema | undefined;
  readonly items: Schema | undefined;
  readonly required: readonly string[] | undefined;
  readonly enum: readonly unknown[] | undefined;
  readonly default: unknown;
  readonly preserveUnknownFields: boolean | undefined;
  readonly listType: Schema['listType'];
  readonly listMapKeys: readonly string[] | undefined;
  readonly mapType: Schema['mapType'];
  readonly patchStrategy: Schema['patchStrategy'];
  readonly patchMergeKey: string | undefined;
  #properties: ReadonlyMap<string, Schema> | PropertiesSource | undefined;

  constructor(parts: Omit<Schema, 'properties'>, properties?: PropertiesSource) {
    this.name = parts.name;
    this.type = parts.type;
    this.format = parts.format;
    this.additionalProperties = parts.additionalProperties;
    this.items = parts.items;
    this.required = parts.required;
    this.enum = parts.enum;
    this.default = parts.default;
    this.preserveUnknownFields = parts.preserveUnknownFields;
    this.listType = parts.listType;
    this.listMapKeys = parts.listMapKeys;
    this.mapType = parts.mapType;
    this.patchStrategy = parts.patchStrategy;
    this.patchMergeKey = parts.patchMergeKey;
    this.#properties = properties;
  }

  get properties(): ReadonlyMap<string, Schema> | undefined {
    if (typeof this.#properties === 'function') this.#properties = this.#properties();
    return this.#properties;
  }
}
