import type { UserInfo } from '../../request/user-info.js';

/** A user as the authentication API writes one; empty fields are left out. */
export function userInfoFields({ name, uid, groups, extra }: UserInfo): Record<string, unknown> {
  return {
    ...(name === '' ? {} : { username: name }),
    ...(uid === '' ? {} : { uid }),
    ...(groups.length === 0 ? {} : { groups: [...groups] }),
    ...(Object.keys(extra).length === 0 ? {} : { extra: structuredClone(extra) }),
  };
}
