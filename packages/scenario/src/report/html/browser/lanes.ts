/** Script of the page: steps, lanes with version bands and faults, and the axis, drawn as SVG for the time in view. */
export const lanesScript: string = String.raw`
const stepHeight = 22;
const bandHeight = 18;
const faultHeight = 12;
const laneGap = 14;
const marksHeight = 54;
const axisHeight = 22;
const characterWidth = 6.6;

/** From top to bottom: steps, a lane per instance, one for requests that reached none, the axis. */
function layoutOf(run) {
  const laneOf = new Map();
  let y = stepHeight + laneGap;
  const lanes = [...run.lanes, { name: 'no instance', bands: [] }].map((lane, index) => {
    const faults = stackFaults(run.faults.filter((fault) => fault.instances.includes(lane.name)), run.durationMs);
    const other = index === run.lanes.length;
    const top = y;
    const faultsTop = top + (other ? 0 : bandHeight + 2);
    const marksTop = faultsTop + faults.rows * faultHeight + 2;
    y = marksTop + marksHeight + laneGap;
    const placed = { lane, faults: faults.placed, top, faultsTop, marksTop, bottom: marksTop + marksHeight, other };
    laneOf.set(lane.name, placed);
    return placed;
  });
  const otherLane = lanes[lanes.length - 1];
  return { lanes, laneOf, otherLane, marksHeight, axisTop: y, height: y + axisHeight };
}

/** Faults that overlap get rows of their own; past four they share the last. */
function stackFaults(faults, durationMs) {
  const ends = [];
  const placed = faults.map((fault) => {
    const toMs = fault.toMs ?? durationMs;
    let row = ends.findIndex((end) => end <= fault.fromMs);
    if (row < 0) row = Math.min(ends.length, 3);
    ends[row] = Math.max(toMs, ends[row] ?? 0);
    return { fault, toMs, row };
  });
  return { placed, rows: ends.length };
}

function drawLanes(svg, run, layout, view, width) {
  svg.setAttribute('width', width);
  svg.setAttribute('height', layout.height);
  svg.replaceChildren(
    ...gridLines(layout, view, width),
    ...run.steps.flatMap((step) => drawStep(step, layout, view, width)),
    ...layout.lanes.flatMap((lane) => drawLane(lane, view, width)),
    ...drawFailure(run, layout, view, width),
  );
}

/** Hatching, so that states can be told apart without colour: once for all timelines of a page. */
function patterns() {
  const hatch = (id, d) =>
    svgElement(
      'pattern',
      { id, width: 6, height: 6, patternUnits: 'userSpaceOnUse' },
      svgElement('path', { d, class: 'hatch' }),
    );
  return svgElement(
    'svg',
    { class: 'patterns', width: 0, height: 0, 'aria-hidden': 'true' },
    hatch('starting', 'M0 6L6 0'),
    hatch('not-ready', 'M0 0L6 6M0 6L6 0'),
    hatch('paused', 'M1 0V6M4 0V6'),
    hatch('fault', 'M0 0L6 6'),
  );
}

/** The part of a stretch that is in view, as pixels; undefined when none is. */
function span(fromMs, toMs, view, width) {
  const left = Math.max(0, toX(fromMs, view, width));
  const right = Math.min(width, toX(toMs, view, width));
  return toMs < view.fromMs || fromMs > view.toMs ? undefined : { x: left, width: Math.max(1.5, right - left) };
}

function label(text, x, y, width, attributes) {
  const fits = Math.floor((width - 6) / characterWidth);
  if (fits < 2) return [];
  const shown = text.length <= fits ? text : text.slice(0, fits - 1) + '…';
  return [svgElement('text', { x: x + 4, y, ...attributes }, shown)];
}

function drawStep(step, layout, view, width) {
  const place = span(step.fromMs, step.toMs, view, width);
  if (place === undefined) return [];
  const text = step.number + ' ' + step.title;
  const told = 'Step ' + text + ' (' + step.outcome + ')';
  return [
    svgElement(
      'g',
      { class: 'step ' + step.outcome },
      svgElement('title', {}, told),
      svgElement('rect', { ...place, y: 0, height: stepHeight, rx: 2 }),
      svgElement('line', { x1: place.x, x2: place.x, y1: stepHeight, y2: layout.axisTop }),
      ...label(text, place.x, 15, place.width, {}),
    ),
  ];
}

function drawLane(placed, view, width) {
  const { lane, faults, top, faultsTop, bottom } = placed;
  return [
    svgElement('rect', { class: 'lane', x: 0, width, y: top, height: bottom - top }),
    ...lane.bands.flatMap((band) => drawBand(band, top, view, width)),
    ...faults.flatMap((fault) => drawFault(fault, faultsTop, view, width)),
  ];
}

function drawBand(band, y, view, width) {
  const place = span(band.fromMs, band.toMs, view, width);
  if (place === undefined) return [];
  const text = band.state === 'ready' ? band.version : band.version + ' ' + band.state;
  const rect = { ...place, y, height: bandHeight };
  const hatched = ['starting', 'not-ready', 'paused'].includes(band.state);
  return [
    svgElement(
      'g',
      { class: 'band ' + band.state + ' ' + versionClass(band.version) },
      svgElement('title', {}, text + ', ' + seconds(band.fromMs) + ' to ' + seconds(band.toMs)),
      svgElement('rect', { ...rect, class: 'base' }),
      ...(hatched ? [svgElement('rect', { ...rect, fill: 'url(#' + band.state + ')' })] : []),
      ...label(text, place.x, y + 13, place.width, {}),
    ),
  ];
}

/** Neighbouring minors differ; any text that is no version falls back to the first. */
function versionClass(version) {
  const minor = Number(/^1\.(\d+)$/.exec(version)?.[1] ?? 0);
  return 'minor-' + (minor % 4);
}

function drawFault({ fault, toMs, row }, top, view, width) {
  const place = span(fault.fromMs, toMs, view, width);
  if (place === undefined) return [];
  const y = top + row * faultHeight;
  const rect = { ...place, y, height: faultHeight - 2 };
  return [
    svgElement(
      'g',
      { class: 'fault' },
      svgElement('title', {}, fault.id + ': ' + fault.description + ', ' + seconds(fault.fromMs) + ' to ' + seconds(toMs)),
      svgElement('rect', { ...rect, class: 'base' }),
      svgElement('rect', { ...rect, fill: 'url(#fault)' }),
      ...label(fault.description, place.x, y + 9, place.width, {}),
    ),
  ];
}

function gridLines(layout, view, width) {
  const { step, ticks } = ticksOf(view, Math.max(2, Math.floor(width / 90)));
  return ticks.flatMap((ms) => {
    const x = toX(ms, view, width);
    const anchor = x < 20 ? 'start' : x > width - 20 ? 'end' : 'middle';
    return [
      svgElement('line', { class: 'grid', x1: x, x2: x, y1: stepHeight, y2: layout.axisTop }),
      svgElement('text', { class: 'tick', x, y: layout.axisTop + 15, 'text-anchor': anchor }, formatTick(ms, step)),
    ];
  });
}

function drawFailure(run, layout, view, width) {
  const atMs = run.failure?.atMs;
  if (atMs === undefined || atMs < view.fromMs || atMs > view.toMs) return [];
  const x = toX(atMs, view, width);
  const end = x > width - 90;
  return [
    svgElement('line', { class: 'broke', x1: x, x2: x, y1: stepHeight, y2: layout.axisTop }),
    svgElement(
      'text',
      { class: 'broke', x: end ? x - 4 : x + 4, y: stepHeight + 11, 'text-anchor': end ? 'end' : 'start' },
      'broke first',
    ),
  ];
}

function seconds(ms) {
  return (ms / 1000).toFixed(3) + ' s';
}
`;
