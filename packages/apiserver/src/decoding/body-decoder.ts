import type { GroupVersionKind, KubeObject, Schema, StatusError } from '@skewplane/apimachinery';
import type { SchemaSet } from '@skewplane/api';
import {
  checkObject,
  decodeBody,
  type DecodedObject,
  type FieldValidation,
} from './decode-body.js';
import type { ExpectedKind } from './identify-object.js';

/** What endpoints know of the type that a body must have; a `ResourceScope` is one. */
export interface DecodedKind {
  readonly gvk: GroupVersionKind;
  readonly schema: Schema | undefined;
}

export interface BodyDecoderOptions {
  readonly fieldValidation: FieldValidation;
  /** Called with texts for `Warning` headers. */
  readonly warn: (text: string) => void;
}

export interface ObjectCheckOptions extends BodyDecoderOptions {
  /** The error for an object that does not fit its type (`misfitPatch`); absent: a 400 as for a body. */
  readonly refuse?: ((problem: string) => StatusError) | undefined;
}

/** Decoding as the endpoints use it. */
export interface ObjectDecoder {
  /** @throws {StatusError} 400, 415 or 422 */
  decode(
    kind: DecodedKind,
    bytes: Buffer,
    contentType: string | undefined,
    options: BodyDecoderOptions,
  ): KubeObject;
  /**
   * Checks an object that is parsed already.
   * @param object the caller's own; edited
   * @throws {StatusError} 400
   */
  check(
    kind: DecodedKind,
    object: Record<string, unknown>,
    options: ObjectCheckOptions,
  ): KubeObject;
}

/** @param schemas the built-in types of this server */
export function createBodyDecoder(schemas: SchemaSet): ObjectDecoder {
  return new SchemaBodyDecoder(schemas);
}

class SchemaBodyDecoder implements ObjectDecoder {
  readonly #schemas: SchemaSet;

  constructor(schemas: SchemaSet) {
    this.#schemas = schemas;
  }

  decode(
    kind: DecodedKind,
    bytes: Buffer,
    contentType: string | undefined,
    { fieldValidation, warn }: BodyDecoderOptions,
  ): KubeObject {
    const expected = this.#expected(kind);
    const schemas = this.#schemas;
    return warned(decodeBody(bytes, { contentType, expected, fieldValidation, schemas }), warn);
  }

  check(
    kind: DecodedKind,
    object: Record<string, unknown>,
    { warn, ...options }: ObjectCheckOptions,
  ): KubeObject {
    const expected = this.#expected(kind);
    return warned(checkObject(object, { ...options, expected, schemas: this.#schemas }), warn);
  }

  /** Every built-in kind has a type in the tables, and a custom resource has none there. */
  #expected({ gvk, schema }: DecodedKind): ExpectedKind {
    const builtIn = this.#schemas.forKind(gvk);
    if (builtIn === undefined) return { origin: 'custom', gvk, schema };
    return { origin: 'built-in', gvk, schema: builtIn };
  }
}

function warned({ object, warnings }: DecodedObject, warn: (text: string) => void): KubeObject {
  for (const warning of warnings) warn(warning);
  return withoutEmptyMetadata(object);
}

/** Go writes these only when something is in them. */
const omittedWhenEmpty = ['labels', 'annotations', 'ownerReferences', 'finalizers'] as const;

/** @see kubernetes/apimachinery `pkg/apis/meta/v1/types.go`, `ObjectMeta` */
function withoutEmptyMetadata(object: KubeObject): KubeObject {
  const { metadata } = object as { metadata?: object | null }; // absent from options and reviews
  if (metadata === undefined || metadata === null) return object;
  const kept = Object.entries(metadata).filter(
    ([field, value]) =>
      !omittedWhenEmpty.some((each) => each === field) ||
      (typeof value === 'object' && value !== null && Object.keys(value as object).length > 0),
  );
  return { ...object, metadata: Object.fromEntries(kept) };
}
