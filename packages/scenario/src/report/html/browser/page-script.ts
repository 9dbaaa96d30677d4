import { traceScript } from '../trace-view.js';
import { controlsScript } from './controls.js';
import { detailsScript } from './details.js';
import { domScript } from './dom.js';
import { lanesScript } from './lanes.js';
import { marksScript } from './marks.js';
import { requestsScript } from './requests.js';
import { timelineScript } from './timeline.js';
import { viewScript } from './view.js';

const startScript = String.raw`
const { runs } = JSON.parse(document.getElementById('page-data').textContent);
document.body.append(patterns());
for (const place of document.querySelectorAll('.timeline')) showTimeline(place, runs[place.dataset.run]);
for (const place of document.querySelectorAll('.traces')) {
  place.replaceChildren(...runs[place.dataset.run].failure.traces.map(renderTrace));
}
`;

/** The parts of the script, before anything is started: functions, and constants they share. */
export const scriptParts: string = [
  domScript,
  viewScript,
  requestsScript,
  marksScript,
  lanesScript,
  traceScript,
  detailsScript,
  controlsScript,
  timelineScript,
].join('');

/** All the script of a report. */
export const pageScript: string = `(() => {\n'use strict';\n${scriptParts}${startScript}})();\n`;
