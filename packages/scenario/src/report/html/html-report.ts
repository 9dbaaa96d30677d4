import { createHash } from 'node:crypto';
import type { RunRecord } from '../../record/run-record.js';
import { overallOutcome } from '../overall-outcome.js';
import { pageScript } from './browser/page-script.js';
import { Markup, markup, scriptJson } from './escape.js';
import { pageData } from './page-data.js';
import { runSection } from './run-section.js';
import { outcomeTag } from './table.js';
import { pageStyle } from './style.js';
import { traceStyle } from './trace-view.js';

/**
 * One HTML document that needs nothing else: no network, no framework. Without a script it is a readable summary;
 * with it, each run has its timeline.
 */
export function htmlReport(records: readonly RunRecord[]): string {
  const style = pageStyle + traceStyle;
  const title = titleOf(records);
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(style, pageScript)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
${contents(records)}
</header>
<main>
${records.map(runSection)}
</main>
<script type="application/json" id="page-data">${scriptJson(pageData(records))}</script>
<script>${new Markup(pageScript)}</script>
</body>
</html>
`;
  return page.text;
}

function titleOf(records: readonly RunRecord[]): string {
  const [first] = records;
  const name =
    records.length === 1 && first !== undefined
      ? first.scenario.name
      : `${records.length} scenarios`;
  return `${name}: ${overallOutcome(records)}`;
}

function contents(records: readonly RunRecord[]): Markup {
  if (records.length < 2) return markup``;
  const entries = records.map(
    ({ scenario, outcome }, index) =>
      markup`<li><a href="#run-${index + 1}">${scenario.name}</a> ${outcomeTag(outcome)}</li>\n`,
  );
  return markup`<nav aria-label="Scenarios"><ol>
${entries}</ol></nav>`;
}

/** Only the style and the script written here may take effect, by their hashes; nothing may be loaded. */
function contentPolicy(style: string, script: string): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    `default-src 'none'`,
    `style-src ${hash(style)}`,
    `script-src ${hash(script)}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
}
