import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** A key that verifies tokens. */
export interface PublicKey {
  readonly id: string;
  readonly key: KeyObject;
  /** Algorithm tokens of this server are signed with. */
  readonly algorithm: string;
}

export interface SigningKey extends PublicKey {
  readonly privateKey: KeyObject;
}

const ellipticAlgorithms: Readonly<Record<string, string>> = {
  prime256v1: 'ES256',
  secp384r1: 'ES384',
  secp521r1: 'ES512',
};
const pemBlock = /-----BEGIN ([A-Z ]+)-----[\s\S]+?-----END \1-----/g;

/**
 * Public keys of a PEM file that may hold several, public or private, RSA or elliptic.
 * @throws {Error} when there is none, or one of another kind
 * @see kubernetes/client-go `util/keyutil/key.go`, `ParsePublicKeysPEM`
 */
export function parsePublicKeys(pem: string | Buffer): PublicKey[] {
  const blocks = (pem.toString().match(pemBlock) ?? []).filter(
    (block) => !block.startsWith('-----BEGIN EC PARAMETERS'),
  );
  if (blocks.length === 0) {
    throw new Error('data does not contain any valid RSA or ECDSA public keys');
  }
  return blocks.map((block) => describe(createPublicKey(block)));
}

/** @throws {Error} when the file holds no RSA or elliptic private key */
export function parseSigningKey(pem: string | Buffer): SigningKey {
  const privateKey = createPrivateKey(pem.toString());
  return { ...describe(createPublicKey(privateKey)), privateKey };
}

function describe(key: KeyObject): PublicKey {
  return { id: keyId(key), key, algorithm: algorithmOf(key) };
}

/** One-way, so that the id does not give the key away. */
function keyId(key: KeyObject): string {
  const der = key.export({ format: 'der', type: 'spki' });
  return createHash('sha256').update(der).digest('base64url');
}

function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string {
  if (asymmetricKeyType === 'rsa') return 'RS256';
  const algorithm = ellipticAlgorithms[asymmetricKeyDetails?.namedCurve ?? ''];
  if (algorithm === undefined) {
    throw new Error('unknown private key curve, must be 256, 384, or 521');
  }
  return algorithm;
}

/** Algorithms a token may name for a key. */
export function verificationAlgorithms({ algorithm }: PublicKey): string[] {
  return algorithm === 'RS256'
    ? ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']
    : [algorithm];
}

/** The keys, those with the same id once. */
export function distinctKeys(keys: readonly PublicKey[]): PublicKey[] {
  return [...new Map(keys.map((key) => [key.id, key])).values()];
}
