import { quote } from '../authorization/quote.js';
import type { UserInfo } from '../request/user-info.js';

/** As Go prints the list of references that the headers make: each has seven fields, most of them empty. */
export function describeForLegacy({ groups, extra, uid }: UserInfo): string {
  const authentication = 'authentication.k8s.io/v1';
  const references = [
    ...groups.map((name) => reference({ kind: 'Group', name })),
    ...Object.entries(extra).flatMap(([fieldPath, values]) =>
      values.map((name) =>
        reference({ kind: 'UserExtra', name, apiVersion: authentication, fieldPath }),
      ),
    ),
    ...(uid === '' ? [] : [reference({ kind: 'UID', name: uid, apiVersion: authentication })]),
  ];
  return `[${references.join(' ')}]`;
}

interface Reference {
  readonly kind: string;
  readonly name: string;
  readonly apiVersion?: string;
  readonly fieldPath?: string;
}

function reference({ kind, name, apiVersion = '', fieldPath = '' }: Reference): string {
  const namespace = '';
  const uid = '';
  const resourceVersion = '';
  return `{${[kind, namespace, name, uid, apiVersion, resourceVersion, fieldPath].join(' ')}}`;
}

/** As Go prints the user with `%#v`. */
export function describeForConstrained({ name, uid, groups, extra }: UserInfo): string {
  const entries = Object.entries(extra).sort(([a], [b]) => (a < b ? -1 : 1));
  const extraText =
    entries.length === 0
      ? 'map[string][]string(nil)'
      : `map[string][]string{${entries
          .map(([key, values]) => `${quote(key)}:${slice(values)}`)
          .join(', ')}}`;
  return `&user.DefaultInfo{Name:${quote(name)}, UID:${quote(uid)}, Groups:${slice(groups)}, Extra:${extraText}}`;
}

function slice(values: readonly string[]): string {
  return values.length === 0 ? '[]string(nil)' : `[]string{${values.map(quote).join(', ')}}`;
}
