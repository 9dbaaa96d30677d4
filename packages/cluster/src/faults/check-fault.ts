import { ClusterError } from '../cluster-error.js';
import type {
  AnswerFault,
  EtcdFault,
  FaultSpec,
  LinkFault,
  RequestMatch,
  WatchFault,
} from './fault.js';
import { etcdEnd } from './links/conditions.js';

/** What faults of a plane may name. */
export interface FaultSubjects {
  /** Full names: `apiserver-a`. */
  readonly instances: readonly string[];
  /** Whether etcd is ours to stop. */
  readonly managesEtcd: boolean;
  hasLink(from: string, to: string): boolean;
}

const types: readonly FaultSpec['type'][] = [
  ...(['kill', 'stop', 'pause', 'partition', 'latency', 'bandwidth', 'reset-after'] as const),
  ...(['certificate', 'stale-cache', 'watch', 'answer', 'etcd'] as const),
];
const problems = ['expired', 'wrong-ca', 'wrong-name'] as const;
const watchEffects: readonly WatchFault['effect'][] = [
  ...(['drop', 'stall', 'duplicate', 'reorder'] as const),
  ...(['gone-at-connect', 'gone-in-stream', 'bookmarks-only'] as const),
];
const answers: readonly AnswerFault['answer'][] = [
  ...(['too-many-requests', 'internal-error', 'unavailable', 'reset'] as const),
];
const etcdEffects: readonly EtcdFault['effect'][] = [
  ...(['slow', 'stop', 'restart', 'compact', 'lose-lease'] as const),
];
const maxMs = 24 * 3_600_000;

/**
 * The fault with full names of instances; nothing is asked of the plane yet.
 * @param spec may come from a file or another process, so its type is only a promise
 * @throws {ClusterError} naming the field that makes no sense, or the instance that is not there
 */
export function checkFault(spec: FaultSpec, subjects: FaultSubjects): FaultSpec {
  oneOf('type', spec.type, types);
  switch (spec.type) {
    case 'kill':
    case 'stop':
    case 'pause':
      return { ...spec, instance: instanceName(spec.instance, subjects) };
    case 'partition':
    case 'latency':
    case 'bandwidth':
    case 'reset-after':
      return checkLink(spec, subjects);
    case 'certificate':
      oneOf('which', spec.which, ['serving', 'proxy-client']);
      oneOf('problem', spec.problem, problems);
      return { ...spec, instance: instanceName(spec.instance, subjects) };
    case 'stale-cache':
      texts('resources', spec.resources);
      return { ...spec, instance: instanceName(spec.instance, subjects) };
    case 'watch':
      oneOf('effect', spec.effect, watchEffects);
      checkChance(spec);
      return { ...spec, instance: instanceName(spec.instance, subjects) };
    case 'answer':
      oneOf('answer', spec.answer, answers);
      checkChance(spec);
      number('everyNth', spec.everyNth, { min: 1, max: Number.MAX_SAFE_INTEGER });
      number('retryAfterSeconds', spec.retryAfterSeconds, { min: 0, max: 86_400 });
      return { ...spec, instance: instanceName(spec.instance, subjects) };
    case 'etcd':
      return checkEtcd(spec, subjects);
  }
}

/** @param name full, or the letter alone */
function instanceName(name: unknown, { instances }: FaultSubjects): string {
  if (typeof name !== 'string' || name === '') throw new ClusterError('an instance must be named');
  const found = instances.find((each) => each === name || each === `apiserver-${name}`);
  if (found !== undefined) return found;
  throw new ClusterError(`there is no instance ${name}: use ${instances.join(', ')}`);
}

function checkLink(spec: LinkFault, subjects: FaultSubjects): LinkFault {
  const from = instanceName(spec.from, subjects);
  const to = (spec.to as unknown) === etcdEnd ? etcdEnd : instanceName(spec.to, subjects);
  if (from === to) throw new ClusterError(`there is no link from ${from} to itself`);
  if (!subjects.hasLink(from, to)) {
    throw new ClusterError(
      to === etcdEnd
        ? `${from} reaches etcd directly: links to etcd need one without TLS, and a plane started with links`
        : `${from} reaches ${to} directly: the plane was started without links`,
    );
  }
  if (spec.mode !== undefined) oneOf('mode', spec.mode, ['refuse', 'drop']);
  if (spec.type === 'latency') {
    needed('delayMs', spec.delayMs, { min: 0, max: maxMs });
    number('jitterMs', spec.jitterMs, { min: 0, max: maxMs });
  }
  const size = { min: 1, max: Number.MAX_SAFE_INTEGER };
  if (spec.type === 'bandwidth') needed('bytesPerSecond', spec.bytesPerSecond, size);
  if (spec.type === 'reset-after') needed('bytes', spec.bytes, size);
  return { ...spec, from, to };
}

function checkEtcd(spec: EtcdFault, subjects: FaultSubjects): EtcdFault {
  oneOf('effect', spec.effect, etcdEffects);
  switch (spec.effect) {
    case 'slow': {
      needed('delayMs', spec.delayMs, { min: 0, max: maxMs });
      const direct = subjects.instances.find((name) => !subjects.hasLink(name, etcdEnd));
      if (direct !== undefined) throw new ClusterError(`${direct} reaches etcd directly`);
      return spec;
    }
    case 'stop':
    case 'restart':
      if (!subjects.managesEtcd) {
        throw new ClusterError(
          `etcd was not started by this plane, which cannot ${spec.effect} it`,
        );
      }
      return spec;
    case 'lose-lease':
      return { ...spec, instance: instanceName(spec.instance, subjects) };
    case 'compact':
      return spec;
  }
}

function checkChance({ probability, match }: WatchFault | AnswerFault): void {
  number('probability', probability, { min: 0, max: 1 });
  if (match !== undefined) checkMatch(match);
}

function checkMatch(match: RequestMatch): void {
  for (const field of ['userAgent', 'user', 'namespace'] as const) {
    const value: unknown = match[field];
    if (value !== undefined && typeof value !== 'string') {
      throw new ClusterError(`match.${field} must be a text`);
    }
  }
  texts('match.verbs', match.verbs);
  texts('match.resources', match.resources);
}

function texts(field: string, value: unknown): void {
  if (value === undefined) return;
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string' && each !== '')) {
    throw new ClusterError(`${field} must be a list of names`);
  }
}

interface Range {
  readonly min: number;
  readonly max: number;
}

function needed(field: string, value: unknown, range: Range): void {
  if (value === undefined) throw new ClusterError(`${field} is missing`);
  number(field, value, range);
}

function number(field: string, value: unknown, { min, max }: Range): void {
  if (value === undefined) return;
  if (typeof value !== 'number' || !(value >= min && value <= max)) {
    const upper = max === Number.MAX_SAFE_INTEGER ? 'up' : `to ${max}`;
    throw new ClusterError(`${field} must be a number from ${min} ${upper}`);
  }
}

function oneOf(field: string, value: unknown, allowed: readonly string[]): void {
  if (typeof value === 'string' && allowed.includes(value)) return;
  throw new ClusterError(`${field} must be one of ${allowed.join(', ')}`);
}
