import { StatusError } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import type { RequestInfo } from '../../request/request-info.js';
import { StorageError } from '../../storage/errors.js';
import type { StorageEvent } from '../../storage/storage.js';
import { StoredObject } from '../../storage/stored-object.js';
import { InjectedFaults, noFaults } from './injected-faults.js';
import { parseInstanceFaults } from './instance-faults.js';
import type { AnswerRule, RequestMatch, WatchRule } from './instance-faults.js';
import { matchesRequest } from './request-match.js';
import type { RequestFacts } from './request-match.js';
import { DisturbedWatch } from './watch-faults.js';

const listJobs: RequestFacts = {
  userAgent: 'kubectl/v1.36.0 (linux/amd64)',
  user: 'alice',
  info: {
    isResourceRequest: true,
    path: '/apis/batch/v1/namespaces/default/jobs',
    verb: 'list',
    apiPrefix: 'apis',
    group: 'batch',
    version: 'v1',
    namespace: 'default',
    resource: 'jobs',
    subresource: '',
    name: '',
    parts: ['jobs'],
  },
};
const version: RequestInfo = { isResourceRequest: false, path: '/version', verb: 'get' };
const neverAborted = new AbortController().signal;

describe('matchesRequest', () => {
  it.each<{ match: RequestMatch | undefined; want: boolean }>([
    { match: undefined, want: true },
    { match: {}, want: true },
    { match: { userAgent: 'kubectl' }, want: true },
    { match: { userAgent: 'kubelet' }, want: false },
    { match: { user: 'alice' }, want: true },
    { match: { user: 'ali' }, want: false },
    { match: { verbs: ['get', 'list'] }, want: true },
    { match: { verbs: ['watch'] }, want: false },
    { match: { resources: ['jobs.batch'] }, want: true },
    { match: { resources: ['jobs'] }, want: true },
    { match: { resources: ['pods'] }, want: false },
    { match: { namespace: 'default' }, want: true },
    { match: { namespace: 'other' }, want: false },
    { match: { user: 'alice', verbs: ['watch'] }, want: false },
  ])('$match → $want', ({ match, want }) => {
    expect(matchesRequest(match, listJobs)).toBe(want);
  });

  it('finds no resource in a path that is none', () => {
    const facts = { ...listJobs, info: version };
    expect(matchesRequest({ resources: ['jobs'] }, facts)).toBe(false);
    expect(matchesRequest({ verbs: ['get'] }, facts)).toBe(true);
  });
});

describe('answers', () => {
  function hits(rule: Partial<AnswerRule>, random: readonly number[], requests: number): boolean[] {
    const draws = [...random];
    const faults = new InjectedFaults(() => draws.shift() ?? 0);
    faults.replace({ ...noFaults, answers: [{ id: 'f1', answer: 'unavailable', ...rule }] });
    return Array.from({ length: requests }, () => faults.answerFor(listJobs) !== undefined);
  }

  it.each<{ name: string; rule: Partial<AnswerRule>; random?: number[]; want: boolean[] }>([
    { name: 'every request', rule: {}, want: [true, true] },
    { name: 'every third', rule: { everyNth: 3 }, want: [false, false, true, false, false, true] },
    {
      name: 'by chance',
      rule: { probability: 0.5 },
      random: [0.4, 0.5, 0.9, 0],
      want: [true, false, false, true],
    },
    { name: 'never', rule: { probability: 0 }, random: [0, 0], want: [false, false] },
    { name: 'only what matches', rule: { match: { user: 'bob' } }, want: [false] },
  ])('$name', ({ rule, random = [], want }) => {
    expect(hits(rule, random, want.length)).toEqual(want);
  });

  it('counts on when other faults come and go', () => {
    const faults = new InjectedFaults(() => 0);
    const rule = { id: 'f1', answer: 'reset', everyNth: 2 } as const;
    faults.replace({ ...noFaults, answers: [rule] });
    expect(faults.answerFor(listJobs)).toBeUndefined();
    faults.replace({ ...noFaults, answers: [rule], watches: [{ id: 'f2', effect: 'drop' }] });
    expect(faults.answerFor(listJobs)).toEqual(rule);
  });

  it('are nothing at all once they are gone', () => {
    const faults = new InjectedFaults(() => 0);
    faults.replace({ ...noFaults, answers: [{ id: 'f1', answer: 'reset' }] });
    faults.replace(noFaults);
    expect([faults.answers, faults.watches]).toEqual([undefined, undefined]);
  });
});

