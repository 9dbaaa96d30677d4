import { isRecord, type Schema } from '@skewplane/apimachinery';
import { goTypeName, goValueName, structName } from './go-types.js';
import {
  checkBase64,
  checkInteger,
  checkTime,
  InvalidText,
  normalizeQuantity,
  TypeMismatch,
  zeroValue,
} from './scalar-values.js';

/** A type's own decoder failed. Go gives up at once, and forgets milder errors. */
export class FatalDecodingError extends Error {
  override readonly name = 'FatalDecodingError';
}

/** Strict decoding stops collecting here. @see kubernetes-sigs/json `internal/golang/encoding/json/kubernetes_patch.go` */
const maxStrictErrors = 100;

/** Walks a value along its type, as Go's decoder does, and remembers what it finds. */
export class TypedWalk {
  /** Paths of fields that were dropped because the type lacks them. */
  readonly unknownFields: string[] = [];
  /** Go's text for the first value that does not fit. */
  error: string | undefined;
  readonly #literals: ReadonlyMap<string, string>;
  /** Field names, map keys and `[index]`es from the root. */
  readonly #path: string[];
  /** Names of struct fields only; Go's errors leave out indices and map keys. */
  readonly #fields: string[] = [];
  #struct = '';

  constructor(literals: ReadonlyMap<string, string>, at: string) {
    this.#literals = literals;
    this.#path = at === '' ? [] : [at];
  }

  /** @throws {FatalDecodingError} */
  walk(value: unknown, schema: Schema): unknown {
    switch (schema.type) {
      case 'any':
        return value;
      case 'object':
        return this.#object(value, schema);
      case 'array':
        return this.#array(value, schema);
      default:
        return this.#scalar(value, schema);
    }
  }

  #object(value: unknown, schema: Schema): unknown {
    if (!isRecord(value)) return this.#mismatch(value, schema);
    if (schema.additionalProperties !== undefined) this.#map(value, schema.additionalProperties);
    else if (schema.properties !== undefined) this.#members(value, schema, schema.properties);
    return value;
  }

  #members(
    value: Record<string, unknown>,
    schema: Schema,
    properties: ReadonlyMap<string, Schema>,
  ): void {
    const outer = this.#struct;
    for (const key of Object.keys(value)) {
      const property = properties.get(key);
      this.#path.push(key);
      if (property === undefined) {
        if (schema.preserveUnknownFields !== true) this.#dropUnknown(value, key);
      } else if (value[key] === null) Reflect.deleteProperty(value, key);
      else {
        this.#struct = structName(schema);
        this.#fields.push(key);
        value[key] = this.walk(value[key], property);
        this.#fields.pop();
      }
      this.#path.pop();
    }
    this.#struct = outer;
  }

  #dropUnknown(value: Record<string, unknown>, key: string): void {
    Reflect.deleteProperty(value, key);
    if (this.unknownFields.length < maxStrictErrors) this.unknownFields.push(this.#pathText());
  }

  #map(value: Record<string, unknown>, values: Schema): void {
    for (const key of Object.keys(value)) {
      this.#path.push(key);
      value[key] = this.#element(value[key], values);
      this.#path.pop();
    }
  }

  #array(value: unknown, schema: Schema): unknown {
    if (!Array.isArray(value)) return this.#mismatch(value, schema);
    const { items } = schema;
    if (items === undefined) return value;
    for (const [index, item] of value.entries()) {
      this.#path.push(`[${String(index)}]`);
      value[index] = this.#element(item, items);
      this.#path.pop();
    }
    return value;
  }

  #element(value: unknown, schema: Schema): unknown {
    return value === null ? zeroValue(schema) : this.walk(value, schema);
  }

  #scalar(value: unknown, schema: Schema): unknown {
    try {
      return this.#checked(value, schema);
    } catch (error) {
      if (error instanceof TypeMismatch) this.#report(this.#describe(error), error.fatal);
      else if (error instanceof InvalidText) this.#report(error.message, error.fatal);
      else throw error;
      return value;
    }
  }

  #checked(value: unknown, schema: Schema): unknown {
    const what = goValueName(value);
    switch (schema.format) {
      case 'quantity':
        return normalizeQuantity(value);
      case 'date-time':
      case 'micro-time':
        return checkTime(value, what, schema.format);
      case 'byte':
        return checkBytes(value, what);
    }
    if (schema.type === 'int-or-string') {
      if (typeof value === 'string') return value;
      if (!isNumeric(value)) throw new TypeMismatch(what, 'int32', true);
      return checkInteger(value, { format: 'int32', literal: this.#literal(), fatal: true });
    }
    if (schema.type === 'integer' && isNumeric(value)) {
      return checkInteger(value, { format: schema.format, literal: this.#literal() });
    }
    if (schema.type === 'number' && typeof value === 'bigint') return Number(value);
    if (typeof value !== schema.type) throw new TypeMismatch(what, goTypeName(schema));
    return value;
  }

  #literal(): string | undefined {
    return this.#literals.size === 0 ? undefined : this.#literals.get(this.#pathText());
  }

  #mismatch(value: unknown, schema: Schema): unknown {
    const mismatch = new TypeMismatch(goValueName(value), goTypeName(schema));
    this.#report(this.#describe(mismatch), false);
    return value;
  }

  #describe({ what, goType }: TypeMismatch): string {
    const target =
      this.#fields.length === 0
        ? 'Go value'
        : `Go struct field ${this.#struct}.${this.#fields.join('.')}`;
    return `json: cannot unmarshal ${what} into ${target} of type ${goType}`;
  }

  #report(message: string, fatal: boolean): void {
    if (fatal) throw new FatalDecodingError(message);
    this.error ??= message;
  }

  #pathText(): string {
    return joinPath(this.#path);
  }
}

/** `['spec', 'containers', '[0]', 'image']` to `spec.containers[0].image`. */
export function joinPath(segments: readonly string[]): string {
  return segments.reduce(
    (path, segment) =>
      path === '' || segment.startsWith('[') ? path + segment : `${path}.${segment}`,
    '',
  );
}

/** Bytes come as base64, or as a list of numbers, which Go takes too. */
function checkBytes(value: unknown, what: string): string {
  if (typeof value === 'string') return checkBase64(value);
  const isByte = (each: unknown) =>
    Number.isInteger(each) && Number(each) >= 0 && Number(each) < 256;
  if (Array.isArray(value) && value.every(isByte)) return Buffer.from(value).toString('base64');
  throw new TypeMismatch(what, '[]uint8');
}

/** A bigint is an integer that a double does not hold. */
const isNumeric = (value: unknown): value is number | bigint =>
  typeof value === 'number' || typeof value === 'bigint';
