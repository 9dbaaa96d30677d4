import {
  parseExactJson,
  stringifyExactJson,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';

const metadataMark = Buffer.from('"metadata":{');
const apiVersionMark = Buffer.from('"apiVersion":"');
const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * One object as of one revision. Immutable and shared by every reader and watcher, so that parsing and
 * encoding happen at most once per revision.
 *
 * `encodeForStorage` writes `kind`, `apiVersion`, `metadata` first and leaves `metadata.resourceVersion` out
 * (etcd's mod revision is the truth), so the bytes for clients are the stored bytes with one splice.
 */
export class StoredObject {
  readonly key: string;
  /** etcd mod revision: what clients see as `metadata.resourceVersion`. */
  readonly revision: number;
  /** The stored bytes, or, from the first use of `json` on, those with the revision spliced in: kept once. */
  #bytes: Buffer;
  #splice: Splice | undefined;
  #object: Immutable<KubeObject> | undefined;
  #encodings: Map<string, Buffer> | undefined;

  constructor(key: string, stored: Buffer, revision: number) {
    this.key = key;
    this.#bytes = stored;
    this.revision = revision;
  }

  /** The object in its storage version with `metadata.resourceVersion` set. @throws {SyntaxError} when etcd holds no JSON */
  get object(): Immutable<KubeObject> {
    this.#object ??= this.#parse();
    return this.#object;
  }

  /** A private copy that the caller may edit. */
  copy(): KubeObject {
    return this.#parse();
  }

  /** JSON in the storage version, as sent to clients that ask for that version. */
  get json(): Buffer {
    if (this.#splice !== undefined || this.#spliceRevision()) return this.#bytes;
    // Not written by us: no shortcut.
    return this.encoded('json', (object) => Buffer.from(stringifyExactJson(object)));
  }

  /** `apiVersion` as stored, which may differ from one object to the next while versions are mixed. */
  get apiVersion(): string {
    const head = this.#bytes.subarray(0, 512);
    const at = head.indexOf(apiVersionMark);
    if (at < 0 || head.subarray(0, at).includes(openBrace, 1)) return this.object.apiVersion; // not written by us
    const start = at + apiVersionMark.length;
    return head.toString('utf8', start, head.indexOf(0x22, start));
  }

  /** Other encodings (version and media type), made once and kept with this revision. */
  encoded(encoding: string, encode: (object: Immutable<KubeObject>) => Buffer): Buffer {
    this.#encodings ??= new Map();
    let bytes = this.#encodings.get(encoding);
    if (bytes === undefined) {
      bytes = encode(this.object);
      this.#encodings.set(encoding, bytes);
    }
    return bytes;
  }

  /** Would writing `stored` change nothing? */
  hasBytes(stored: Buffer): boolean {
    return this.#stored().equals(stored);
  }

  /** The same object as seen in the event that deleted it: only the revision moves on. */
  atRevision(revision: number): StoredObject {
    return new StoredObject(this.key, this.#stored(), revision);
  }

  /** A copy whose bytes are its own, when they are a part of a larger message that should not be kept. */
  detached(): StoredObject {
    return new StoredObject(this.key, ownBytes(this.#stored()), this.revision);
  }

  #parse(): KubeObject {
    const object = parseExactJson(this.#bytes.toString('utf8')) as KubeObject;
    object.metadata.resourceVersion = String(this.revision);
    return object;
  }

  #stored(): Buffer {
    if (this.#splice === undefined) return this.#bytes;
    const { start, end } = this.#splice;
    return Buffer.concat([this.#bytes.subarray(0, start), this.#bytes.subarray(end)]);
  }

  /** @returns false when the bytes do not have the form that `encodeForStorage` gives them */
  #spliceRevision(): boolean {
    const stored = this.#bytes;
    const at = stored.subarray(0, 512).indexOf(metadataMark);
    if (at < 0 || stored.subarray(0, at).includes(openBrace, 1)) return false;
    const start = at + metadataMark.length;
    const comma = stored[start] === closeBrace ? '' : ',';
    const field = Buffer.from(`"resourceVersion":"${String(this.revision)}"${comma}`);
    const end = start + field.length;
    const spliced = Buffer.allocUnsafeSlow(stored.length + field.length);
    stored.copy(spliced, 0, 0, start);
    field.copy(spliced, start);
    stored.copy(spliced, end, start);
    this.#bytes = spliced;
    this.#splice = { start, end };
    return true;
  }
}

/** Where the revision stands in spliced bytes. */
interface Splice {
  readonly start: number;
  readonly end: number;
}

/** A copy that shares no memory with anything else, not even with Node's pool of small buffers. */
export function ownBytes(bytes: Uint8Array): Buffer {
  const own = Buffer.allocUnsafeSlow(bytes.length);
  own.set(bytes);
  return own;
}

/** The bytes kept in etcd: JSON in the storage version, without `metadata.resourceVersion`. */
export function encodeForStorage(object: Immutable<KubeObject>): Buffer {
  const { kind, apiVersion, metadata, ...rest } = object;
  const { resourceVersion: _revision, selfLink: _link, ...kept } = metadata;
  return Buffer.from(stringifyExactJson({ kind, apiVersion, metadata: kept, ...rest }));
}
