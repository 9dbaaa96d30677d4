import type { PublicKey } from './signing-keys.js';

export const openIdConfigurationPath = '/.well-known/openid-configuration';
export const jwksPath = '/openid/v1/jwks';

/** A document that is the same for every request. */
export interface OpenIdDocument {
  readonly body: string;
  readonly contentType: string;
  readonly cacheControl: string;
}

export interface OpenIdDocumentOptions {
  /** The first of `--service-account-issuer`. */
  readonly issuer: string;
  /** `--service-account-jwks-uri`; `''` derives it from the external address. */
  readonly jwksUri: string;
  /** `host:port` under which clients reach the server. */
  readonly externalAddress: string;
  readonly keys: readonly PublicKey[];
}

const cacheControl = 'public, max-age=3600';

/**
 * The two documents by which others verify service account tokens.
 * @throws {Error} when the issuer is no `https` URL without query and fragment: upstream then logs it and does not
 * serve the documents
 * @see kubernetes/kubernetes `pkg/serviceaccount/openidmetadata.go`
 */
export function openIdDocuments(options: OpenIdDocumentOptions): {
  readonly configuration: OpenIdDocument;
  readonly jwks: OpenIdDocument;
} {
  const { issuer, keys } = options;
  checkIssuer(issuer);
  if (keys.length === 0) throw new Error('no keys provided for validating keyset');
  const configuration = {
    issuer,
    jwks_uri: jwksUriOf(options),
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [
      ...new Set(keys.map(({ algorithm }) => algorithm)),
    ].sort(),
  };
  return {
    configuration: {
      body: JSON.stringify(configuration),
      contentType: 'application/json',
      cacheControl,
    },
    jwks: {
      body: JSON.stringify({ keys: keys.map(jwkOf) }),
      contentType: 'application/jwk-set+json',
      cacheControl,
    },
  };
}

function checkIssuer(issuer: string): void {
  if (issuer === '') throw new Error('empty issuer URL');
  if (!issuer.startsWith('https://') || !URL.canParse(issuer)) {
    throw new Error(`issuer URL must use https scheme, got: ${issuer}`);
  }
  const { search, hash } = new URL(issuer);
  if (search !== '') throw new Error(`issuer URL may not include a query, got: ${issuer}`);
  if (hash !== '') throw new Error(`issuer URL may not include a fragment, got: ${issuer}`);
}

function jwksUriOf({ jwksUri, externalAddress }: OpenIdDocumentOptions): string {
  if (jwksUri === '') {
    if (externalAddress === '') {
      throw new Error('either the JWKS URI or the default external address, or both, must be set');
    }
    return `https://${externalAddress}${jwksPath}`;
  }
  if (!jwksUri.startsWith('https://')) {
    throw new Error(`jwksURI requires https scheme, parsed as: ${jwksUri}`);
  }
  return jwksUri;
}

/** Fields in upstream's order. */
function jwkOf({ id, key, algorithm }: PublicKey): object {
  const { kty, crv, x, y, n, e } = key.export({ format: 'jwk' });
  return { use: 'sig', kty, kid: id, crv, alg: algorithm, x, y, n, e };
}
