import type { Clock, Immutable, KubeObject } from '@skewplane/apimachinery';
import { AuthenticationError } from '../authenticator.js';
import { kubernetesClaims, type KubernetesClaims, type PublicClaims } from './claims.js';
import type { ClaimsValidator } from './jwt-authenticator.js';
import type { ObjectRef } from './service-account-user.js';
import { orUndefined, type ServiceAccountTokenGetter } from './token-getter.js';

/** Clocks may differ this much; objects stay good this long after their deletion. */
const leewaySeconds = 60;

export interface ClaimsValidatorOptions {
  readonly getter: ServiceAccountTokenGetter;
  readonly clock: Clock;
  /** Called for each token in use: is it past the moment from which its use is warned about? */
  readonly onTokenUsed?: ((state: 'valid' | 'stale') => void) | undefined;
}

/**
 * Accepts tokens of the TokenRequest API while they are in time and what they are bound to lives.
 * @see kubernetes/kubernetes `pkg/serviceaccount/claims.go`, `Validate`
 */
export function claimsValidator(options: ClaimsValidatorOptions): ClaimsValidator {
  const { getter, clock, onTokenUsed } = options;
  return async ({ claims, registered }) => {
    const nowSeconds = clock.now() / 1000;
    checkTimes(registered, nowSeconds);
    const own = kubernetesClaims(claims);
    const lives = livesAt(nowSeconds);
    await checkServiceAccount(own, getter, lives);
    if (own.secret !== undefined) {
      const { name } = own.secret;
      await checkBound('secret', own.secret, () => getter.secret(own.namespace, name), lives);
    }
    if (own.pod !== undefined) {
      const { name } = own.pod;
      await checkBound('pod', own.pod, () => getter.pod(own.namespace, name), lives);
    } else if (own.node !== undefined) {
      const { name } = own.node;
      await checkBound('node', own.node, () => getter.node(name), lives);
    }
    if (own.warnAfter) onTokenUsed?.(nowSeconds > own.warnAfter ? 'stale' : 'valid');
    return {
      namespace: own.namespace,
      ...own.serviceAccount,
      pod: own.pod,
      node: own.node,
      credentialId: registered.id === '' ? '' : `JTI=${registered.id}`,
    };
  };
}

function checkTimes({ expiresAt, notBefore, issuedAt }: PublicClaims, nowSeconds: number): void {
  const late = nowSeconds + leewaySeconds;
  if (notBefore !== undefined && late < notBefore) {
    throw new AuthenticationError('service account token is not valid yet');
  }
  if (expiresAt !== undefined && nowSeconds - leewaySeconds > expiresAt) {
    throw new AuthenticationError('service account token has expired');
  }
  if (issuedAt !== undefined && late < issuedAt) {
    throw new AuthenticationError('service account token is issued in the future');
  }
}

type Lives = (object: Immutable<KubeObject>) => boolean;

function livesAt(nowSeconds: number): Lives {
  return ({ metadata: { deletionTimestamp } }) =>
    deletionTimestamp === undefined ||
    Date.parse(deletionTimestamp) / 1000 >= nowSeconds - leewaySeconds;
}

async function checkServiceAccount(
  { namespace, serviceAccount: { name, uid } }: KubernetesClaims,
  getter: ServiceAccountTokenGetter,
  lives: Lives,
): Promise<void> {
  const found = await orUndefined(getter.serviceAccount(namespace, name));
  if (found === undefined) throw new AuthenticationError(`serviceaccounts "${name}" not found`);
  const current = found.metadata.uid ?? '';
  if (current !== uid) {
    throw new AuthenticationError(`service account UID (${current}) does not match claim (${uid})`);
  }
  if (!lives(found)) {
    throw new AuthenticationError(`service account ${namespace}/${name} has been deleted`);
  }
}

async function checkBound(
  kind: 'secret' | 'pod' | 'node',
  ref: ObjectRef,
  get: () => Promise<Immutable<KubeObject>>,
  lives: Lives,
): Promise<void> {
  const found = await orUndefined(get());
  if (found === undefined)
    throw new AuthenticationError('service account token has been invalidated');
  const current = found.metadata.uid ?? '';
  if (current !== ref.uid) {
    throw new AuthenticationError(
      `${kind} UID (${current}) does not match service account ${kind} ref claim (${ref.uid})`,
    );
  }
  if (!lives(found)) throw new AuthenticationError('service account token has been invalidated');
}
