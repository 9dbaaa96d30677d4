import { describe, expect, it } from 'vitest';
import type { Difference } from './difference.js';
import { writeReport } from './report.js';

const reportOf = (differences: readonly Difference[], reasons: Record<string, string>) =>
  writeReport([{ minor: 34, subject: 'OpenAPI v2', differences }], reasons);

const places = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const known = places.map((place) => ({ class: 'path: only official', place }));
const reasons = { 'path: only official': 'Not served.' };

describe('writeReport', () => {
  it('counts differences, shows some, and says why they stay', () => {
    const { text, unexplained, stale } = reportOf(known, reasons);
    expect(text).toContain('| path: only official | 7 |');
    expect(text).toContain('**Reason:** Not served.');
    expect(text).toContain('`a`, `b`, `c`, `d`, `e` and 2 more');
    expect([unexplained, stale]).toEqual([[], []]);
  });

  it('names what has no reason, and reasons that are not needed', () => {
    const difference = { class: 'definition: only ours', place: 'Pod' };
    const report = reportOf([difference], reasons);
    expect(report.unexplained).toEqual(['definition: only ours']);
    expect(report.stale).toEqual(['path: only official']);
  });

  it('changes with a place that it does not show', () => {
    const moved = known.map((each) => (each.place === 'g' ? { ...each, place: 'h' } : each));
    expect(reportOf(moved, reasons).text).not.toBe(reportOf(known, reasons).text);
  });

  it('says when there are none', () => {
    expect(reportOf([], {}).text).toContain('No differences.');
  });
});
