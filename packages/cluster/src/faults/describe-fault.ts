import type {
  AnswerFault,
  EtcdFault,
  FaultSpec,
  LinkFault,
  RequestMatch,
  WatchFault,
} from './fault.js';
import { etcdEnd } from './links/conditions.js';

const problemTexts = {
  expired: 'that has expired',
  'wrong-ca': 'of a CA that nobody knows',
  'wrong-name': 'with a name that nobody accepts',
} as const;

const watchTexts: Readonly<Record<WatchFault['effect'], string>> = {
  drop: 'lose events',
  stall: 'stall',
  duplicate: 'get events twice',
  reorder: 'get events in another order',
  'gone-at-connect': 'are refused with 410',
  'gone-in-stream': 'end with 410',
  'bookmarks-only': 'get bookmarks only',
};

/** A fault in one line for people. @param fault with full names of instances */
export function describeFault(fault: FaultSpec): string {
  switch (fault.type) {
    case 'kill':
      return `${fault.instance} is killed`;
    case 'stop':
      return `${fault.instance} is stopped`;
    case 'pause':
      return `${fault.instance} is paused`;
    case 'partition':
    case 'latency':
    case 'bandwidth':
    case 'reset-after':
      return `${endsOf(fault)}: ${linkText(fault)}`;
    case 'certificate': {
      const which = fault.which === 'serving' ? 'a serving' : 'a proxy client';
      return `${fault.instance} shows ${which} certificate ${problemTexts[fault.problem]}`;
    }
    case 'stale-cache': {
      const caches = fault.resources?.join(', ') ?? 'everything';
      return `${fault.instance} keeps answering from an old cache of ${caches}`;
    }
    case 'watch':
      return `${fault.instance}: watches${matchText(fault.match)} ${watchTexts[fault.effect]}${chanceText(fault)}`;
    case 'answer':
      return `${fault.instance}: requests${matchText(fault.match)} are answered ${answerText(fault)}${chanceText(fault)}`;
    case 'etcd':
      return etcdText(fault);
  }
}

function endsOf({ from, to, bothWays }: LinkFault): string {
  return `${from} ${bothWays === true || to === etcdEnd ? '<->' : '->'} ${to}`;
}

function linkText(fault: LinkFault): string {
  const { delayMs = 0, jitterMs = 0, bytesPerSecond = 0, bytes = 0, mode = 'refuse' } = fault;
  switch (fault.type) {
    case 'partition':
      return mode === 'refuse' ? 'connections are refused' : 'bytes vanish';
    case 'latency':
      return `${delayMs} ms later${jitterMs > 0 ? `, and up to ${jitterMs} ms more` : ''}`;
    case 'bandwidth':
      return `${bytesPerSecond} bytes a second`;
    case 'reset-after':
      return `connections are reset after ${bytes} bytes`;
  }
}

function matchText(match: RequestMatch = {}): string {
  const { userAgent, user, verbs, resources, namespace } = match;
  const parts = [
    ...(verbs === undefined ? [] : [`to ${verbs.join('/')}`]),
    ...(resources === undefined ? [] : [`of ${resources.join(', ')}`]),
    ...(namespace === undefined ? [] : [`in ${namespace}`]),
    ...(user === undefined ? [] : [`by ${user}`]),
    ...(userAgent === undefined ? [] : [`from "${userAgent}"`]),
  ];
  return parts.map((part) => ` ${part}`).join('');
}

function answerText({ answer, retryAfterSeconds = 1 }: AnswerFault): string {
  switch (answer) {
    case 'too-many-requests':
      return `429 with Retry-After: ${retryAfterSeconds}`;
    case 'internal-error':
      return '500';
    case 'unavailable':
      return '503';
    case 'reset':
      return 'with a reset';
  }
}

function chanceText(fault: { readonly probability?: number; readonly everyNth?: number }): string {
  const { probability = 1, everyNth = 1 } = fault;
  const parts = [
    ...(everyNth > 1 ? [`one in ${everyNth}`] : []),
    ...(probability < 1 ? [`with a chance of ${probability}`] : []),
  ];
  return parts.map((part) => `, ${part}`).join('');
}

function etcdText({ effect, delayMs = 0, instance = '' }: EtcdFault): string {
  switch (effect) {
    case 'slow':
      return `etcd answers ${delayMs} ms later`;
    case 'stop':
      return 'etcd is stopped';
    case 'restart':
      return 'etcd was restarted';
    case 'compact':
      return 'etcd was compacted';
    case 'lose-lease':
      return `${instance} lost its lease in etcd`;
  }
}
