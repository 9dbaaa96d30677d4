import { describeRequest } from '../report/describe-request.js';
import { formatMs } from '../report/format-time.js';
import type { RunEvent } from '../run/run-options.js';
import { printable } from './progress.js';

const marks = { passed: '✓', failed: '✗', interrupted: '–' } as const;

/** What stays on screen of an event: one line, or none for what comes in numbers. */
export function eventLine(event: RunEvent): string | undefined {
  switch (event.type) {
    case 'step-ended': {
      const { number, title, outcome, message, fromMs, toMs } = event.step;
      const why = message === undefined || outcome === 'passed' ? '' : `: ${message}`;
      return printable(`${marks[outcome]} ${number} ${title} (${formatMs(toMs - fromMs)})${why}`);
    }
    case 'fault-begun':
      return printable(`! ${event.fault.id} ${event.fault.description}`);
    case 'fault-ended':
      return printable(`! ${event.fault.id} healed: ${event.fault.description}`);
    case 'assertion-failed': {
      const { title, message = 'broke', line } = event.assertion;
      return printable(`✗ ${title} (line ${line}): ${message}`);
    }
    case 'step-started':
    case 'band':
    case 'request':
      return undefined;
  }
}

/** More of it where nothing is redrawn, so that a log of CI tells what goes on. */
export function logLine(event: RunEvent): string | undefined {
  switch (event.type) {
    case 'step-started':
      return printable(`  ${event.number} ${event.title} …`);
    case 'band':
      return printable(`  ${event.instance} ${event.version} ${event.state}`);
    case 'request':
      return event.request.outcome === 'failed'
        ? printable(`  ${describeRequest(event.request)}`)
        : undefined;
    case 'step-ended':
    case 'fault-begun':
    case 'fault-ended':
    case 'assertion-failed':
      return eventLine(event);
  }
}
