import { notAcceptable, type GroupVersionKind } from '@skewplane/apimachinery';

export type Encoding = 'json' | 'yaml';

export const mediaTypeOf: Readonly<Record<Encoding, string>> = {
  json: 'application/json',
  yaml: 'application/yaml',
};

/** The form an answer will have. */
export interface Negotiated {
  readonly encoding: Encoding;
  /** `Table`, `PartialObjectMetadata` or its List when the client asked for a transformation. */
  readonly as: GroupVersionKind | undefined;
  /** Indent JSON by two spaces. */
  readonly pretty: boolean;
}

interface Clause {
  readonly type: string;
  readonly params: ReadonlyMap<string, string>;
  readonly quality: number;
}

const plainJson: Negotiated = { encoding: 'json', as: undefined, pretty: false };

/** What the server can write, as it lists them in a 406. */
export const acceptedMediaTypes = ['application/json', 'application/yaml'] as const;

/** Which transformations an endpoint offers. */
export type Transformations = readonly (
  'Table' | 'PartialObjectMetadata' | 'PartialObjectMetadataList'
)[];

/**
 * Picks the first acceptable clause of the Accept header, by quality, then order. An absent or unknown-free header
 * gives JSON.
 * @see kubernetes/apiserver `pkg/endpoints/handlers/negotiation/negotiate.go`
 * @throws {StatusError} 406
 */
export function negotiate(
  accept: string | undefined,
  transformations: Transformations,
  options: { pretty?: boolean } = {},
): Negotiated {
  const pretty = options.pretty ?? false;
  if (accept === undefined || accept === '' || accept === 'application/json') {
    return pretty ? { ...plainJson, pretty } : plainJson;
  }
  for (const { type, params } of parseAccept(accept)) {
    const encoding = encodingOf(type);
    if (encoding === undefined) continue;
    const as = params.get('as');
    const prettyHere = pretty || params.get('pretty') === '1';
    if (as === undefined) return { encoding, as: undefined, pretty: prettyHere };
    if (!(transformations as readonly string[]).includes(as)) continue;
    const group = params.get('g') ?? '';
    const version = params.get('v') ?? '';
    if (group !== 'meta.k8s.io' || (version !== 'v1' && version !== 'v1beta1')) continue;
    return { encoding, as: { group, version, kind: as }, pretty: prettyHere };
  }
  throw notAcceptable(
    transformations.length === 0 ? acceptedMediaTypes : withTransformations(transformations),
  );
}

function withTransformations(transformations: Transformations): string[] {
  return [
    ...acceptedMediaTypes,
    ...transformations.map((as) => `application/json;as=${as};v=v1;g=meta.k8s.io`),
  ];
}

function encodingOf(type: string): Encoding | undefined {
  switch (type) {
    case 'application/json':
    case 'application/*':
    case '*/*':
      return 'json';
    case 'application/yaml':
      return 'yaml';
    default:
      return undefined;
  }
}

/** Splits an Accept header; clauses of quality 0 are dropped. */
export function parseAccept(header: string): Clause[] {
  return header
    .split(',')
    .map((text) => {
      const [type = '', ...rest] = text.split(';').map((part) => part.trim());
      const params = new Map(
        rest.map((part) => {
          const at = part.indexOf('=');
          return at < 0 ? [part, ''] : [part.slice(0, at).trim(), part.slice(at + 1).trim()];
        }),
      );
      const quality = Number(params.get('q') ?? '1');
      return { type: type.toLowerCase(), params, quality: Number.isNaN(quality) ? 1 : quality };
    })
    .filter(({ type, quality }) => type !== '' && quality > 0)
    .sort((a, b) => b.quality - a.quality);
}
