import { describe, expect, it } from 'vitest';
import type { AlwaysAssertion } from '../document/scenario.js';
import type { Exchange } from '../traffic/exchange.js';
import { Invariants } from './invariants.js';

const genericNotFound = {
  kind: 'Status',
  reason: 'NotFound',
  message: 'the server could not find the requested resource',
  details: {},
};
const objectNotFound = {
  kind: 'Status',
  reason: 'NotFound',
  message: 'jobs.batch "x" not found',
  details: { name: 'x', group: 'batch', kind: 'jobs' },
};

function exchange(change: {
  readonly body?: unknown;
  readonly status?: number;
  readonly via?: string;
  readonly servedBy?: readonly string[];
  readonly atMs?: number;
}): Exchange {
  const {
    body = genericNotFound,
    status = 404,
    via = 'apiserver-a',
    servedBy = [],
    atMs = 10_000,
  } = change;
  const request = { client: 'c', user: 'u', method: 'GET', path: '/p', via };
  return {
    record: { ...request, number: 1, atMs, durationMs: 1, status, outcome: 'not-found', servedBy },
    request,
    response: { status, headers: {}, body, servedBy, durationMs: 1 },
    resource: 'batch/v1/jobs',
    isUncertain: false,
    isWatch: false,
  };
}

/** Which instances are ready since when, and whether they serve jobs. */
type Plane = Readonly<Record<string, { readonly since: number; readonly serves: boolean }>>;

function brokenBy(always: AlwaysAssertion, plane: Plane, exchanges: readonly Exchange[]): string[] {
  const messages: string[] = [];
  const invariants = new Invariants(
    [always],
    { failed: (_, message) => messages.push(message) },
    {
      names: Object.keys(plane),
      isReadySince: (name, atMs) => (plane[name]?.since ?? Infinity) <= atMs,
      serves: (name) => plane[name]?.serves === true,
    },
  );
  for (const each of exchanges) invariants.exchanged(each);
  invariants.tick(10_100);
  return messages;
}

const served: AlwaysAssertion = {
  type: 'servedResourcesAnswer',
  title: 't',
  line: 1,
  settleMs: 2_000,
};
const a = { since: 0, serves: false };
const message =
  'GET /p through apiserver-a is answered 404, while apiserver-b is ready and serves it';

describe('servedResourcesAnswer', () => {
  it.each([
    {
      what: 'a ready instance serves it',
      plane: { 'apiserver-a': a, 'apiserver-b': { since: 0, serves: true } },
      change: {},
      broken: [message],
    },
    {
      what: 'a mux answers plain text',
      plane: { 'apiserver-a': a, 'apiserver-b': { since: 0, serves: true } },
      change: { body: '404 page not found' },
      broken: [message],
    },
    {
      what: 'only the object is missing',
      plane: { 'apiserver-a': a, 'apiserver-b': { since: 0, serves: true } },
      change: { body: objectNotFound },
      broken: [],
    },
    {
      what: 'nobody serves it',
      plane: { 'apiserver-a': a, 'apiserver-b': a },
      change: {},
      broken: [],
    },
    {
      what: 'who serves it came up just now',
      plane: { 'apiserver-a': a, 'apiserver-b': { since: 9_000, serves: true } },
      change: {},
      broken: [],
    },
    {
      what: 'who was asked came up just now',
      plane: {
        'apiserver-a': { since: 9_000, serves: false },
        'apiserver-b': { since: 0, serves: true },
      },
      change: {},
      broken: [],
    },
    {
      what: 'who serves it has gone',
      plane: { 'apiserver-a': a, 'apiserver-b': { since: Infinity, serves: true } },
      change: {},
      broken: [],
    },
  ])('$broken.length failures when $what', ({ plane, change, broken }) => {
    expect(brokenBy(served, plane, [exchange(change)])).toEqual(broken);
  });
});

describe('p99', () => {
  const p99: AlwaysAssertion = {
    ...{ type: 'p99', title: 't', line: 1, belowMs: 100, windowMs: 1_000, minRequests: 20 },
    clients: undefined,
  };
  const answers = (slow: number, total: number, atMs = 10_000) =>
    Array.from({ length: total }, (_, index) => {
      const each = exchange({ status: 200, body: {}, atMs });
      const durationMs = index < slow ? 500 : 5;
      return { ...each, record: { ...each.record, atMs: atMs - durationMs, durationMs } };
    });
  it.each([
    { what: 'one of a hundred is slow', exchanges: answers(1, 100), broken: 0 },
    { what: 'two of a hundred are slow', exchanges: answers(2, 100), broken: 1 },
    { what: 'there are too few to say', exchanges: answers(19, 19), broken: 0 },
    { what: 'all were slow long ago', exchanges: answers(50, 50, 5_000), broken: 0 },
  ])('$broken failures when $what', ({ exchanges, broken }) => {
    expect(brokenBy(p99, {}, exchanges)).toHaveLength(broken);
  });
});
