import {
  stringifyExactJson,
  formatGroupVersion,
  StatusError,
  type Clock,
  type Status,
} from '@skewplane/apimachinery';
import { encodeFrame, encodeObject } from '../protobuf/encode-object.js';
import { jsonFor, type ResourceScope } from '../registry/resource-scope.js';
import type { StorageEvent } from '../storage/storage.js';
import type { StoredObject } from '../storage/stored-object.js';
import type { FrameCache } from './frame-cache.js';
import { mediaTypeOf, type Encoding, type Negotiated } from './negotiate.js';
import { envelopedFor } from './protobuf-for.js';
import { toYaml } from './respond.js';
import { partialObject, tableOf, type IncludeObject } from './transform.js';

type Bookmark = Extract<StorageEvent, { type: 'BOOKMARK' }>;
type ObjectEvent = Exclude<StorageEvent, Bookmark>;

/** `Content-Type` of a watch; only that of JSON does not tell that it is one. */
export function watchMediaType({ encoding }: Negotiated): string {
  const mediaType = mediaTypeOf[encoding];
  return encoding === 'json' ? mediaType : `${mediaType};stream=watch`;
}

export interface FrameWriterOptions {
  readonly clock: Clock;
  /** Frames without a transformation are shared between watchers. */
  readonly frames: FrameCache;
  readonly form: Negotiated;
  readonly include: IncludeObject;
}

/** Makes frames for one watcher. */
export function frameWriter(
  scope: ResourceScope,
  { frames, form, ...options }: FrameWriterOptions,
): (event: StorageEvent) => Buffer {
  const { encoding, as } = form;
  if (as !== undefined) return transformedFrames(scope, { ...options, encoding, as });
  const { group, version } = scope.gvr;
  const encode = objectFrames[encoding];
  return (event) => {
    if (event.type === 'BOOKMARK') {
      return frameOf(encoding, 'BOOKMARK', bookmarkObject(scope, event));
    }
    const key = `${group}/${version}:${event.type}:${encoding}`;
    return frames.get(event.object, key, () => encode(scope, event));
  };
}

/** Trouble after the first byte is an event of its own. */
export function errorFrame({ encoding }: Negotiated, error: unknown): Buffer {
  const status: Status =
    error instanceof StatusError
      ? error.status
      : new StatusError({
          code: 500,
          reason: 'InternalError',
          message: error instanceof Error ? error.message : String(error),
        }).status;
  return frameOf(encoding, 'ERROR', status);
}

function frameOf(encoding: Encoding, type: string, object: unknown): Buffer {
  switch (encoding) {
    case 'json':
      return Buffer.from(`${stringifyExactJson({ type, object })}\n`);
    case 'yaml':
      return Buffer.from(`---\n${toYaml({ type, object })}`);
    case 'protobuf':
      return encodeFrame(type, encodeObject(object));
  }
}

/** Frames of objects as they are, made of the bytes that storage keeps where it keeps them. */
const objectFrames: Readonly<
  Record<Encoding, (scope: ResourceScope, event: ObjectEvent) => Buffer>
> = {
  json: (scope, { type, object }) =>
    Buffer.concat([jsonHead[type], jsonFor(scope, object), jsonTail]),
  yaml: (scope, { type, object }) => frameOf('yaml', type, scope.fromStorage(object.object)),
  protobuf: (scope, { type, object }) => encodeFrame(type, envelopedFor(scope, object)),
};

const jsonHead: Readonly<Record<ObjectEvent['type'], Buffer>> = {
  ADDED: Buffer.from('{"type":"ADDED","object":'),
  MODIFIED: Buffer.from('{"type":"MODIFIED","object":'),
  DELETED: Buffer.from('{"type":"DELETED","object":'),
};
const jsonTail = Buffer.from('}\n');

interface Transformation extends Pick<FrameWriterOptions, 'clock' | 'include'> {
  readonly encoding: Encoding;
  readonly as: NonNullable<Negotiated['as']>;
}

function transformedFrames(
  scope: ResourceScope,
  { clock, include, encoding, as }: Transformation,
): (event: StorageEvent) => Buffer {
  if (as.kind !== 'Table') {
    return (event) =>
      frameOf(encoding, event.type, partialObject(eventObject(scope, event), as.version));
  }
  let sentColumns = false;
  const table = (object: StoredObject) => {
    const shown = scope.fromStorage(object.object);
    const made = tableOf(scope, [shown], { version: as.version, nowMs: clock.now(), include });
    const columnDefinitions = sentColumns ? null : made.columnDefinitions;
    sentColumns = true;
    const metadata = { resourceVersion: String(object.revision) };
    return { ...made, metadata, columnDefinitions };
  };
  const bookmark = (event: Bookmark) => ({
    kind: 'Table',
    apiVersion: `meta.k8s.io/${as.version}`,
    metadata: bookmarkObject(scope, event).metadata,
    columnDefinitions: null,
    rows: [],
  });
  return (event) =>
    frameOf(
      encoding,
      event.type,
      event.type === 'BOOKMARK' ? bookmark(event) : table(event.object),
    );
}

const eventObject = (scope: ResourceScope, event: StorageEvent) =>
  event.type === 'BOOKMARK' ? bookmarkObject(scope, event) : scope.fromStorage(event.object.object);

function bookmarkObject(scope: ResourceScope, event: Bookmark) {
  return {
    kind: scope.gvk.kind,
    apiVersion: formatGroupVersion(scope.gvr),
    metadata: {
      resourceVersion: String(event.revision),
      creationTimestamp: null,
      ...(event.initialEventsEnd === true
        ? { annotations: { 'k8s.io/initial-events-end': 'true' } }
        : {}),
    },
  };
}
