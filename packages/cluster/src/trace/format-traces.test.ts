import { describe, expect, it } from 'vitest';
import type { RequestTrace, TraceStep } from '@skewplane/apimachinery';
import { formatTraces } from './format-traces.js';

const step = (overrides: Partial<TraceStep> = {}): TraceStep => ({
  name: 'authorization',
  startMs: 0.25,
  durationMs: 1.5,
  decision: 'alice may list pods',
  ...overrides,
});

const trace = (overrides: Partial<RequestTrace> = {}): RequestTrace => ({
  auditId: 'id-1',
  instance: 'apiserver-a',
  version: 'v1.35.0',
  receivedAt: '2026-01-01T00:00:00.000000Z',
  method: 'GET',
  path: '/api/v1/pods',
  user: 'alice',
  fromPeer: false,
  status: 200,
  durationMs: 3,
  complete: true,
  steps: [step()],
  ...overrides,
});

describe('formatTraces', () => {
  it('shows each instance with its steps, their times, and what is within them', () => {
    const inner = step({
      name: 'RBAC',
      startMs: 0.5,
      durationMs: 0,
      decision: 'allowed',
      detail: { rule: { verbs: ['list'] }, groups: ['a', 'b'], ruleNumber: 1 },
    });
    const text = formatTraces([
      trace({ steps: [step({ steps: [inner] })] }),
      trace({ instance: 'apiserver-b', fromPeer: true, steps: [] }),
    ]);
    expect(text.split('\n')).toEqual([
      'GET /api/v1/pods by alice: 200 in 3.000 ms, audit id id-1',
      '',
      'apiserver-a (v1.35.0): 200 in 3.000 ms, received 2026-01-01T00:00:00.000000Z',
      '     at ms     took ms  step',
      '     0.250       1.500  authorization: alice may list pods',
      '     0.500                RBAC: allowed',
      '                              rule: {"verbs":["list"]}',
      '                              groups: a, b',
      '                              ruleNumber: 1',
      '',
      'apiserver-b (v1.35.0): 200 in 3.000 ms, sent on by a peer, received 2026-01-01T00:00:00.000000Z',
      '     at ms     took ms  step',
      '',
    ]);
  });

  it.each([
    [{ op: 'add', path: '/a', to: { b: 1 } }, '+ /a: {"b":1}'],
    [{ op: 'remove', path: '/a', from: 'x' }, '- /a: x'],
    [{ op: 'replace', path: '/a', from: 1, to: null }, '~ /a: 1 → null'],
  ] as const)('shows a change as a diff does: %j', (change, want) => {
    const lines = formatTraces([trace({ steps: [step({ detail: { changes: [change] } })] })]);
    expect(lines.split('\n').map((line) => line.trim())).toContain(want);
  });

  it.each([
    ['who acts as whom', { impersonator: 'admin' }, 'by admin as alice'],
    ['what has not ended', { complete: false }, 'under way for 3.000 ms'],
    ['what did not fit', { omitted: 7 }, '7 more steps or details did not fit'],
  ])('tells %s', (_name, overrides, want) => {
    expect(formatTraces([trace(overrides)])).toContain(want);
  });

  // A path is a client's to choose, and a terminal would obey it.
  it('prints no control characters', () => {
    const text = formatTraces([
      trace({ path: '/\u001b[2J', steps: [step({ detail: { mediaType: 'a\r\nb\u009b' } })] }),
    ]);
    expect(text).toContain('/?[2J');
    expect(text).toContain('mediaType: a??b?');
  });

  it('cuts what is long', () => {
    const text = formatTraces([trace({ steps: [step({ detail: { long: 'x'.repeat(1_000) } })] })]);
    expect(text).toMatch(/ x{300}…\n/);
  });
});
