export type ProtoScalar = 'string' | 'bool' | 'int32' | 'int64' | 'double' | 'bytes';

/**
 * How a message stands in JSON. `object`: field by field. The rest are types with a JSON form of their own:
 * `json` holds JSON as bytes, `list` stands for its `items`, and the `schema-or-…` are the either-or types of CRDs.
 */
export type JsonForm =
  | 'object'
  | 'quantity'
  | 'int-or-string'
  | 'time'
  | 'micro-time'
  | 'json'
  | 'list'
  | 'schema-or-bool'
  | 'schema-or-list'
  | 'schema-or-strings';

export interface ProtoField {
  /** The name in JSON. */
  readonly name: string;
  readonly number: number;
  /** Maps have string keys. */
  readonly holds: 'one' | 'list' | 'map';
  /** What it holds; a message says nothing until it is asked. */
  readonly type: ProtoScalar | LazyMessage;
  /** Does a zero say something? If not, Go writes it on the wire and leaves it out of JSON. */
  readonly keepsZero: boolean;
  /** The message's fields stand among those of its owner in JSON. */
  readonly inlined: boolean;
}

/** Messages contain themselves (JSONSchemaProps), so they are made as they are reached. */
export interface LazyMessage {
  get(): ProtoMessage;
}

export interface ProtoMessage {
  /** For example `k8s.io.api.core.v1.PodSpec`. */
  readonly name: string;
  readonly form: JsonForm;
  /** By number, ascending. */
  readonly fields: readonly ProtoField[];
  field(number: number): ProtoField | undefined;
}
