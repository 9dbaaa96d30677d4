import { FakeClock } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import {
  noRequests,
  sampleAssertion,
  sampleRequest,
  sampleRecord,
} from '../report/testing/sample-record.js';
import type { RunEvent } from '../run/run-options.js';
import { LiveProgress } from './live-progress.js';
import { plainProgress } from './plain-progress.js';

const step = { number: 2, title: 'upgrade b to 1.36', action: 'upgrade', line: 12 };
const started: RunEvent = { type: 'step-started', ...step, atMs: 0 };
const ended: RunEvent = {
  type: 'step-ended',
  step: { ...step, fromMs: 0, toMs: 2_500, outcome: 'passed' },
};
const band: RunEvent = {
  type: 'band',
  instance: 'apiserver-b',
  version: '1.36',
  state: 'starting',
  atMs: 10,
};
const [fault] = sampleRecord().faults;
if (fault === undefined) throw new Error('the sample has a fault');

function requests(local: number, request = sampleRequest()): RunEvent {
  return { type: 'request', request, totals: { ...noRequests, local } };
}

/** What a terminal shows after all that was written to it: lines, with the cursor below the last. */
function screenOf(written: string): string[] {
  const lines = [''];
  let row = 0;
  for (const [part] of written.matchAll(/\u001b\[\d*[A-Z]|\n|\r|[^\u001b\n\r]+/g)) {
    if (part === '\u001b[1A') row -= 1;
    else if (part === '\u001b[2K') lines[row] = '';
    else if (part === '\n') lines[++row] ??= '';
    else if (part !== '\r') lines[row] = (lines[row] ?? '') + part;
    if (row < 0) throw new Error('above the first line');
  }
  return lines.slice(0, row);
}

function live(columns = 80) {
  const clock = new FakeClock(0);
  const written: string[] = [];
  const sink = { write: (text: string) => written.push(text) };
  const progress = new LiveProgress({ sink, clock, columns: () => columns, colour: false });
  return { clock, written, progress, screen: () => screenOf(written.join('')) };
}

describe('LiveProgress', () => {
  it('shows instances, faults, requests and the step', async () => {
    const { clock, progress, screen } = live();
    for (const event of [started, band, requests(5)]) progress.onEvent(event);
    progress.onEvent({ type: 'fault-begun', fault });
    await clock.advance(1_000);
    expect(screen()).toEqual([
      '! f1 partition a → b',
      'apiserver-b 1.36 starting',
      'broken: partition a → b',
      expect.stringMatching(/^requests: 5 local \(\d+\/s\)$/),
      expect.stringMatching(/s {2}2 upgrade b to 1\.36$/),
    ]);
  });

  it('keeps what happened above what is the case, and nothing else in the end', async () => {
    const { clock, progress, screen } = live();
    progress.onEvent(started);
    await clock.advance(200);
    progress.onEvent(ended);
    await clock.advance(200);
    progress.onEvent({
      type: 'assertion-failed',
      assertion: sampleAssertion({ outcome: 'failed', message: '3 writes lost' }),
    });
    progress.close();
    progress.close();
    progress.onEvent(started);
    await clock.advance(5_000);
    expect(screen()).toEqual([
      '✓ 2 upgrade b to 1.36 (2.500 s)',
      '✗ no lost writes (line 8): 3 writes lost',
    ]);
  });

  it('redraws at most ten times a second, however much happens', async () => {
    const { clock, progress, written } = live();
    for (let count = 0; count < 1_000; count++) {
      progress.onEvent(requests(count));
      await clock.advance(1);
    }
    expect(written.length).toBeGreaterThan(5);
    expect(written.length).toBeLessThanOrEqual(11);
  });

  it('shows the rate of late', async () => {
    const { clock, progress, screen } = live();
    for (let second = 1; second <= 5; second++) {
      progress.onEvent(requests(second * 40));
      await clock.advance(1_000);
    }
    expect(screen().at(-2)).toMatch(/\(\d+\/s\)/);
    expect(Number(/\((\d+)\/s/.exec(screen().at(-2) ?? '')?.[1])).toBeGreaterThan(30);
  });

  it('fits its lines into the window', async () => {
    const { clock, progress, screen } = live(30);
    progress.onEvent({ ...started, title: 'x'.repeat(500) });
    await clock.advance(100);
    expect(screen().every((line) => line.length < 30)).toBe(true);
  });

  it('lets no scenario steer the terminal', async () => {
    const { clock, progress, written } = live();
    progress.onEvent({ ...started, title: 'a\u001b[31m\u0007\nb' });
    await clock.advance(100);
    expect(written.join('')).toContain('a␣[31m␣b');
  });
});

describe('plainProgress', () => {
  it('writes a line for what happens, without control sequences', () => {
    const lines: string[] = [];
    const progress = plainProgress({ write: (text) => lines.push(text) });
    const events: RunEvent[] = [started, band, requests(1), { type: 'fault-begun', fault }, ended];
    for (const event of events) progress.onEvent(event);
    progress.close();
    expect(lines).toEqual([
      '  2 upgrade b to 1.36 …\n',
      '  apiserver-b 1.36 starting\n',
      '! f1 partition a → b\n',
      '✓ 2 upgrade b to 1.36 (2.500 s)\n',
    ]);
  });

  it('tells only the first requests that got no answer', () => {
    const lines: string[] = [];
    const progress = plainProgress({ write: (text) => lines.push(text) });
    const failed = sampleRequest({ status: 0, outcome: 'failed', error: 'ECONNREFUSED' });
    for (let count = 0; count < 100; count++) progress.onEvent(requests(1, failed));
    expect(lines).toHaveLength(20);
    expect(lines[0]).toContain('no answer after 12 ms: ECONNREFUSED');
  });
});
