import { isRecord } from '@skewplane/apimachinery';
import type { ObjectRef } from './service-account-user.js';

/** Registered claims of any token. Times in seconds since the epoch. */
export interface PublicClaims {
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
  readonly expiresAt: number | undefined;
  readonly notBefore: number | undefined;
  readonly issuedAt: number | undefined;
  readonly id: string;
}

/** What stands under `kubernetes.io`. */
export interface KubernetesClaims {
  readonly namespace: string;
  readonly serviceAccount: ObjectRef;
  readonly pod: ObjectRef | undefined;
  readonly secret: ObjectRef | undefined;
  readonly node: ObjectRef | undefined;
  readonly warnAfter: number | undefined;
}

export function publicClaims(claims: Readonly<Record<string, unknown>>): PublicClaims {
  const audience = claims['aud'];
  return {
    issuer: text(claims['iss']),
    subject: text(claims['sub']),
    audiences: (Array.isArray(audience) ? audience : [audience]).filter(
      (each): each is string => typeof each === 'string',
    ),
    expiresAt: seconds(claims['exp']),
    notBefore: seconds(claims['nbf']),
    issuedAt: seconds(claims['iat']),
    id: text(claims['jti']),
  };
}

export function kubernetesClaims(claims: Readonly<Record<string, unknown>>): KubernetesClaims {
  const own = isRecord(claims['kubernetes.io']) ? claims['kubernetes.io'] : {};
  return {
    namespace: text(own['namespace']),
    serviceAccount: ref(own['serviceaccount']) ?? { name: '', uid: '' },
    pod: ref(own['pod']),
    secret: ref(own['secret']),
    node: ref(own['node']),
    warnAfter: seconds(own['warnafter']),
  };
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function seconds(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function ref(value: unknown): ObjectRef | undefined {
  return isRecord(value) ? { name: text(value['name']), uid: text(value['uid']) } : undefined;
}
