import type { FastifyReply } from 'fastify';
import { describe, expect, it } from 'vitest';
import { mergedResponseHeaders, rewriteLocation } from './response-headers.js';

const address = '10.0.0.2:6443';

function merged(own: Record<string, string | string[]>, peer: string[], append = true) {
  const reply = { getHeaders: () => own } as unknown as FastifyReply;
  const headers = mergedResponseHeaders(reply, peer, { append, address });
  return Object.fromEntries([...headers.values()].map(({ name, values }) => [name, values]));
}

// Spec 3.6(5) and (7); Go net/http/httputil reverseproxy.go.
describe('mergedResponseHeaders', () => {
  it('appends what both servers set', () => {
    const own = { 'audit-id': 'x', 'cache-control': 'no-cache, private' };
    const peer = [
      'Audit-Id',
      'x',
      'Cache-Control',
      'no-cache, private',
      'Content-Type',
      'text/plain',
    ];
    expect(merged(own, peer)).toEqual({
      'Audit-Id': ['x', 'x'],
      'Cache-Control': ['no-cache, private', 'no-cache, private'],
      'Content-Type': ['text/plain'],
    });
    expect(merged(own, peer, false)['Audit-Id']).toEqual(['x']);
  });

  it('keeps repeats and drops what ends at this hop, and CORS', () => {
    const peer = [
      'Warning',
      '299 - "a"',
      'Warning',
      '299 - "b"',
      'Connection',
      'keep-alive, X-Hop',
      'Keep-Alive',
      'timeout=5',
      'X-Hop',
      '1',
      'Transfer-Encoding',
      'chunked',
      'Access-Control-Allow-Origin',
      '*',
    ];
    expect(merged({}, peer)).toEqual({ Warning: ['299 - "a"', '299 - "b"'] });
  });
});

// kubernetes/apimachinery pkg/util/proxy/transport_test.go
it.each([
  ['/apis/x', `https://${address}/apis/x`],
  [`http://${address}/x?y`, `https://${address}/x?y`],
  ['https://elsewhere/x', 'https://elsewhere/x'],
  ['relative/x', 'relative/x'],
])('location %s → %s', (location, want) => {
  expect(rewriteLocation(location, address)).toBe(want);
});
