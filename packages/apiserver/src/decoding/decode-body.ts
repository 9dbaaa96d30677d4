import {
  badRequest,
  fieldInvalid,
  formatGroupVersion,
  invalid,
  isRecord,
  type GroupVersionKind,
  type KubeObject,
  type StatusError,
} from '@skewplane/apimachinery';
import type { SchemaSet } from '@skewplane/api';
import { strictDecodingError, undecodable, type UndecodableBody } from './decode-error.js';
import { identifyObject, type ExpectedKind } from './identify-object.js';
import { JsonSyntaxError } from './json-scanner.js';
import { bodyFormat } from './media-types.js';
import { openProtobuf, type ProtobufBody } from './open-protobuf.js';
import { versionMismatch } from './object-kind.js';
import { parseJson, type ParsedDocument } from './parse-json.js';
import { parseYaml } from './parse-yaml.js';
import { pruneAndCheck, pruneCustomResource, type CheckResult } from './prune-and-check.js';
import { strictFindings } from './strict-findings.js';

export type FieldValidation = 'Ignore' | 'Warn' | 'Strict';

export interface DecodeOptions {
  readonly contentType: string | undefined;
  readonly expected: ExpectedKind;
  readonly fieldValidation: FieldValidation;
  /** The built-in types of this server. */
  readonly schemas: SchemaSet;
}

export interface DecodedObject {
  /** A fresh object that is the caller's own. */
  readonly object: KubeObject;
  /** Texts for `Warning` headers. */
  readonly warnings: readonly string[];
}

/**
 * Turns a request body into an object of the expected kind: parsed, without unknown fields, every value in its one
 * form, with `apiVersion`, `kind` and `metadata`.
 * @see kubernetes/apiserver `pkg/endpoints/handlers/create.go`
 * @throws {StatusError} 400 with upstream's text, 415, or 422 for a custom resource of another kind
 */
export function decodeBody(body: Buffer, options: DecodeOptions): DecodedObject {
  const format = bodyFormat(options.contentType);
  const context = { body, actual: undefined, expected: options.expected.gvk };
  if (format === 'protobuf') return finishProtobuf(openProtobuf(context, options), options);
  const document = parse(body, format, context);
  const actual = identifyObject(document.value, options, context);
  const value = isRecord(document.value) ? document.value : {};
  return finishObject(value, actual, { ...options, body, document });
}

/** Unknown fields of newer clients are passed over, so there is nothing that field validation could find. */
function finishProtobuf(
  { body, value, actual }: ProtobufBody,
  options: DecodeOptions,
): DecodedObject {
  const document = { value, strictFindings: [], offsets: new Map(), literals: new Map() };
  return finishObject(value, actual, { ...options, fieldValidation: 'Ignore', body, document });
}

export interface CheckObjectOptions extends Omit<DecodeOptions, 'contentType'> {
  /** The error for an object that does not fit its type; absent: a 400 as for a body. */
  readonly refuse?: ((problem: string) => StatusError) | undefined;
}

/**
 * The second half of decoding, for objects that came about otherwise (a patch applied to what is stored).
 * @param object the caller's own; edited
 */
export function checkObject(
  object: Record<string, unknown>,
  options: CheckObjectOptions,
): DecodedObject {
  const body = Buffer.alloc(0);
  const document = { value: object, strictFindings: [], offsets: new Map(), literals: new Map() };
  const actual = identifyObject(object, options, {
    body,
    actual: undefined,
    expected: options.expected.gvk,
  });
  return finishObject(object, actual, { ...options, body, document });
}

interface FinishOptions extends CheckObjectOptions {
  readonly body: Buffer;
  readonly document: ParsedDocument;
}

function finishObject(
  value: Record<string, unknown>,
  actual: GroupVersionKind,
  options: FinishOptions,
): DecodedObject {
  const { body, document, expected, fieldValidation } = options;
  const context: UndecodableBody = { body, actual, expected: expected.gvk };
  const refuse = options.refuse ?? ((problem: string) => undecodable(problem, context));
  const checked = check(value, options);
  if (checked.error !== undefined) throw refuse(checked.error);
  const findings = fieldValidation === 'Ignore' ? [] : strictFindings(checked, document);
  if (fieldValidation === 'Strict' && findings.length > 0) {
    throw refuse(strictDecodingError(findings));
  }
  refuseOtherVersion(actual, value, expected);
  return { object: described(value, expected), warnings: findings };
}

function parse(body: Buffer, format: 'json' | 'yaml', context: UndecodableBody): ParsedDocument {
  // Bytes that are not UTF-8 become U+FFFD, in Go as here.
  const text = body.toString('utf8');
  try {
    return format === 'yaml' ? parseYaml(text) : parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    const where = format === 'yaml' ? '' : "couldn't get version/kind; json parse error: ";
    throw undecodable(`${where}${error.message}`, { ...context, cause: error });
  }
}

function refuseOtherVersion(
  actual: GroupVersionKind,
  value: Record<string, unknown>,
  { gvk }: ExpectedKind,
): void {
  if (actual.group !== gvk.group || actual.version !== gvk.version) {
    throw badRequest(versionMismatch(actual, gvk));
  }
  if (actual.kind === gvk.kind) return;
  const name = isRecord(value['metadata']) ? value['metadata']['name'] : '';
  const problem = fieldInvalid('kind', actual.kind, `must be ${gvk.kind}`);
  throw invalid(gvk, typeof name === 'string' ? name : '', [problem]);
}

function check(value: Record<string, unknown>, options: FinishOptions): CheckResult {
  const { expected, schemas, document } = options;
  const { literals } = document;
  if (expected.origin === 'custom') return checkCustom(value, options);
  const schema = expected.schema ?? schemas.forKind(expected.gvk);
  if (schema === undefined) return unchecked(value);
  return pruneAndCheck(value, schema, { literals });
}

const unchecked = (value: unknown): CheckResult => ({
  value,
  unknownFields: [],
  error: undefined,
});

const objectMeta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** A custom resource has the one typed part, its metadata; the rest its own schema prunes. */
function checkCustom(
  value: Record<string, unknown>,
  { expected, schemas, document }: FinishOptions,
): CheckResult {
  const schema = schemas.definition(objectMeta);
  const { literals } = document;
  const hasMetadata = schema !== undefined && value['metadata'] !== undefined;
  const metadata = hasMetadata
    ? pruneAndCheck(value['metadata'] ?? {}, schema, { literals, at: 'metadata' })
    : unchecked(undefined);
  if (hasMetadata) value['metadata'] = metadata.value;
  const pruned = expected.schema === undefined ? [] : pruneCustomResource(value, expected.schema);
  return { ...metadata, value, unknownFields: [...metadata.unknownFields, ...pruned] };
}

/** The object with its description in front; upstream writes typed objects with the kind first. */
function described(value: Record<string, unknown>, { gvk, origin }: ExpectedKind): KubeObject {
  const { kind: _kind, apiVersion: _apiVersion, metadata, ...rest } = value;
  const apiVersion = formatGroupVersion(gvk);
  const kind = gvk.kind;
  return {
    ...(origin === 'built-in' ? { kind, apiVersion } : { apiVersion, kind }),
    metadata: metadata ?? {},
    ...rest,
  };
}
