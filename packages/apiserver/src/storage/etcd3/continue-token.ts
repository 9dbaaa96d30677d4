import { scanJson } from '../../decoding/json-scanner.js';
import { StorageError } from '../errors.js';

/** Where a paged list goes on. */
export interface ContinuePoint {
  /** First key, relative to the listed prefix. */
  readonly start: string;
  /** Revision of the first page; -1: go on from the newest revision (inconsistent). */
  readonly revision: number;
}

const notValid = 'continue key is not valid';

/** @see kubernetes/apiserver `pkg/storage/continue.go`, `EncodeContinue` */
export function encodeContinue({ start, revision }: ContinuePoint): string {
  const token = JSON.stringify({ v: 'meta.k8s.io/v1', rv: revision, start });
  return Buffer.from(token).toString('base64url');
}

/**
 * @throws {StorageError} `InvalidContinueToken` with upstream's text
 * @see kubernetes/apiserver `pkg/storage/continue.go`, `DecodeContinue`
 */
export function decodeContinue(token: string): ContinuePoint {
  const bad = /[^A-Za-z0-9_-]/.exec(token);
  if (bad !== null) throw invalid(`${notValid}: illegal base64 data at input byte ${bad.index}`);
  const { v, rv, start } = parse(Buffer.from(token, 'base64url'));
  if (v !== 'meta.k8s.io/v1') {
    throw invalid(`${notValid}: server does not recognize this encoded version ${asText(v)}`);
  }
  if (typeof rv !== 'number' || rv === 0 || !Number.isSafeInteger(rv)) {
    throw invalid(`${notValid}: incorrect encoded start resourceVersion (version meta.k8s.io/v1)`);
  }
  if (typeof start !== 'string' || start === '') {
    throw invalid(`${notValid}: encoded start key empty (version meta.k8s.io/v1)`);
  }
  if (!isClean(start)) throw invalid(`${notValid}: ${start}`);
  return { start: start.replace(/^\//, ''), revision: rv };
}

function parse(bytes: Buffer): Readonly<Partial<Record<'v' | 'rv' | 'start', unknown>>> {
  const text = bytes.toString('utf8');
  try {
    scanJson(text); // in Go's words
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch (error) {
    throw invalid(`${notValid}: ${error instanceof Error ? error.message : String(error)}`, error);
  }
  throw invalid(`${notValid}: json: cannot unmarshal into a continue token`);
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** No empty, `.` or `..` segment: a token must not lead out of the listed prefix. */
function isClean(start: string): boolean {
  const segments = start.replace(/^\//, '').split('/');
  return segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..');
}

function invalid(message: string, cause?: unknown): StorageError {
  return new StorageError('InvalidContinueToken', { message, cause });
}
