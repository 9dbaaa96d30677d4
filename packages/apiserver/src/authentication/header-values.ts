import type { AuthenticationRequest } from './authenticator.js';

type Headers = AuthenticationRequest['headers'];

/** All values of a header in order of arrival. @param name in any case */
export function headerValues(headers: Headers, name: string): readonly string[] {
  const value = headers[name.toLowerCase()];
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

/** The first value of a header, or `''`. @param name in any case */
export function firstHeader(headers: Headers, name: string): string {
  return headerValues(headers, name)[0] ?? '';
}

/**
 * Extra keys travel in header names: lower-cased, then percent-decoded; what cannot be decoded stays as it is.
 * @see kubernetes/apiserver `pkg/authentication/request/headerrequest/requestheader.go`, `unescapeExtraKey`
 */
export function decodeExtraKey(encoded: string): string {
  const key = encoded.toLowerCase();
  try {
    return decodeURIComponent(key);
  } catch (error) {
    if (error instanceof URIError) return key;
    throw error;
  }
}
