import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { sourceIps, userAgentOf } from './event.js';
import { withoutManagedFields } from './without-managed-fields.js';

const requestFrom = (headers: Record<string, string>, remoteAddress = '10.0.0.9') =>
  ({ headers, socket: { remoteAddress } }) as unknown as IncomingMessage;

// kubernetes/apimachinery pkg/util/net/http.go, SourceIPs
describe('where a request came from', () => {
  it.each<[Record<string, string>, string, string[]]>([
    [{}, '10.0.0.9', ['10.0.0.9']],
    [{}, '::ffff:10.0.0.9', ['10.0.0.9']],
    [
      { 'x-forwarded-for': '1.1.1.1, nonsense, 2.2.2.2' },
      '10.0.0.9',
      ['1.1.1.1', '2.2.2.2', '10.0.0.9'],
    ],
    [{ 'x-forwarded-for': '1.1.1.1,10.0.0.9' }, '10.0.0.9', ['1.1.1.1', '10.0.0.9']],
    [{ 'x-forwarded-for': '10.0.0.9,1.1.1.1' }, '10.0.0.9', ['10.0.0.9', '1.1.1.1', '10.0.0.9']],
    [{ 'x-forwarded-for': '1.1.1.1', 'x-real-ip': '1.1.1.1' }, '10.0.0.9', ['1.1.1.1', '10.0.0.9']],
    [{ 'x-real-ip': '3.3.3.3' }, '10.0.0.9', ['3.3.3.3', '10.0.0.9']],
  ])('%j from %s', (headers, remote, expected) => {
    expect(sourceIps(requestFrom(headers, remote))).toEqual(expected);
  });
});

// kubernetes/apiserver pkg/audit/request.go, maybeTruncateUserAgent
it('cuts a user agent that is too long', () => {
  expect(userAgentOf(requestFrom({ 'user-agent': 'a'.repeat(1025) }))).toBe(
    `${'a'.repeat(1024)}...TRUNCATED`,
  );
});

// kubernetes/apiserver pkg/audit/request.go, copyWithoutManagedFields
describe('managed fields', () => {
  const object = { metadata: { name: 'a', managedFields: [{}] }, spec: 1 };
  const trimmed = { metadata: { name: 'a' }, spec: 1 };
  it.each([
    ['of an object', object, trimmed],
    ['of a list', { metadata: {}, items: [object] }, { metadata: {}, items: [trimmed] }],
    [
      'of a table',
      { kind: 'Table', metadata: {}, rows: [{ cells: [], object }] },
      { kind: 'Table', metadata: {}, rows: [{ cells: [], object: trimmed }] },
    ],
    ['of what has no metadata', { kind: 'Status' }, { kind: 'Status' }],
  ])('%s', (_what, value, expected) => {
    const before = structuredClone(value);
    expect(withoutManagedFields(value)).toEqual(expected);
    expect(value).toEqual(before);
  });
});
