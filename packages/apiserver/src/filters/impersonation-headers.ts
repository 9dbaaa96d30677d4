import { decodeExtraKey, firstHeader, headerValues } from '../authentication/header-values.js';
import type { UserInfo } from '../request/user-info.js';
import type { DistinctHeaders } from './distinct-headers.js';

const userHeader = 'impersonate-user';
const groupHeader = 'impersonate-group';
const uidHeader = 'impersonate-uid';
const extraPrefix = 'impersonate-extra-';

export function isImpersonationHeader(name: string): boolean {
  return (
    name === userHeader ||
    name === groupHeader ||
    name === uidHeader ||
    name.startsWith(extraPrefix)
  );
}

/** The user that the headers ask for, as they stand; `name` may be empty. Undefined when there are none. */
export function wantedUser(headers: DistinctHeaders): UserInfo | undefined {
  const wanted = {
    name: firstHeader(headers, userHeader),
    uid: firstHeader(headers, uidHeader),
    groups: headerValues(headers, groupHeader),
    extra: wantedExtra(headers),
  };
  const isNobody =
    wanted.name === '' &&
    wanted.uid === '' &&
    wanted.groups.length === 0 &&
    Object.keys(wanted.extra).length === 0;
  return isNobody ? undefined : wanted;
}

function wantedExtra(headers: DistinctHeaders): Record<string, string[]> {
  const extra = new Map<string, string[]>();
  for (const name of Object.keys(headers)) {
    if (!name.startsWith(extraPrefix)) continue;
    const key = decodeExtraKey(name.slice(extraPrefix.length));
    extra.set(key, [...(extra.get(key) ?? []), ...headerValues(headers, name)]);
  }
  return Object.fromEntries(extra);
}