const event = (revision: number): StorageEvent => ({
  type: 'ADDED',
  object: new StoredObject('pods/a/b', Buffer.from('{"metadata":{"name":"b"}}'), revision),
});
const bookmark: StorageEvent = { type: 'BOOKMARK', revision: 9 };
const shown = (events: readonly StorageEvent[]): string[] =>
  events.map((each) => (each.type === 'BOOKMARK' ? 'B' : String(each.object.revision)));

describe('watches', () => {
  function disturbedBy(...effects: WatchRule['effect'][]) {
    const faults = new InjectedFaults(() => 0);
    const watches = effects.map((effect, index) => ({ id: `f${String(index)}`, effect }));
    faults.replace({ ...noFaults, watches });
    return { faults, watch: new DisturbedWatch(faults, listJobs) };
  }

  it.each<{ effect: WatchRule['effect']; want: string[][] }>([
    { effect: 'drop', want: [[], [], []] },
    {
      effect: 'duplicate',
      want: [
        ['1', '1'],
        ['2', '2'],
        ['B', 'B'],
      ],
    },
    { effect: 'reorder', want: [[], ['2', '1'], []] },
    { effect: 'bookmarks-only', want: [[], [], ['B']] },
    { effect: 'gone-at-connect', want: [['1'], ['2'], ['B']] },
  ])('$effect', async ({ effect, want }) => {
    const { watch } = disturbedBy(effect);
    const got: string[][] = [];
    for (const each of [event(1), event(2), bookmark]) {
      got.push(shown(await watch.disturb(each, neverAborted)));
    }
    expect(got).toEqual(want);
  });

  it('ends in the stream with what a compaction says', async () => {
    const { watch } = disturbedBy('gone-in-stream');
    const error: unknown = await watch.disturb(event(1), neverAborted).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(StorageError);
    expect((error as StorageError).code).toBe('Expired');
  });

  it('does not begin', () => {
    expect(() => {
      disturbedBy('gone-at-connect').watch.admit();
    }).toThrow(StatusError);
    disturbedBy('gone-in-stream').watch.admit();
  });

  it('stalls until it is healed', async () => {
    const { faults, watch } = disturbedBy('stall');
    const stalled = watch.disturb(event(1), neverAborted);
    faults.replace(noFaults);
    expect(shown(await stalled)).toEqual(['1']);
    expect(watch.isDisturbed).toBe(false);
  });

  it('lets a stalled client go', async () => {
    const { watch } = disturbedBy('stall');
    const leaving = new AbortController();
    const stalled = watch.disturb(event(1), leaving.signal);
    leaving.abort();
    expect(await stalled).toEqual([]);
  });

  it('shows what was overtaken once the fault is healed', async () => {
    const { faults, watch } = disturbedBy('reorder');
    await watch.disturb(event(1), neverAborted);
    faults.replace(noFaults);
    expect(watch.isDisturbed).toBe(true);
    expect(shown(await watch.disturb(event(2), neverAborted))).toEqual(['2', '1']);
  });
});

describe('parseInstanceFaults', () => {
  it.each([
    { body: [], message: 'the faults of an instance are an object' },
    { body: { answers: {} }, message: 'answers is no list' },
    { body: { answers: [{}] }, message: 'each of answers needs an id' },
    { body: { answers: [{ id: 'f1', answer: 'x' }] }, message: 'answer is none of' },
    { body: { watches: [{ id: 'f1', effect: 'x' }] }, message: 'effect is none of' },
    {
      body: { watches: [{ id: 'f1', effect: 'drop', probability: 2 }] },
      message: 'probability is no number from 0 to 1',
    },
    {
      body: { answers: [{ id: 'f1', answer: 'reset', match: { verbs: 'get' } }] },
      message: 'verbs is no list of texts',
    },
    { body: { staleCaches: [{ id: 'f1', resources: [1] }] }, message: 'resources is no list' },
  ])('refuses $body', ({ body, message }) => {
    expect(() => parseInstanceFaults(body)).toThrow(message);
  });

  it('takes nothing for no faults', () => {
    expect(parseInstanceFaults({})).toEqual(noFaults);
  });
});
