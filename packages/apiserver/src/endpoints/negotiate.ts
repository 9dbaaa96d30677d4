import { notAcceptable, type GroupVersionKind } from '@skewplane/apimachinery';
import { parseAcceptClauses, type AcceptClause } from '../discovery/accept-clauses.js';

export type Encoding = 'json' | 'yaml' | 'protobuf';

export const mediaTypeOf: Readonly<Record<Encoding, string>> = {
  json: 'application/json',
  yaml: 'application/yaml',
  protobuf: 'application/vnd.kubernetes.protobuf',
};

/** The form an answer will have. */
export interface Negotiated {
  readonly encoding: Encoding;
  /** `Table`, `PartialObjectMetadata` or its List when the client asked for a transformation. */
  readonly as: GroupVersionKind | undefined;
  /** Indent JSON by two spaces. */
  readonly pretty: boolean;
}

const plainJson: Negotiated = { encoding: 'json', as: undefined, pretty: false };

/** What the server can write, as it lists them in a 406. */
export const acceptedMediaTypes: readonly string[] = Object.values(mediaTypeOf);

/** Which transformations an endpoint offers. */
export type Transformations = readonly (
  'Table' | 'PartialObjectMetadata' | 'PartialObjectMetadataList'
)[];

/**
 * Where an endpoint writes protobuf: everywhere, only what it transforms (custom resources know no protobuf, but their
 * metadata does), or nowhere.
 */
export type ProtobufSupport = 'everything' | 'metadata' | 'nothing';

export interface NegotiateOptions {
  readonly pretty?: boolean;
  /** Absent: everything. */
  readonly protobuf?: ProtobufSupport;
}

/**
 * Picks the first acceptable clause of the Accept header, by quality, then order. An absent or unknown-free header
 * gives JSON.
 * @see kubernetes/apiserver `pkg/endpoints/handlers/negotiation/negotiate.go`
 * @throws {StatusError} 406
 */
export function negotiate(
  accept: string | undefined,
  transformations: Transformations,
  { pretty = false, protobuf = 'everything' }: NegotiateOptions = {},
): Negotiated {
  if (accept === undefined || accept === '' || accept === 'application/json') {
    return pretty ? { ...plainJson, pretty } : plainJson;
  }
  for (const { mediaType, params } of parseAcceptClauses(accept)) {
    const encoding = encodingOf(mediaType);
    if (encoding === undefined || !isWatchOrNothing(params.get('stream'))) continue;
    const as = transformationOf(params);
    if (!isOffered(encoding, as, { transformations, protobuf })) continue;
    return { encoding, as, pretty: pretty || params.get('pretty') === '1' };
  }
  throw notAcceptable(acceptedMediaTypes);
}

const isWatchOrNothing = (stream = '') => stream === '' || stream === 'watch';

/** What the client wants the object to become; undefined: nothing. */
function transformationOf(params: AcceptClause['params']): GroupVersionKind | undefined {
  if (!['as', 'g', 'v'].some((name) => params.has(name))) return undefined;
  return {
    group: params.get('g') ?? '',
    version: params.get('v') ?? '',
    kind: params.get('as') ?? '',
  };
}

/** @see kubernetes/apiserver `pkg/endpoints/handlers/rest.go`, `AllowsMediaTypeTransform` */
function isOffered(
  encoding: Encoding,
  as: GroupVersionKind | undefined,
  { transformations, protobuf }: { transformations: Transformations; protobuf: ProtobufSupport },
): boolean {
  if (as === undefined) return encoding !== 'protobuf' || protobuf === 'everything';
  if (as.group !== 'meta.k8s.io' || (as.version !== 'v1' && as.version !== 'v1beta1')) return false;
  // A Table has no message.
  if (encoding === 'protobuf' && (as.kind === 'Table' || protobuf === 'nothing')) return false;
  return (transformations as readonly string[]).includes(as.kind);
}

function encodingOf(type: string): Encoding | undefined {
  switch (type) {
    case 'application/json':
    case 'application/*':
    case '*/*':
      return 'json';
    case 'application/yaml':
      return 'yaml';
    case 'application/vnd.kubernetes.protobuf':
      return 'protobuf';
    default:
      return undefined;
  }
}
