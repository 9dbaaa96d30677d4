import type { Immutable, KubeObject } from '@skewplane/apimachinery';
import { listAt, numberAt, textAt, valueAt, type Fields } from '../object-fields.js';
import type { TablePrinter } from '../resource-scope.js';
import type { TableRowCondition } from '../table.js';
import { age, ageOf, isTrue, name, none, text } from './cells.js';
import { columnPrinter } from './column-printer.js';

interface PodSummary {
  readonly reason: string;
  readonly ready: number;
  readonly total: number;
  readonly restarts: number;
  /** RFC 3339; `''` when no container has restarted. */
  readonly lastRestart: string;
}

/** @see kubernetes/kubernetes `pkg/printers/internalversion/printers.go`, `printPod` */
export function podPrinter(minor: number): TablePrinter {
  // Three columns read the same summary; pods are immutable, so it is made once.
  const summaries = new WeakMap<Immutable<KubeObject>, PodSummary>();
  const summaryOf = (pod: Immutable<KubeObject>): PodSummary => {
    const summary = summaries.get(pod) ?? summarize(pod, minor);
    summaries.set(pod, summary);
    return summary;
  };
  return columnPrinter(
    [
      name,
      { name: 'Ready', cell: (pod) => readyText(summaryOf(pod)) },
      { name: 'Status', cell: (pod) => summaryOf(pod).reason },
      { name: 'Restarts', cell: (pod, nowMs) => restartsText(summaryOf(pod), nowMs) },
      age,
      { name: 'IP', wide: true, cell: (pod) => firstPodIp(pod) },
      { name: 'Node', wide: true, cell: text('spec.nodeName', none) },
      { name: 'Nominated Node', wide: true, cell: text('status.nominatedNodeName', none) },
      { name: 'Readiness Gates', wide: true, cell: readinessGates },
    ],
    { conditions: completion },
  );
}

const readyText = ({ ready, total }: PodSummary): string => `${String(ready)}/${String(total)}`;

function restartsText({ restarts, lastRestart }: PodSummary, nowMs: number): string {
  return restarts === 0 || lastRestart === ''
    ? String(restarts)
    : `${String(restarts)} (${ageOf(lastRestart, nowMs)} ago)`;
}

function firstPodIp(pod: Immutable<KubeObject>): string {
  const ip = textAt(listAt(pod, 'status.podIPs')[0], 'ip');
  return ip === '' ? none : ip;
}

function readinessGates(pod: Immutable<KubeObject>): string {
  const gates = listAt(pod, 'spec.readinessGates');
  if (gates.length === 0) return none;
  const met = gates.filter((gate) => isTrue(pod, textAt(gate, 'conditionType')));
  return `${String(met.length)}/${String(gates.length)}`;
}

function completion(pod: Immutable<KubeObject>): readonly TableRowCondition[] | undefined {
  const reason = textAt(pod, 'status.phase');
  if (reason !== 'Succeeded' && reason !== 'Failed') return undefined;
  const message = reason === 'Failed' ? 'The pod failed.' : 'The pod has completed successfully.';
  return [{ type: 'Completed', status: 'True', reason, message }];
}

function summarize(pod: Immutable<KubeObject>, minor: number): PodSummary {
  const init = initContainers(pod);
  const stopped = init.reason !== undefined;
  let { ready, restarts, lastRestart } = init;
  let reason = init.reason ?? reasonFromStatus(pod);
  if (!stopped || isTrue(pod, 'Initialized')) {
    const main = mainContainers(pod, reason, minor);
    reason = main.reason;
    ready += main.ready;
    restarts = init.restartableRestarts + main.restarts;
    lastRestart = later(init.restartableLastRestart, main.lastRestart);
  }
  return {
    reason: reasonWhileTerminating(pod) ?? reason,
    ready,
    total: listAt(pod, 'spec.containers').length + init.restartable,
    restarts,
    lastRestart,
  };
}

