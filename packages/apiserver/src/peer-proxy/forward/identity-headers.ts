import type { UserInfo } from '../../request/user-info.js';

export type HeaderPair = readonly [name: string, value: string];

/** Bytes a header name may have, without the percent sign, which marks escapes. */
const nameSafe = /[!#$&'*+\-.^_`|~0-9A-Za-z]/;

/**
 * Who the request is for, as a front proxy says it. The names are fixed; a destination that expects others does
 * not understand them.
 * @see kubernetes/client-go `transport/round_trippers.go`, `SetAuthProxyHeaders`
 */
export function identityHeaders(
  user: UserInfo,
  options: { readonly uidHeaderSent: boolean },
): HeaderPair[] {
  const headers: HeaderPair[] = [['X-Remote-User', headerBytes(user.name)]];
  if (options.uidHeaderSent && user.uid !== '') {
    headers.push(['X-Remote-Uid', headerBytes(user.uid)]);
  }
  for (const group of user.groups) headers.push(['X-Remote-Group', headerBytes(group)]);
  for (const [key, values] of Object.entries(user.extra)) {
    const name = `X-Remote-Extra-${escapeKey(key)}`;
    for (const value of values) headers.push([name, headerBytes(value)]);
  }
  return headers;
}

/** Node writes header values one byte a character: text goes out as its UTF-8. */
const headerBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

function escapeKey(key: string): string {
  let escaped = '';
  for (const byte of headerBytes(key)) {
    if (nameSafe.test(byte)) escaped += byte;
    else escaped += `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return escaped;
}
