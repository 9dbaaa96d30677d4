import type { FastifyRequest } from 'fastify';

type RawRequest = FastifyRequest['raw'];
export type DistinctHeaders = Record<string, string[]>;

/**
 * Every value of every header by lower-case name. `request.headers` joins repeated headers with commas, which
 * cannot be told from commas in a group name.
 */
export function distinctHeaders({ rawHeaders }: RawRequest): DistinctHeaders {
  // Without a prototype: clients choose the names.
  const headers = Object.create(null) as DistinctHeaders;
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase();
    (headers[name] ??= []).push(rawHeaders[at + 1] ?? '');
  }
  return headers;
}

/** Takes headers off the request, so that nothing further in sees or forwards them. */
export function removeHeaders(raw: RawRequest, matches: (name: string) => boolean): void {
  for (const name of Object.keys(raw.headers)) {
    if (matches(name)) Reflect.deleteProperty(raw.headers, name);
  }
  const { rawHeaders } = raw;
  for (let at = rawHeaders.length - 2; at >= 0; at -= 2) {
    if (matches((rawHeaders[at] ?? '').toLowerCase())) rawHeaders.splice(at, 2);
  }
}
