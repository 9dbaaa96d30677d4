import { describe, expect, it } from 'vitest';
import type { RequestContext } from '../request/filter.js';
import { anonymousUser } from '../request/user-info.js';
import { RequestRecorder, type RecordedRequest } from './request-recorder.js';

function recording(overrides: Partial<RecordedRequest> = {}) {
  let nowMs = 1_000;
  const kept: RequestRecorder[] = [];
  const context: RequestContext = {
    auditId: 'id-1',
    receivedAtMs: Date.UTC(2026, 0, 1),
    info: { isResourceRequest: false, path: '/version', verb: 'get' },
    signal: new AbortController().signal,
    deadlineMs: undefined,
    user: { ...anonymousUser, name: 'alice' },
    impersonator: undefined,
    authorization: undefined,
    auditAnnotations: {},
    warnings: [],
    pathsInstalled: true,
    servedBy: undefined,
  };
  const recorder = new RequestRecorder({
    instance: 'a',
    version: 'v1.36.0',
    method: 'GET',
    path: '/version',
    fromPeer: false,
    context,
    peerHeaders: [],
    allowed: true,
    monotonicMs: () => nowMs,
    onAllowed: (each) => kept.push(each),
    ...overrides,
  });
  context.trace = recorder;
  return { recorder, context, kept, wait: (ms: number) => (nowMs += ms) };
}

describe('RequestRecorder', () => {
  it('nests steps and times them', () => {
    const { recorder, wait } = recording();
    const outer = recorder.begin('outer');
    wait(1);
    recorder.note('note', 'seen', { a: 1 });
    const inner = recorder.begin('inner');
    wait(2.0004);
    inner.end('did it', { b: 2 });
    wait(3);
    outer.end();
    recorder.note('after', 'all');
    wait(4);
    recorder.finish(201);
    wait(100);
    expect(recorder.trace()).toEqual({
      auditId: 'id-1',
      instance: 'a',
      version: 'v1.36.0',
      receivedAt: '2026-01-01T00:00:00.000000Z',
      method: 'GET',
      path: '/version',
      user: 'alice',
      fromPeer: false,
      status: 201,
      durationMs: 10,
      complete: true,
      steps: [
        {
          name: 'outer',
          startMs: 0,
          durationMs: 6,
          decision: 'done',
          steps: [
            { name: 'note', startMs: 1, durationMs: 0, decision: 'seen', detail: { a: 1 } },
            { name: 'inner', startMs: 1, durationMs: 2, decision: 'did it', detail: { b: 2 } },
          ],
        },
        { name: 'after', startMs: 6, durationMs: 0, decision: 'all' },
      ],
    });
  });

  it('keeps a decision told within a step, and what a step without an end was', () => {
    const { recorder } = recording();
    const span = recorder.begin('filter');
    recorder.decide('allowed', { why: 'rule' });
    span.end();
    recorder.begin('left open');
    const [filter, open] = recorder.trace().steps;
    expect(filter).toMatchObject({ decision: 'allowed', detail: { why: 'rule' } });
    expect(open).toMatchObject({ decision: 'under way' });
    expect(recorder.trace()).toMatchObject({ complete: false, status: 0 });
  });

  it('closes what a step left open when it ends', () => {
    const { recorder } = recording();
    const attempt = recorder.begin('attempt');
    recorder.begin('broken off by an error');
    attempt.end('tried again');
    recorder.note('next', 'to it');
    expect(recorder.trace().steps.map(({ name }) => name)).toEqual(['attempt', 'next']);
  });

  it('ends every open step with a refusal, the innermost by its reason', () => {
    const { recorder } = recording();
    recorder.begin('next state');
    recorder.begin('admission X');
    recorder.fail(403, 'no');
    expect(recorder.trace().steps).toMatchObject([
      { name: 'next state', decision: 'refused', steps: [{ decision: '403: no' }] },
    ]);
  });

  it('takes details down as they are now', () => {
    const { recorder } = recording();
    const detail = { groups: ['a'] };
    recorder.note('user', 'known', detail);
    detail.groups.push('b');
    expect(recorder.trace().steps[0]?.detail).toEqual({ groups: ['a'] });
  });

  it('is bounded in steps and in details', () => {
    const { recorder } = recording();
    const detail = { text: 'x'.repeat(60 * 1024) };
    for (let at = 0; at < 1_010; at++) recorder.note(`step ${String(at)}`, 'done', detail);
    const { steps, omitted } = recorder.trace();
    expect(steps).toHaveLength(1_000);
    expect(omitted).toBe(10 + 998);
    expect(recorder.length).toBeLessThan(400 * 1024);
  });

  it('hears nothing of what goes on behind the answer', () => {
    const { recorder } = recording();
    recorder.finish(200);
    recorder.begin('late').end();
    recorder.decide('late');
    recorder.finish(500);
    expect(recorder.trace()).toMatchObject({ steps: [], status: 200 });
  });

  it('settles when the request has ended, or streams', async () => {
    const ended = recording().recorder;
    ended.finish(200);
    await ended.settled;
    const streaming = recording().recorder;
    streaming.stream();
    await streaming.settled;
    expect(streaming.summary()).toMatchObject({ complete: false, status: 200 });
  });
});

// Who may not trace must see nothing of it, as on a server that has no traces.
describe('who may trace', () => {
  it.each([
    { name: 'the key', allowed: true, groups: [], byCertificate: false, want: true },
    {
      name: 'a certificate of the admin',
      allowed: false,
      groups: ['system:masters'],
      byCertificate: true,
      want: true,
    },
    {
      name: 'a token of an admin',
      allowed: false,
      groups: ['system:masters'],
      byCertificate: false,
      want: false,
    },
    {
      name: 'a certificate of somebody',
      allowed: false,
      groups: ['developers'],
      byCertificate: true,
      want: false,
    },
  ])('$name: $want', ({ allowed, groups, byCertificate, want }) => {
    const { recorder, context, kept } = recording({ allowed });
    recorder.authenticated({ groups }, byCertificate);
    expect(kept).toEqual(want ? [recorder] : []);
    expect(context.trace).toBe(want ? recorder : undefined);
  });
});
