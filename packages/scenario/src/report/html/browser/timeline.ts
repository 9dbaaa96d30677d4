/** Script of the page: one timeline, its controls and what it tells of the request that is chosen. */
export const timelineScript: string = String.raw`
const laneLabelWidth = 110;

/** Puts the timeline of a run into its place in the page. */
function showTimeline(place, run) {
  const requests = unpackRequests(run);
  const layout = layoutOf(run);
  const state = {
    run, requests, layout,
    marks: placeMarks(requests, layout),
    filter: newFilter(),
    view: wholeView(run.durationMs),
    width: 600,
    visible: [],
    chosen: requests.find((request) => request.number === run.failure?.request),
    scheduled: false,
  };
  const parts = timelineParts(run, layout);
  const update = () => schedule(state, () => redraw(state, parts));
  const choose = (request) => {
    state.chosen = request;
    update();
  };
  place.replaceChildren(controls(state, update), ...omittedNote(run), parts.frame, parts.details, parts.list);
  listen(state, parts, update, choose);
  new ResizeObserver(update).observe(parts.stage);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', update);
  parts.list.addEventListener('toggle', update);
  state.choose = choose;
  update();
}

function omittedNote({ requests, omitted }) {
  if (omitted <= 0) return [];
  return [element('p', { class: 'hint' }, 'The newest ' + requests.length + ' of ' + (requests.length + omitted) + ' requests.')];
}

function timelineParts(run, layout) {
  const svg = svgElement('svg', { class: 'lanes', 'aria-hidden': 'true' });
  const canvas = element('canvas', {});
  const stage = element(
    'div',
    {
      class: 'stage', tabindex: '0', role: 'group',
      'aria-label': 'Timeline. Plus and minus zoom, arrow keys move, 0 shows all, N and P go from request to request.',
    },
    svg, canvas,
  );
  const names = svgElement(
    'svg',
    { class: 'names', width: laneLabelWidth, height: layout.height, 'aria-hidden': 'true' },
    svgElement('text', { x: 0, y: 15 }, 'steps'),
    ...layout.lanes.map(({ lane, top, other }) => svgElement('text', { x: 0, y: top + 13, class: other ? 'other' : '' }, lane.name)),
  );
  const details = element('div', { class: 'details', 'aria-live': 'polite' });
  const list = element('details', { class: 'part list' }, element('summary', {}, 'Requests in view'), element('div', {}));
  return { svg, canvas, stage, frame: element('div', { class: 'frame' }, names, stage), details, list };
}

/** However many events ask for it, a timeline is drawn once a frame. */
function schedule(state, draw) {
  if (state.scheduled) return;
  state.scheduled = true;
  requestAnimationFrame(() => {
    state.scheduled = false;
    draw();
  });
}

function redraw(state, parts) {
  const { run, layout, marks, filter, view, chosen } = state;
  const width = Math.max(200, parts.stage.clientWidth);
  state.width = width;
  state.visible = visibleMarks(marks, filter, view, width);
  drawLanes(parts.svg, run, layout, view, width);
  drawCanvas(state, parts.canvas);
  if (parts.shown !== chosen || !parts.details.hasChildNodes()) {
    parts.shown = chosen;
    parts.details.replaceChildren(...requestDetails(chosen));
  }
  if (parts.list.open) {
    const inView = state.requests.filter(
      (request) => request.atMs >= view.fromMs && request.atMs <= view.toMs && isWanted(request, filter),
    );
    parts.list.lastChild.replaceChildren(...requestTable(inView, state.choose));
  }
}

function drawCanvas({ layout, visible, chosen, view, width, marks }, canvas) {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(layout.height * ratio);
  canvas.style.width = width + 'px';
  canvas.style.height = layout.height + 'px';
  const context = canvas.getContext('2d');
  const styles = getComputedStyle(document.documentElement);
  const colour = (name) => styles.getPropertyValue('--' + name).trim();
  context.scale(ratio, ratio);
  drawMarks(context, visible, Object.fromEntries(outcomes.map((outcome) => [outcome, colour(outcome)])));
  const mark = chosen === undefined ? undefined : marks.find(({ request }) => request === chosen);
  if (mark === undefined || chosen.atMs < view.fromMs || chosen.atMs > view.toMs) return;
  context.strokeStyle = colour('text');
  context.lineWidth = 1.5;
  drawChosen(context, { ...mark, x: toX(chosen.atMs, view, width) }, layout);
}

/** A ring around the mark, and a line to the instance that answered in the end. */
function drawChosen(context, { x, y, request }, layout) {
  context.beginPath();
  context.arc(x, y, markRadius + 4, 0, 2 * Math.PI);
  const target = request.servedBy.length > 1 ? layout.laneOf.get(request.servedBy[request.servedBy.length - 1]) : undefined;
  if (target !== undefined) {
    const to = target.marksTop + layout.marksHeight / 2;
    const sign = to > y ? 1 : -1;
    context.moveTo(x, y + sign * (markRadius + 4));
    context.lineTo(x, to);
    context.moveTo(x - 4, to - sign * 6);
    context.lineTo(x, to);
    context.lineTo(x + 4, to - sign * 6);
  }
  context.stroke();
}
`;
