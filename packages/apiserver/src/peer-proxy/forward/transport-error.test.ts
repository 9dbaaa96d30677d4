import { expect, it } from 'vitest';
import { causeText, dialError, dialTimeout } from './transport-error.js';

const coded = (code: string, message = code, more: object = {}) =>
  Object.assign(new Error(message), { code, ...more });

const address = '10.0.0.2:6443';

// Spec 3.6(8): what Go's net and net/http packages print.
it.each([
  [dialError(address, coded('ECONNREFUSED')), `dial tcp ${address}: connect: connection refused`],
  [dialError(address, coded('EHOSTUNREACH')), `dial tcp ${address}: connect: no route to host`],
  [
    dialError(address, coded('ENETUNREACH')),
    `dial tcp ${address}: connect: network is unreachable`,
  ],
  [dialError(address, coded('ETIMEDOUT')), `dial tcp ${address}: connect: connection timed out`],
  [dialError('peer:6443', coded('ENOTFOUND')), 'dial tcp: lookup peer: no such host'],
  [dialTimeout(address), `dial tcp ${address}: i/o timeout`],
  [
    coded('ECONNRESET', 'x', { route: '10.0.0.1:5000->10.0.0.2:6443' }),
    'read tcp 10.0.0.1:5000->10.0.0.2:6443: read: connection reset by peer',
  ],
  [coded('UND_ERR_SOCKET', 'other side closed'), 'EOF'],
  [
    coded('UND_ERR_INVALID_ARG', 'invalid X-Remote-User header'),
    'net/http: invalid header field value for "X-Remote-User"',
  ],
  [new Error('something else'), 'something else'],
])('%s → %s', (error, text) => {
  expect(causeText(error)).toBe(text);
});
