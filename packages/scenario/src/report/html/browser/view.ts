/** Script of the page: the stretch of time in view. Pure functions; times in milliseconds since the run began. */
export const viewScript: string = String.raw`
const shortestViewMs = 5;

function wholeView(durationMs) {
  return { fromMs: 0, toMs: Math.max(durationMs, shortestViewMs) };
}

/** The wanted stretch, moved and cut so that it lies within the run. */
function clampView(view, durationMs) {
  const whole = wholeView(durationMs);
  const span = Math.min(Math.max(view.toMs - view.fromMs, shortestViewMs), whole.toMs);
  const fromMs = Math.min(Math.max(view.fromMs, 0), whole.toMs - span);
  return { fromMs, toMs: fromMs + span };
}

/** A factor below 1 shows less time, and more of it; what is at atMs stays where it is. */
function zoomView(view, factor, atMs, durationMs) {
  const span = (view.toMs - view.fromMs) * factor;
  const share = (atMs - view.fromMs) / (view.toMs - view.fromMs);
  const bounded = Math.min(Math.max(span, shortestViewMs), wholeView(durationMs).toMs);
  const fromMs = atMs - share * bounded;
  return clampView({ fromMs, toMs: fromMs + bounded }, durationMs);
}

function panView(view, share, durationMs) {
  const byMs = (view.toMs - view.fromMs) * share;
  return clampView({ fromMs: view.fromMs + byMs, toMs: view.toMs + byMs }, durationMs);
}

function toX(ms, view, width) {
  return ((ms - view.fromMs) / (view.toMs - view.fromMs)) * width;
}

function toMs(x, view, width) {
  return view.fromMs + (x / width) * (view.toMs - view.fromMs);
}

/** Round distances between ticks: 1, 2 or 5 times a power of ten, and of minutes where seconds would be many. */
function tickStep(spanMs, maxTicks) {
  const least = spanMs / Math.max(1, maxTicks);
  const minutes = [60e3, 120e3, 300e3, 600e3, 1800e3, 3600e3];
  if (least > 30e3) return minutes.find((step) => step >= least) ?? Math.ceil(least / 3600e3) * 3600e3;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((times) => times * power).find((candidate) => candidate >= least);
  return Math.max(1, step ?? 10 * power);
}

function ticksOf(view, maxTicks) {
  const step = tickStep(view.toMs - view.fromMs, maxTicks);
  const ticks = [];
  for (let ms = Math.ceil(view.fromMs / step) * step; ms <= view.toMs; ms += step) ticks.push(ms);
  return { step, ticks };
}

function formatTick(ms, step) {
  if (step >= 60e3) return Math.round(ms / 60e3) + ' min';
  if (step >= 1000) return Math.round(ms / 1000) + ' s';
  return (ms / 1000).toFixed(step >= 100 ? 1 : step >= 10 ? 2 : 3) + ' s';
}
`;
