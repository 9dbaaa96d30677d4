import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { testKeyPair } from '../testing/test-certificates.js';
import { openIdDocuments } from './openid-documents.js';
import { distinctKeys, parsePublicKeys } from './signing-keys.js';

const issuer = 'https://kubernetes.default.svc.cluster.local';

// kubernetes/kubernetes pkg/serviceaccount/openidmetadata_test.go
describe('openIdDocuments', () => {
  it('lists the keys of every kind', () => {
    const [rsa, ec] = [testKeyPair('rsa'), testKeyPair('ec')];
    const keys = parsePublicKeys(`${rsa.privateKey}\n${ec.publicKey}`);
    const { configuration, jwks } = openIdDocuments({
      issuer,
      jwksUri: '',
      externalAddress: '10.0.0.1:6443',
      keys,
    });
    expect(configuration).toEqual({
      body: `{"issuer":"${issuer}","jwks_uri":"https://10.0.0.1:6443/openid/v1/jwks","response_types_supported":["id_token"],"subject_types_supported":["public"],"id_token_signing_alg_values_supported":["ES256","RS256"]}`,
      contentType: 'application/json',
      cacheControl: 'public, max-age=3600',
    });
    const document = JSON.parse(jwks.body) as { keys: Record<string, string>[] };
    expect(document.keys.map((key) => Object.keys(key))).toEqual([
      ['use', 'kty', 'kid', 'alg', 'n', 'e'],
      ['use', 'kty', 'kid', 'crv', 'alg', 'x', 'y'],
    ]);
    // What was published verifies what the key signs.
    const [published] = document.keys;
    const jwk = createPublicKey({ key: published ?? {}, format: 'jwk' });
    expect(jwk.equals(createPublicKey(rsa.publicKey))).toBe(true);
    expect(jwks.contentType).toBe('application/jwk-set+json');
  });

  it.each([
    ['', 'empty URL'],
    ['http://x', 'issuer URL must use https scheme, got: http://x'],
    ['kubernetes/serviceaccount', 'issuer URL must use https scheme'],
    ['https://x?a=b', 'issuer URL may not include a query, got: https://x?a=b'],
    ['https://x#a', 'issuer URL may not include a fragment, got: https://x#a'],
  ])('refuses issuer %j', (bad, message) => {
    const keys = parsePublicKeys(testKeyPair('ec').publicKey);
    const make = () => openIdDocuments({ issuer: bad, jwksUri: '', externalAddress: 'a', keys });
    expect(make).toThrow(bad === '' ? 'empty issuer URL' : message);
  });
});

describe('signing keys', () => {
  it('have the same id from both halves', () => {
    const { privateKey, publicKey } = testKeyPair('rsa');
    const keys = parsePublicKeys(`${privateKey}${publicKey}`);
    expect(keys).toHaveLength(2);
    expect(distinctKeys(keys)).toHaveLength(1);
  });
  it('are refused when the file holds none', () => {
    expect(() => parsePublicKeys('nothing')).toThrow(
      'data does not contain any valid RSA or ECDSA public keys',
    );
  });
});
