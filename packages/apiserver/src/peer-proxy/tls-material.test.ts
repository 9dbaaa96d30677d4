import { beforeAll, expect, it } from 'vitest';
import { TestCa, type KeyPair } from './testing/test-pki.js';
import { tlsMaterialProblem } from './tls-material.js';

let ca: TestCa;
let pair: KeyPair;
let other: KeyPair;

beforeAll(async () => {
  ca = await TestCa.create('serving-ca');
  pair = await ca.issue('front-proxy-client');
  other = await ca.issue('front-proxy-client');
});

// kubernetes/client-go transport/transport.go, TLSConfigFor; Go crypto/tls, X509KeyPair.
it.each<[string, () => { ca: string; cert: string; key: string }, string]>([
  ['good files', () => ({ ca: ca.cert, ...pair }), ''],
  [
    'a key as CA',
    () => ({ ...pair, ca: pair.key }),
    'unable to load root certificates: no valid certificate authority data seen',
  ],
  [
    'a text as CA',
    () => ({ ...pair, ca: 'PEM' }),
    'unable to load root certificates: unable to parse bytes as PEM block',
  ],
  [
    'a text as certificate',
    () => ({ ca: ca.cert, ...pair, cert: 'PEM' }),
    'tls: failed to find any PEM data in certificate input',
  ],
  [
    'a text as key',
    () => ({ ca: ca.cert, ...pair, key: 'PEM' }),
    'tls: failed to find any PEM data in key input',
  ],
  [
    'files that were switched',
    () => ({ ca: ca.cert, cert: pair.key, key: pair.cert }),
    'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched',
  ],
  [
    'a certificate as key',
    () => ({ ca: ca.cert, cert: pair.cert, key: pair.cert }),
    'tls: found a certificate rather than a key in the PEM for the private key',
  ],
  [
    'the key of another',
    () => ({ ca: ca.cert, cert: pair.cert, key: other.key }),
    'tls: private key does not match public key',
  ],
])('%s', (_name, files, problem) => {
  const { ca: authority, cert, key } = files();
  expect(
    tlsMaterialProblem({
      ca: Buffer.from(authority),
      cert: Buffer.from(cert),
      key: Buffer.from(key),
    }),
  ).toBe(problem);
});
