import type {
  FailureDetails,
  LogExcerpt,
  RequestRecord,
  RunRecord,
} from '../../record/run-record.js';
import { describeAnswer } from '../describe-request.js';
import { describeAssertion } from '../summary.js';
import { markup } from './escape.js';
import type { Markup } from './escape.js';
import { newest, reportLimits, shorten } from './limits.js';

/** What broke first: the assertion, the request, a place for its traces, and the logs around it. */
export function failureSection({ firstFailure, scenario }: RunRecord, index: number): Markup {
  if (firstFailure === undefined) return markup``;
  const { assertion, request, traces, logs } = firstFailure;
  const { expression } = assertion;
  return markup`<section class="part failure">
<h3>Broke first</h3>
<p>${shorten(describeAssertion(assertion, scenario.file))}</p>
${expression === undefined ? '' : markup`<pre><code>${shorten(expression)}</code></pre>`}
${request === undefined ? '' : requestFacts(request)}
${tracePlace(traces, index)}
${logs.map(logExcerpt)}
</section>`;
}

function requestFacts(request: RequestRecord): Markup {
  const { number, method, path, client, user, via, auditId } = request;
  const audit =
    auditId === undefined
      ? ''
      : markup`<div><dt>Audit id</dt><dd><code>${auditId}</code></dd></div>`;
  return markup`<h4>Request</h4>
<dl class="facts">
<div><dt>Request</dt><dd>#${number} <code>${method} ${shorten(path)}</code></dd></div>
<div><dt>Client</dt><dd>${client} (${user}), through ${via}</dd></div>
<div><dt>Answer</dt><dd>${shorten(describeAnswer(request))}</dd></div>
${audit}
</dl>`;
}

function tracePlace(traces: FailureDetails['traces'], index: number): Markup {
  if (traces.length === 0) return markup``;
  return markup`<h4>Trace</h4>
<div class="traces" data-run="${index}"><noscript>The trace needs JavaScript.</noscript></div>`;
}

function logExcerpt({ instance, lines }: LogExcerpt): Markup {
  const shown = newest(lines, reportLimits.logLines);
  const count = shown.length === lines.length ? '' : `the last ${shown.length} of `;
  return markup`<details class="log" open>
<summary>Log of ${instance} (${count}${lines.length} lines)</summary>
<pre>${shown.map(shorten).join('\n')}</pre></details>`;
}
