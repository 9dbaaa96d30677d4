import {
  isRecord,
  type RequestTrace,
  type TraceChange,
  type TraceStep,
} from '@skewplane/apimachinery';

const maxValueLength = 300;
const timesWidth = 24;
const signs = { add: '+', remove: '-', replace: '~' } as const;

/** The traces of one request as a tree with times, the instance reached first coming first. */
export function formatTraces(traces: readonly RequestTrace[]): string {
  const [first] = traces;
  if (first === undefined) return 'no traces\n';
  const head = `${first.method} ${first.path} by ${whoOf(first)}: ${outcomeOf(first)}, audit id ${first.auditId}`;
  return `${printable([head, ...traces.flatMap(linesOf)]).join('\n')}\n`;
}

function whoOf({ user, impersonator }: RequestTrace): string {
  return impersonator === undefined ? user : `${impersonator} as ${user}`;
}

function outcomeOf({ status, durationMs, complete }: RequestTrace): string {
  const after = `${milliseconds(durationMs)} ms`;
  return complete ? `${String(status)} in ${after}` : `under way for ${after}`;
}

function linesOf(trace: RequestTrace): string[] {
  const { instance, version, receivedAt, fromPeer, omitted } = trace;
  return [
    '',
    `${instance} (${version}): ${outcomeOf(trace)}${fromPeer ? ', sent on by a peer' : ''}, received ${receivedAt}`,
    `${'at ms'.padStart(10)}  ${'took ms'.padStart(10)}  step`,
    ...trace.steps.flatMap((step) => stepLines(step, 0)),
    ...(omitted === undefined ? [] : [`${String(omitted)} more steps or details did not fit`]),
  ];
}

function stepLines(step: TraceStep, depth: number): string[] {
  const indent = '  '.repeat(depth);
  const took = step.durationMs === 0 ? '' : milliseconds(step.durationMs);
  const times = `${milliseconds(step.startMs).padStart(10)}  ${took.padStart(10)}  `;
  const margin = ' '.repeat(timesWidth) + indent;
  return [
    `${times}${indent}${step.name}: ${step.decision}`,
    ...detailLines(step.detail ?? {}).map((line) => `${margin}    ${line}`),
    ...(step.steps ?? []).flatMap((each) => stepLines(each, depth + 1)),
  ];
}

function detailLines(detail: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(detail).flatMap(([name, value]) => {
    if (value === '') return [];
    if (name === 'changes' && Array.isArray(value)) {
      return (value as readonly TraceChange[]).map(changeLine);
    }
    if (name !== 'bindings' || !Array.isArray(value)) return [`${name}: ${shown(value)}`];
    return [`${name}:`, ...value.map((each) => `  ${shown(each)}`)];
  });
}

function changeLine({ op, path, from, to }: TraceChange): string {
  const values =
    op === 'replace' ? `${shown(from)} → ${shown(to)}` : shown(op === 'add' ? to : from);
  return `${signs[op]} ${path}: ${values}`;
}

function shown(value: unknown): string {
  const text = textOf(value);
  return text.length <= maxValueLength ? text : `${text.slice(0, maxValueLength)}…`;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && !value.some(isRecord)) return value.join(', ');
  return JSON.stringify(value);
}

function milliseconds(ms: number): string {
  return ms.toFixed(3);
}

/** Names and paths come from clients, and a terminal obeys control characters. */
function printable(lines: readonly string[]): string[] {
  return lines.map((line) => line.replace(/[\x00-\x1f\x7f-\x9f]/g, '?'));
}
