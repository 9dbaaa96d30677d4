import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { badRequest, isRecord } from '@skewplane/apimachinery';
import type { ControlEndpoint } from '../control-endpoint.js';
import type { KeyPair } from './client-identity.js';

export interface CertificatesEndpointDeps {
  /** As the flags say. */
  readonly original: { readonly serving: KeyPair; readonly proxyClient: KeyPair | undefined };
  /** Shows another certificate to clients, from their next connection on. */
  readonly serve: (pair: KeyPair) => void;
  readonly dropConnections: () => void;
  readonly showToPeers: (pair: KeyPair) => void;
}

/**
 * `certificates`: what the instance shows. A PUT names files for `serving` and `proxyClient`; what it does not name is
 * as the flags say again. Connections of before are dropped, as if everybody had come anew.
 */
export function certificatesEndpoint(deps: CertificatesEndpointDeps): ControlEndpoint {
  const { original } = deps;
  let current = original;
  const state = () => ({
    serving: describe(current.serving),
    ...(current.proxyClient === undefined ? {} : { proxyClient: describe(current.proxyClient) }),
  });
  return {
    name: 'certificates',
    methods: {
      GET: async () => state(),
      PUT: async ({ body, afterAnswer }) => {
        const fields = isRecord(body) ? body : {};
        const next = {
          serving: (await pairOf(fields['serving'])) ?? original.serving,
          proxyClient: (await pairOf(fields['proxyClient'])) ?? original.proxyClient,
        };
        if (!next.serving.cert.equals(current.serving.cert)) {
          deps.serve(next.serving);
          afterAnswer(deps.dropConnections);
        }
        if (next.proxyClient !== undefined && next.proxyClient !== current.proxyClient) {
          deps.showToPeers(next.proxyClient);
        }
        current = next;
        return state();
      },
    },
  };
}

function describe({ cert }: KeyPair) {
  const { subject, subjectAltName, validTo, fingerprint256 } = new X509Certificate(cert);
  return { subject, subjectAltName: subjectAltName ?? '', validTo, fingerprint256 };
}

/** @throws {StatusError} 400 when the files are missing, or no certificate and its key */
async function pairOf(files: unknown): Promise<KeyPair | undefined> {
  if (files === undefined) return undefined;
  const { certificateFile, keyFile } = isRecord(files) ? files : {};
  if (typeof certificateFile !== 'string' || typeof keyFile !== 'string') {
    throw badRequest('a certificate needs certificateFile and keyFile');
  }
  try {
    const [cert, key] = await Promise.all([readFile(certificateFile), readFile(keyFile)]);
    if (new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) return { cert, key };
  } catch (error) {
    throw badRequest(`${certificateFile} and its key cannot be used`, { cause: error });
  }
  throw badRequest(`${keyFile} is not the key of ${certificateFile}`);
}
