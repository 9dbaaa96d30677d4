/** Script of the page: buttons, filters, mouse and keys of a timeline. */
export const controlsScript: string = String.raw`
function controls(state, update) {
  const { run } = state;
  const show = (view) => {
    state.view = view;
    update();
  };
  const middle = () => (state.view.fromMs + state.view.toMs) / 2;
  const zoom = (factor) => () => show(zoomView(state.view, factor, middle(), run.durationMs));
  return element(
    'div',
    { class: 'controls' },
    element(
      'div',
      { role: 'group', 'aria-label': 'Zoom' },
      button('+', { 'aria-label': 'Zoom in' }, zoom(0.5)),
      button('−', { 'aria-label': 'Zoom out' }, zoom(2)),
      button('All', { 'aria-label': 'Show the whole run' }, () => show(wholeView(run.durationMs))),
      ...(run.failure?.atMs === undefined ? [] : [button('Failure', {}, () => show(aroundFailure(run)))]),
    ),
    legend(state, update),
    clientFilter(state, update),
    textFilter(state, update),
  );
}

function aroundFailure({ failure, durationMs }) {
  return clampView({ fromMs: failure.atMs - 1000, toMs: failure.atMs + 1000 }, durationMs);
}

/** Says what the marks mean, and hides and shows each kind. */
function legend({ requests, filter }, update) {
  const entries = outcomes.map((outcome) => {
    const count = requests.filter((request) => request.outcome === outcome).length;
    const toggle = button(markIcon(outcome), { class: 'legend', 'aria-pressed': 'true' }, () => {
      const hide = !filter.hidden.delete(outcome);
      if (hide) filter.hidden.add(outcome);
      toggle.setAttribute('aria-pressed', String(!hide));
      update();
    });
    toggle.append(' ' + outcomeLabels[outcome] + ' ' + count);
    return toggle;
  });
  return element('div', { role: 'group', 'aria-label': 'Outcomes shown' }, ...entries);
}

function clientFilter({ requests, filter }, update) {
  const clients = clientsOf(requests);
  if (clients.length < 2) return '';
  const select = element(
    'select',
    {},
    element('option', { value: '' }, 'all clients'),
    ...clients.map((client) => element('option', { value: client }, client)),
  );
  select.addEventListener('change', () => {
    filter.client = select.value;
    update();
  });
  return element('label', {}, 'Client ', select);
}

function textFilter({ filter }, update) {
  const input = element('input', { type: 'search', placeholder: 'path, user, audit id, status' });
  input.addEventListener('input', () => {
    filter.text = input.value.trim();
    update();
  });
  return element('label', {}, 'Find ', input);
}

function listen(state, parts, update, choose) {
  const { stage, canvas } = parts;
  const { durationMs } = state.run;
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const show = (view) => {
    state.view = view;
    update();
  };
  let dragFrom;
  stage.addEventListener('pointerdown', (event) => {
    dragFrom = { x: event.clientX, view: state.view };
    stage.setPointerCapture(event.pointerId);
  });
  stage.addEventListener('pointermove', (event) => {
    if (dragFrom !== undefined) {
      const share = (dragFrom.x - event.clientX) / state.width;
      if (share !== 0) show(panView(dragFrom.view, share, durationMs));
      return;
    }
    const { x, y } = at(event);
    const mark = nearestMark(state.visible, x, y);
    if (mark !== undefined && mark.request !== state.chosen) choose(mark.request);
  });
  for (const end of ['pointerup', 'pointercancel']) stage.addEventListener(end, () => (dragFrom = undefined));
  stage.addEventListener('dblclick', (event) => {
    show(zoomView(state.view, 0.4, toMs(at(event).x, state.view, state.width), durationMs));
  });
  stage.addEventListener('wheel', (event) => {
    // A plain wheel scrolls the page.
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const factor = Math.exp(Math.max(-1, Math.min(1, event.deltaY / 200)));
      show(zoomView(state.view, factor, toMs(at(event).x, state.view, state.width), durationMs));
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      show(panView(state.view, (event.deltaX || event.deltaY) / state.width, durationMs));
    }
  }, { passive: false });
  stage.addEventListener('keydown', (event) => {
    const act = keyAction(event.key, state);
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (act.view !== undefined) show(act.view);
    if (act.chosen !== undefined) choose(act.chosen);
  });
}

/** What a key changes: the view, or the request that is chosen. */
function keyAction(key, { view, run, requests, filter, chosen }) {
  const middle = (view.fromMs + view.toMs) / 2;
  switch (key) {
    case '+': case '=': return { view: zoomView(view, 0.5, middle, run.durationMs) };
    case '-': return { view: zoomView(view, 2, middle, run.durationMs) };
    case '0': return { view: wholeView(run.durationMs) };
    case 'ArrowLeft': return { view: panView(view, -0.2, run.durationMs) };
    case 'ArrowRight': return { view: panView(view, 0.2, run.durationMs) };
    case 'n': case 'N': return stepTo(requests.filter((request) => isWanted(request, filter)), chosen, 1, view, run);
    case 'p': case 'P': return stepTo(requests.filter((request) => isWanted(request, filter)), chosen, -1, view, run);
    default: return undefined;
  }
}

/** The next request, or the one before, and a view that holds it. */
function stepTo(wanted, chosen, by, view, run) {
  const inView = wanted.findIndex((request) => request.atMs >= view.fromMs);
  const current = wanted.indexOf(chosen);
  const next = wanted[current < 0 ? Math.max(0, inView) : current + by];
  if (next === undefined) return {};
  if (next.atMs >= view.fromMs && next.atMs <= view.toMs) return { chosen: next };
  const half = (view.toMs - view.fromMs) / 2;
  return { chosen: next, view: clampView({ fromMs: next.atMs - half, toMs: next.atMs + half }, run.durationMs) };
}
`;