function reasonFromStatus(pod: Immutable<KubeObject>): string {
  const gated = listAt(pod, 'status.conditions').some(
    (each) => each['type'] === 'PodScheduled' && each['reason'] === 'SchedulingGated',
  );
  if (gated) return 'SchedulingGated';
  const reason = textAt(pod, 'status.reason');
  return reason === '' ? textAt(pod, 'status.phase') : reason;
}

function reasonWhileTerminating(pod: Immutable<KubeObject>): string | undefined {
  if (pod.metadata.deletionTimestamp === undefined) return undefined;
  if (textAt(pod, 'status.reason') === 'NodeLost') return 'Unknown';
  return completion(pod) === undefined ? 'Terminating' : undefined;
}

function initContainers(pod: Immutable<KubeObject>) {
  const specs = listAt(pod, 'spec.initContainers');
  const restartable = new Set(
    specs.filter((each) => each['restartPolicy'] === 'Always').map((each) => each['name']),
  );
  const summary = {
    reason: undefined as string | undefined,
    ready: 0,
    restartable: restartable.size,
    restarts: 0,
    lastRestart: '',
    restartableRestarts: 0,
    restartableLastRestart: '',
  };
  for (const [index, status] of listAt(pod, 'status.initContainerStatuses').entries()) {
    const isRestartable = restartable.has(status['name']);
    summary.restarts += restartCount(status);
    summary.lastRestart = later(summary.lastRestart, finishedAt(status));
    if (isRestartable) {
      summary.restartableRestarts += restartCount(status);
      summary.restartableLastRestart = later(summary.restartableLastRestart, finishedAt(status));
    }
    if (numberAt(status, 'state.terminated.exitCode') === 0) continue;
    if (isRestartable && status['started'] === true) {
      if (status['ready'] === true) summary.ready += 1;
      continue;
    }
    summary.reason = `Init:${whyNotInitialized(status, `${String(index)}/${String(specs.length)}`)}`;
    break;
  }
  return summary;
}

function whyNotInitialized(status: Fields, progress: string): string {
  if (valueAt(status, 'state.terminated') !== undefined) return terminationText(status);
  const waiting = textAt(status, 'state.waiting.reason');
  return waiting !== '' && waiting !== 'PodInitializing' ? waiting : progress;
}

function terminationText(status: Fields): string {
  const reason = textAt(status, 'state.terminated.reason');
  if (reason !== '') return reason;
  const signal = numberAt(status, 'state.terminated.signal') ?? 0;
  if (signal !== 0) return `Signal:${String(signal)}`;
  return `ExitCode:${String(numberAt(status, 'state.terminated.exitCode') ?? 0)}`;
}

function mainContainers(pod: Immutable<KubeObject>, start: string, minor: number) {
  const summary = { reason: start, ready: 0, restarts: 0, lastRestart: '' };
  let failure = '';
  for (const status of listAt(pod, 'status.containerStatuses').toReversed()) {
    summary.restarts += restartCount(status);
    summary.lastRestart = later(summary.lastRestart, finishedAt(status));
    const waiting = textAt(status, 'state.waiting.reason');
    if (waiting !== '') {
      summary.reason = waiting;
    } else if (valueAt(status, 'state.terminated') !== undefined) {
      summary.reason = terminationText(status);
      if (numberAt(status, 'state.terminated.exitCode') !== 0) failure = summary.reason;
    } else if (status['ready'] === true && valueAt(status, 'state.running') !== undefined) {
      summary.ready += 1;
    }
  }
  if (summary.reason === 'Completed') {
    const running = summary.ready > 0;
    if (running && isTrue(pod, 'Ready')) summary.reason = 'Running';
    else if (failure !== '' && minor >= 35) summary.reason = failure;
    else if (running) summary.reason = 'NotReady';
  }
  return summary;
}

const restartCount = (status: Fields): number => numberAt(status, 'restartCount') ?? 0;
const finishedAt = (status: Fields): string => textAt(status, 'lastState.terminated.finishedAt');

/** The later of two RFC 3339 times in UTC, which sort as text. */
const later = (a: string, b: string): string => (a > b ? a : b);
