import { randomUUID } from 'node:crypto';
import { CompactSign } from 'jose';
import type { Clock } from '@skewplane/apimachinery';
import { serviceAccountUsername, type ObjectRef } from './service-account-user.js';
import type { SigningKey } from './signing-keys.js';

/** What a new token is to say. */
export interface TokenClaims {
  readonly namespace: string;
  readonly serviceAccount: ObjectRef;
  readonly pod?: ObjectRef | undefined;
  readonly secret?: ObjectRef | undefined;
  readonly node?: ObjectRef | undefined;
  readonly audiences: readonly string[];
  readonly lifetimeSeconds: number;
  /** From when on its use is noted as stale, in seconds after now. */
  readonly warnAfterSeconds?: number | undefined;
}

export interface IssuedToken {
  readonly token: string;
  /** What later appears as `JTI=...` in the user's extra. */
  readonly id: string;
}

/** Signs service account tokens. @see kubernetes/kubernetes `pkg/serviceaccount/{claims,jwt}.go` */
export class TokenIssuer {
  readonly #issuer: string;
  readonly #key: SigningKey;
  readonly #clock: Clock;

  constructor(issuer: string, key: SigningKey, clock: Clock) {
    this.#issuer = issuer;
    this.#key = key;
    this.#clock = clock;
  }

  async issue(claims: TokenClaims): Promise<IssuedToken> {
    const id = randomUUID();
    const payload = payloadOf(claims, {
      id,
      issuer: this.#issuer,
      nowSeconds: Math.floor(this.#clock.now() / 1000),
    });
    const token = await new CompactSign(Buffer.from(JSON.stringify(payload)))
      .setProtectedHeader({ alg: this.#key.algorithm, kid: this.#key.id })
      .sign(this.#key.privateKey);
    return { token, id };
  }
}

interface Issuance {
  readonly id: string;
  readonly issuer: string;
  readonly nowSeconds: number;
}

/** Keys in alphabetical order, as upstream's tokens have them. */
function payloadOf(claims: TokenClaims, { id, issuer, nowSeconds }: Issuance): object {
  const { namespace, serviceAccount, pod, secret, node, warnAfterSeconds } = claims;
  return {
    aud: claims.audiences,
    exp: nowSeconds + claims.lifetimeSeconds,
    iat: nowSeconds,
    iss: issuer,
    jti: id,
    'kubernetes.io': {
      namespace,
      ...(node === undefined ? {} : { node: refOf(node) }),
      ...(pod === undefined ? {} : { pod: refOf(pod) }),
      ...(secret === undefined ? {} : { secret: refOf(secret) }),
      serviceaccount: refOf(serviceAccount),
      ...(warnAfterSeconds === undefined ? {} : { warnafter: nowSeconds + warnAfterSeconds }),
    },
    nbf: nowSeconds,
    sub: serviceAccountUsername(namespace, serviceAccount.name),
  };
}

function refOf({ name, uid }: ObjectRef): object {
  return { ...(name === '' ? {} : { name }), ...(uid === '' ? {} : { uid }) };
}
