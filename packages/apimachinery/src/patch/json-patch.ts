import { stringifyExactJson } from '../exact-json.js';
import { isRecord } from '../kube-object.js';
import { badRequest, requestEntityTooLarge } from '../status.js';
import { goJsonKind } from './go-format.js';
import { cloneJson, deleteOwn, equalJson, getOwn, setOwn, type JsonObject } from './json-value.js';
import { unprocessablePatch } from './patch-error.js';

/** One step of a JSON patch (RFC 6902), fields as sent. */
export interface JsonPatchOperation {
  readonly op?: string | undefined;
  readonly path?: string | undefined;
  readonly from?: string | undefined;
  readonly value?: unknown;
}

type Container = JsonObject | unknown[];

/** A place in the document: it need not exist yet. */
interface Location {
  readonly container: Container;
  readonly key: string;
}

/** @see kubernetes/apiserver `pkg/endpoints/handlers/patch.go`, `maxJSONPatchOperations` */
const maxOperations = 10_000;
/** @see kubernetes/apiserver `pkg/server/config.go`, `JSONPatchMaxCopyBytes` */
const maxCopiedBytes = 3 * 1024 * 1024;

const stringFields = ['op', 'path', 'from'] as const;

/**
 * Reads the parsed body of a JSON patch.
 * @throws {StatusError} 400 when it is no list of operations, 413 when it has more than 10,000
 */
export function decodeJsonPatch(body: unknown): JsonPatchOperation[] {
  if (body === null) return [];
  if (!Array.isArray(body)) throw wrongType(body, 'Go value of type []handlers.jsonPatchOp');
  const operations = body.map(decodeOperation);
  if (operations.length > maxOperations) {
    throw requestEntityTooLarge(
      `The allowed maximum operations in a JSON patch is ${maxOperations}, got ${operations.length}`,
    );
  }
  return operations;
}

function decodeOperation(operation: unknown): JsonPatchOperation {
  if (operation === null) return {};
  if (!isRecord(operation)) throw wrongType(operation, 'Go value of type handlers.jsonPatchOp');
  for (const field of stringFields) {
    const value = getOwn(operation, field) ?? '';
    if (typeof value !== 'string') {
      throw wrongType(value, `Go struct field jsonPatchOp.${field} of type string`);
    }
  }
  return operation;
}

function wrongType(value: unknown, target: string): Error {
  return badRequest(
    `error decoding patch: json: cannot unmarshal ${goJsonKind(value)} into ${target}`,
  );
}

/** Fields of the operations that RFC 6902 does not know, as strict field validation words them. */
export function unknownJsonPatchFields(operations: readonly JsonPatchOperation[]): string[] {
  return operations.flatMap((operation, index) =>
    Object.keys(operation)
      .filter((key) => key !== 'value' && !stringFields.some((known) => known === key))
      .map((key) => `json patch unknown field "[${index}].${key}"`),
  );
}

/**
 * Applies the operations in order to a copy of `document`.
 *
 * Follows the library the apiserver uses where it is laxer than the RFC: `replace` may add a key,
 * `copy` of an absent key writes null, indices may be negative, and text before the first `/` is ignored.
 * @throws {StatusError} 422 when an operation does not apply or a `test` fails
 * @see evanphx/json-patch `patch.go` (v4)
 */
export function applyJsonPatch(
  document: JsonObject,
  operations: readonly JsonPatchOperation[],
): unknown {
  let root: Container = cloneJson(document);
  let copiedBytes = 0;
  for (const operation of operations) {
    switch (operation.op) {
      case 'add':
        add(required(root, operation, 'path', 'add'), cloneJson(operation.value ?? null));
        break;
      case 'remove':
        remove(required(root, operation, 'path', 'remove'));
        break;
      case 'replace':
        root = replace(root, operation);
        break;
      case 'move': {
        const from = required(root, operation, 'from', 'move');
        const value = read(from.container, from.key) ?? null;
        remove(from);
        add(required(root, operation, 'path', 'move'), value);
        break;
      }
      case 'copy': {
        const from = required(root, operation, 'from', 'copy');
        const value = read(from.container, from.key) ?? null;
        copiedBytes += stringifyExactJson(value).length;
        if (copiedBytes > maxCopiedBytes) {
          throw unprocessablePatch(`copied ${copiedBytes} bytes, the limit is ${maxCopiedBytes}`);
        }
        add(required(root, operation, 'path', 'copy'), cloneJson(value));
        break;
      }
      case 'test':
        test(root, operation);
        break;
      default:
        throw unprocessablePatch(`Unexpected kind: ${operation.op ?? 'unknown'}`);
    }
  }
  return root;
}

