import { describe, expect, it } from 'vitest';
import { boundsCheck, celCheck, jsonPathCheck, statusCheck } from './checks.js';
import { ExpressionError, compileExchangeCondition } from './compile-cel.js';
import type { CompiledCheck, Scope } from './compiled.js';

const scope: Scope = {
  request: { method: 'GET', path: '/api', user: 'admin', via: 'balanced', client: 'expect' },
  response: {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: {
      kind: 'List',
      items: [
        { n: 1, x: 0.5 },
        { n: 2, x: 1.5 },
      ],
    },
    servedBy: ['apiserver-b', 'apiserver-a'],
    durationMs: 12.5,
  },
  instances: { a: { name: 'apiserver-a', version: '1.36', ready: true, running: true } },
  requests: { writer: { sent: 10, local: 8, proxied: 2, notFound: 0 } },
  metric: async (instance, name, labels) => {
    if (name === 'missing') throw new Error('no answer');
    return instance === 'a' ? 3 + Object.keys(labels).length : 0;
  },
};

const plain = (source: string) => celCheck(source, true);
const found =
  ': status 200 from apiserver-b through apiserver-a, {"kind":"List","items":[{"n":1,"x":0.5},{"n":2,"x":1.5}]}';

const cases: { what: string; check: CompiledCheck; problem?: string }[] = [
  {
    what: 'status and headers',
    check: plain(
      'response.status == 200 && response.headers["content-type"] == "application/json"',
    ),
  },
  {
    what: 'whole numbers and fractions of a body',
    check: plain('response.body.items[0].n == 1 && response.body.items[1].x > 1.0'),
  },
  {
    what: 'macros',
    check: plain('response.body.items.all(i, i.n < 3) && size(response.servedBy) == 2'),
  },
  {
    what: 'the request and its time',
    check: plain('request.via == "balanced" && response.durationMs < 13.0'),
  },
  {
    what: 'instances',
    check: plain('instances["a"].ready && instances.all(n, instances[n].version == "1.36")'),
  },
  { what: 'counts', check: plain('requests["writer"].proxied == 2') },
  {
    what: 'metrics',
    check: plain('metric("a", "x") == 3.0 && metric("a", "x", {"code": "200"}) == 4.0'),
  },
  { what: 'what is not true', check: plain('response.status == 404'), problem: `not true${found}` },
  {
    what: 'a missing field',
    check: plain('response.body.missing == 1'),
    problem: `cannot be evaluated: No such key: missing${found}`,
  },
  {
    what: 'a metric that cannot be read',
    check: plain('metric("a", "missing") > 0.0'),
    problem: `cannot be evaluated: no answer${found}`,
  },
  { what: 'status', check: statusCheck(404), problem: `not status 404${found}` },
  {
    what: 'a path that finds',
    check: jsonPathCheck({ path: '{.items[*].n}', count: 2, equals: 1 }),
  },
  {
    what: 'another value',
    check: jsonPathCheck({ path: '.kind', equals: 'Pod' }),
    problem: '.kind is "List", not "Pod"',
  },
  {
    what: 'nothing at the path',
    check: jsonPathCheck({ path: '.nope' }),
    problem: '.nope finds nothing',
  },
  {
    what: 'something where nothing should be',
    check: jsonPathCheck({ path: '.kind', exists: false }),
    problem: '.kind finds "List"',
  },
  {
    what: 'a path into headers',
    check: jsonPathCheck({ path: '.content-type', in: 'headers', equals: 'application/json' }),
  },
  { what: 'a bound', check: boundsCheck('n', { atLeast: 1, atMost: 3 }, async () => 3) },
  {
    what: 'a broken bound',
    check: boundsCheck('n', { atLeast: 1, atMost: 3 }, async () => 4),
    problem: 'n is 4, not at least 1 and at most 3',
  },
];

describe('checks', () => {
  it.each(cases)('judge $what', async ({ check, problem }) => {
    expect(await check.problem(scope)).toBe(problem);
  });
});

describe('compiling', () => {
  it.each([
    { source: 'response.status ==', index: 18 },
    { source: 'response.status == 200 && nobody', index: 26 },
    { source: 'metric("a", "x") > 1.0', index: 0 },
    { source: 'response.status + 1', index: 0 },
  ])('refuses $source', ({ source, index }) => {
    const compile = () => compileExchangeCondition(source);
    expect(compile).toThrow(ExpressionError);
    expect(compile).toThrow(expect.objectContaining({ index }));
  });
});
