import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { viewScript } from './view.js';

interface View {
  readonly fromMs: number;
  readonly toMs: number;
}

interface ViewFunctions {
  clampView(view: View, durationMs: number): View;
  zoomView(view: View, factor: number, atMs: number, durationMs: number): View;
  panView(view: View, share: number, durationMs: number): View;
  toX(ms: number, view: View, width: number): number;
  toMs(x: number, view: View, width: number): number;
  tickStep(spanMs: number, maxTicks: number): number;
  formatTick(ms: number, step: number): string;
}

const names = 'clampView, zoomView, panView, toX, toMs, tickStep, formatTick';
const view = runInNewContext(`(() => {${viewScript}; return { ${names} }; })()`) as ViewFunctions;

describe('the time in view', () => {
  it.each([
    { name: 'as wanted', wanted: [100, 200], want: [100, 200] },
    { name: 'moved right', wanted: [-50, 50], want: [0, 100] },
    { name: 'moved left', wanted: [950, 1_050], want: [900, 1_000] },
    { name: 'all there is', wanted: [-500, 5_000], want: [0, 1_000] },
    { name: 'no shorter than can be told apart', wanted: [500, 501], want: [500, 505] },
  ])('lies within the run: $name', ({ wanted: [fromMs = 0, toMs = 0], want }) => {
    const clamped = view.clampView({ fromMs, toMs }, 1_000);
    expect([clamped.fromMs, clamped.toMs]).toEqual(want);
  });

  it('keeps the moment under the pointer where it is while zooming', () => {
    const before = { fromMs: 0, toMs: 1_000 };
    const after = view.zoomView(before, 0.5, 250, 1_000);
    expect(after.toMs - after.fromMs).toBe(500);
    expect(view.toX(250, after, 800)).toBe(view.toX(250, before, 800));
    expect(view.toMs(view.toX(300, after, 800), after, 800)).toBeCloseTo(300);
  });

  it('goes no further than the ends of the run', () => {
    expect(view.panView({ fromMs: 800, toMs: 900 }, 5, 1_000)).toEqual({
      fromMs: 900,
      toMs: 1_000,
    });
  });
});

describe('ticks', () => {
  it.each([
    { spanMs: 5, step: 1, label: '0.050 s', at: 50 },
    { spanMs: 900, step: 100, label: '1.2 s', at: 1_200 },
    { spanMs: 60_000, step: 10_000, label: '20 s', at: 20_000 },
    { spanMs: 900_000, step: 120_000, label: '4 min', at: 240_000 },
    { spanMs: 90_000_000, step: 10_800_000, label: '180 min', at: 10_800_000 },
  ])('are $step ms apart over $spanMs ms', ({ spanMs, step, label, at }) => {
    expect(view.tickStep(spanMs, 9)).toBe(step);
    expect(view.formatTick(at, step)).toBe(label);
  });
});
