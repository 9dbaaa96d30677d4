import { serviceAccountUsername } from '../../authentication/service-account/service-account-user.js';
import type { UserInfo } from '../../request/user-info.js';
import { quote } from '../quote.js';
import type { Subject } from './rbac-objects.js';

/**
 * The name under which a subject is found; undefined when it can never apply.
 * @param bindingNamespace `''` for a ClusterRoleBinding: a service account then needs a namespace of its own
 */
export function subjectKey(subject: Subject, bindingNamespace: string): string | undefined {
  if (subject.kind === 'User') return userKey(subject.name);
  if (subject.kind === 'Group') return groupKey(subject.name);
  if (subject.kind !== 'ServiceAccount') return undefined;
  const namespace = subject.namespace ? subject.namespace : bindingNamespace;
  return namespace === '' ? undefined : userKey(serviceAccountUsername(namespace, subject.name));
}

/** All names under which bindings of a user are found. */
export function keysOfUser({ name, groups }: UserInfo): string[] {
  return [userKey(name), ...groups.map(groupKey)];
}

/** The first subject of a binding that stands for the user. */
export function applicableSubject(
  subjects: readonly Subject[],
  user: UserInfo,
  bindingNamespace: string,
): Subject | undefined {
  const keys = new Set(keysOfUser(user));
  return subjects.find((subject) => {
    const key = subjectKey(subject, bindingNamespace);
    return key !== undefined && keys.has(key);
  });
}

/** Upstream writes a service account's name before its namespace. */
export function describeSubject(subject: Subject, bindingNamespace: string): string {
  if (subject.kind !== 'ServiceAccount') return `${subject.kind} ${quote(subject.name)}`;
  const namespace = subject.namespace ? subject.namespace : bindingNamespace;
  return `${subject.kind} ${quote(`${subject.name}/${namespace}`)}`;
}

const userKey = (name: string): string => `u:${name}`;
const groupKey = (name: string): string => `g:${name}`;