function required(
  root: Container,
  operation: JsonPatchOperation,
  field: 'path' | 'from',
  op: string,
): Location {
  const pointer = operation[field];
  if (typeof pointer !== 'string') {
    throw unprocessablePatch(`${op} operation missing ${field} field: missing value`);
  }
  const location = locate(root, pointer);
  if (location === undefined) {
    throw unprocessablePatch(`${op} operation does not apply: doc is missing ${field}: ${pointer}`);
  }
  return location;
}

function locate(root: Container, pointer: string): Location | undefined {
  const parts = pointer.split('/').slice(1).map(unescape);
  const key = parts.pop();
  if (key === undefined) return undefined;
  let container = root;
  for (const part of parts) {
    const next =
      Array.isArray(container) && !isIndexOf(container, part) ? null : read(container, part);
    if (!isContainer(next)) return undefined;
    container = next;
  }
  return { container, key };
}

/** One pass, so that `~01` becomes `~1` and not `/` (RFC 6901, section 4). */
function unescape(token: string): string {
  return token.replace(/~[01]/g, (escape) => (escape === '~1' ? '/' : '~'));
}

function isContainer(value: unknown): value is Container {
  return Array.isArray(value) || isRecord(value);
}

function parseIndex(key: string): number {
  if (!/^[+-]?\d+$/.test(key)) {
    throw unprocessablePatch(`value was not a proper array index: '${key}'`);
  }
  return Number(key);
}

function isIndexOf(list: readonly unknown[], key: string): boolean {
  if (!/^[+-]?\d+$/.test(key)) return false;
  const index = Number(key);
  return index < list.length && index >= -list.length;
}

function existingIndex(list: readonly unknown[], key: string): number {
  const index = parseIndex(key);
  if (!isIndexOf(list, key)) throw unprocessablePatch(`Unable to access invalid index: ${index}`);
  return index < 0 ? index + list.length : index;
}

function read(container: Container, key: string): unknown {
  return Array.isArray(container)
    ? container[existingIndex(container, key)]
    : getOwn(container, key);
}

function add({ container, key }: Location, value: unknown): void {
  if (!Array.isArray(container)) {
    setOwn(container, key, value);
    return;
  }
  if (key === '-') {
    container.push(value);
    return;
  }
  const index = parseIndex(key);
  const length = container.length + 1;
  if (index >= length || index < -length) {
    throw unprocessablePatch(`Unable to access invalid index: ${index}`);
  }
  container.splice(index < 0 ? index + length : index, 0, value);
}

function remove({ container, key }: Location): void {
  if (Array.isArray(container)) {
    container.splice(existingIndex(container, key), 1);
    return;
  }
  if (!Object.hasOwn(container, key)) {
    throw unprocessablePatch(`Unable to remove nonexistent key: ${key}: missing value`);
  }
  deleteOwn(container, key);
}

/** Returns the root, which a replace of the empty path exchanges. */
function replace(root: Container, operation: JsonPatchOperation): Container {
  const value = cloneJson(operation.value ?? null);
  if (operation.path === '') {
    if (!isContainer(value)) {
      throw unprocessablePatch('replace operation value must be object or array');
    }
    return value;
  }
  const { container, key } = required(root, operation, 'path', 'replace');
  if (Array.isArray(container)) container[existingIndex(container, key)] = value;
  else setOwn(container, key, value);
  return root;
}

function test(root: Container, operation: JsonPatchOperation): void {
  const { path } = operation;
  const actual = path === '' ? root : readAt(required(root, operation, 'path', 'test'));
  if (!equalJson(actual ?? null, operation.value ?? null)) {
    throw unprocessablePatch(`testing value ${path ?? ''} failed: test failed`);
  }
}

const readAt = ({ container, key }: Location): unknown => read(container, key);
