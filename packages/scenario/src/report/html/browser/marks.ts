/**
 * Script of the page: the mark of each request. Outcomes differ in shape and place as well as in colour. A mark stands
 * in the lane of the instance that was reached first, in the row of its outcome.
 */
export const marksScript: string = String.raw`
const markRadius = 4;

function ring(count, radiusAt) {
  return Array.from({ length: count }, (_, index) => {
    const angle = (index / count) * 2 * Math.PI - Math.PI / 2;
    const radius = radiusAt(index);
    return [Math.cos(angle) * radius, Math.sin(angle) * radius];
  });
}

const bar = 0.36;
const plus = [
  [-bar, -1.1], [bar, -1.1], [bar, -bar], [1.1, -bar], [1.1, bar], [bar, bar],
  [bar, 1.1], [-bar, 1.1], [-bar, bar], [-1.1, bar], [-1.1, -bar], [-bar, -bar],
];
const turned = ([x, y]) => [(x - y) * Math.SQRT1_2, (x + y) * Math.SQRT1_2];

/** Corners of each shape around the origin, for a radius of 1. */
const markShapes = {
  local: ring(12, () => 0.85),
  proxied: ring(3, () => 1.15),
  'not-found': [[-0.8, -0.8], [0.8, -0.8], [0.8, 0.8], [-0.8, 0.8]],
  unavailable: ring(4, () => 1.15),
  other: plus,
  failed: plus.map(([x, y]) => turned([x * 1.1, y * 1.1])),
};

function markIcon(outcome) {
  const points = markShapes[outcome].map(([x, y]) => (x * 5).toFixed(2) + ',' + (y * 5).toFixed(2)).join(' ');
  return svgElement(
    'svg',
    { class: 'icon ' + outcome, viewBox: '-6 -6 12 12', width: 12, height: 12, 'aria-hidden': 'true' },
    svgElement('polygon', { points }),
  );
}

/** Where each request stands. */
function placeMarks(requests, layout) {
  return requests.map((request) => {
    const lane = layout.laneOf.get(request.servedBy[0]) ?? layout.laneOf.get(request.via) ?? layout.otherLane;
    const row = outcomes.indexOf(request.outcome);
    return { request, y: lane.marksTop + ((row + 0.5) / outcomes.length) * layout.marksHeight };
  });
}

/** Marks in view and wanted, at most one of an outcome on each pixel: more would only cover each other. */
function visibleMarks(marks, filter, view, width) {
  const taken = new Set();
  const visible = [];
  for (const mark of marks) {
    const { atMs, outcome } = mark.request;
    if (atMs < view.fromMs || atMs > view.toMs || !isWanted(mark.request, filter)) continue;
    const x = toX(atMs, view, width);
    const place = Math.round(x) + ' ' + mark.y + ' ' + outcome;
    if (taken.has(place)) continue;
    taken.add(place);
    visible.push({ ...mark, x });
  }
  return visible;
}

/** The mark next to a point, none when all are further away than a finger is wide. */
function nearestMark(visible, x, y) {
  let best;
  let bestDistance = 12;
  for (const mark of visible) {
    const distance = Math.hypot(mark.x - x, mark.y - y);
    if (distance <= bestDistance) [best, bestDistance] = [mark, distance];
  }
  return best;
}

function drawMarks(context, visible, colours) {
  // Worst last, so that they lie on top.
  for (const outcome of outcomes) {
    context.beginPath();
    for (const { x, y, request } of visible) {
      if (request.outcome === outcome) traceShape(context, markShapes[outcome], x, y);
    }
    context.fillStyle = colours[outcome];
    context.fill();
  }
}

function traceShape(context, corners, x, y) {
  corners.forEach(([dx, dy], index) => {
    const [toX, toY] = [x + dx * markRadius, y + dy * markRadius];
    if (index === 0) context.moveTo(toX, toY);
    else context.lineTo(toX, toY);
  });
  context.closePath();
}
`;
