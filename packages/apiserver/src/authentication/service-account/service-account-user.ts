import { validateDns1123Label, validateDns1123Subdomain } from '@skewplane/apimachinery';
import type { UserInfo } from '../../request/user-info.js';
import { credentialIdKey } from '../x509/client-certificate.js';

const usernamePrefix = 'system:serviceaccount:';
export const allServiceAccountsGroup = 'system:serviceaccounts';

/** A pod, secret or node that a token is bound to. */
export interface ObjectRef {
  readonly name: string;
  readonly uid: string;
}

/** What a valid token says. */
export interface ServiceAccountInfo {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly pod?: ObjectRef | undefined;
  readonly node?: ObjectRef | undefined;
  /** `JTI=<token id>`; `''` when the token has none. */
  readonly credentialId?: string | undefined;
}

export function serviceAccountUsername(namespace: string, name: string): string {
  return `${usernamePrefix}${namespace}:${name}`;
}

/** Groups of every service account of a namespace. */
export function serviceAccountGroups(namespace: string): string[] {
  return [allServiceAccountsGroup, `${allServiceAccountsGroup}:${namespace}`];
}

/**
 * Parts of `system:serviceaccount:<namespace>:<name>`; undefined for any other user name.
 * @see kubernetes/apiserver `pkg/authentication/serviceaccount/util.go`, `SplitUsername`
 */
export function splitServiceAccountUsername(
  username: string,
): { namespace: string; name: string } | undefined {
  if (!username.startsWith(usernamePrefix)) return undefined;
  const [namespace, name, ...rest] = username.slice(usernamePrefix.length).split(':');
  if (namespace === undefined || name === undefined || rest.length > 0) return undefined;
  const problems = [...validateDns1123Label(namespace), ...validateDns1123Subdomain(name)];
  return problems.length > 0 ? undefined : { namespace, name };
}

/** @see kubernetes/apiserver `pkg/authentication/serviceaccount/util.go`, `UserInfo` */
export function serviceAccountUser(info: ServiceAccountInfo): UserInfo {
  const { namespace, name, uid, pod, node, credentialId } = info;
  const extra: Record<string, string[]> = {};
  if (credentialId) extra[credentialIdKey] = [credentialId];
  if (node !== undefined && node.name !== '') {
    extra['authentication.kubernetes.io/node-name'] = [node.name];
    if (node.uid !== '') extra['authentication.kubernetes.io/node-uid'] = [node.uid];
  }
  if (pod !== undefined && pod.name !== '' && pod.uid !== '') {
    extra['authentication.kubernetes.io/pod-name'] = [pod.name];
    extra['authentication.kubernetes.io/pod-uid'] = [pod.uid];
  }
  return {
    name: serviceAccountUsername(namespace, name),
    uid,
    groups: serviceAccountGroups(namespace),
    extra,
  };
}
