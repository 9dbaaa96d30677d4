import { type AcceptClause, parseAcceptClauses } from './accept-clauses.js';

export type DiscoveryVersion = 'v2' | 'v2beta1';

/** How `/api` or `/apis` is to be answered. */
export type DiscoveryForm =
  | {
      readonly kind: 'aggregated' | 'aggregated-nopeer';
      readonly version: DiscoveryVersion;
      /** Whole value of the Content-Type header; a profile is not echoed. */
      readonly contentType: string;
    }
  | { readonly kind: 'unaggregated' }
  | { readonly kind: 'not-acceptable' };

/**
 * Reads the Accept header of a request for `/api` or `/apis`. The first clause that asks for an aggregated list
 * wins; whoever has none may still be content with the plain one.
 * @param options.betaServed does this server still know v2beta1 (gate `AggregatedDiscoveryRemoveBetaType` off)?
 * @see kubernetes/apiserver `pkg/endpoints/discovery/aggregated/wrapper.go`,
 * `pkg/endpoints/handlers/negotiation/negotiate.go`
 */
export function chooseDiscoveryForm(
  acceptHeader: string | undefined,
  { betaServed }: { readonly betaServed: boolean },
): DiscoveryForm {
  if (acceptHeader === undefined || acceptHeader === '') return { kind: 'unaggregated' };

  const clauses = parseAcceptClauses(acceptHeader).filter(isReadable);
  for (const { mediaType, params } of clauses) {
    if (mediaType === protobuf) continue; // aggregated lists are kept as JSON
    const version = aggregatedVersion(params, betaServed);
    if (version === undefined) continue;
    // Only v2 knows profiles.
    const isLocal = version === 'v2' && params.get('profile') === 'nopeer';
    return {
      kind: isLocal ? 'aggregated-nopeer' : 'aggregated',
      version,
      contentType: `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`,
    };
  }
  return clauses.some(isPlain) ? { kind: 'unaggregated' } : { kind: 'not-acceptable' };
}

const protobuf = 'application/vnd.kubernetes.protobuf';
const readable = new Set([
  'application/json',
  'application/*',
  '*/*',
  'application/yaml',
  protobuf,
]);

function isReadable({ mediaType, params }: AcceptClause): boolean {
  // A stream of discovery is nothing we have, and neither is a server version.
  const stream = params.get('stream') ?? '';
  return readable.has(mediaType) && (stream === '' || stream === 'watch') && !params.get('sv');
}

function aggregatedVersion(
  params: ReadonlyMap<string, string>,
  betaServed: boolean,
): DiscoveryVersion | undefined {
  if (params.get('g') !== 'apidiscovery.k8s.io') return undefined;
  if (params.get('as') !== 'APIGroupDiscoveryList') return undefined;
  const version = params.get('v');
  if (version === 'v2') return version;
  return version === 'v2beta1' && betaServed ? version : undefined;
}

function isPlain({ params }: AcceptClause): boolean {
  return !['as', 'g', 'v'].some((name) => params.has(name));
}
