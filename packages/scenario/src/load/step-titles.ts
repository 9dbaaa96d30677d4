import type { FaultSpec } from '@skewplane/cluster';
import type { StepAction, WaitCondition } from '../document/scenario.js';

/** A line for a step that the file gives no name. */
export function titleOf(action: StepAction): string {
  switch (action.type) {
    case 'upgrade':
    case 'downgrade':
      return `${action.type} ${action.setup.name} to ${action.setup.version}`;
    case 'restart':
      return `restart ${action.setup.name}`;
    case 'start':
      return `start ${action.instance}`;
    case 'stop':
    case 'kill':
    case 'pause':
    case 'partition':
    case 'fault':
      return describeFault(action.spec);
    case 'heal':
      return action.fault === undefined ? 'heal everything' : `heal ${action.fault}`;
    case 'wait':
      return `wait ${describeWait(action.until)}`;
    case 'run':
      return `run ${action.command[0] === '/bin/sh' ? (action.command[2] ?? '') : action.command.join(' ')}`;
    case 'apply':
      return `apply ${'file' in action.source ? action.source.file : `${action.source.object.kind} ${action.source.object.metadata.name ?? ''}`}`;
    case 'advanceClock':
      return `advance the clock by ${action.byMs / 1000} s`;
    case 'traffic':
      return [
        ...(action.start.length === 0 ? [] : [`start ${action.start.join(', ')}`]),
        ...(action.stop.length === 0 ? [] : [`stop ${action.stop.join(', ')}`]),
      ].join(', ');
    case 'check':
      return 'check';
  }
}

function describeFault(spec: FaultSpec): string {
  switch (spec.type) {
    case 'kill':
    case 'stop':
    case 'pause':
      return `${spec.type} ${spec.instance}`;
    case 'certificate':
      return `${spec.problem} ${spec.which} certificate at ${spec.instance}`;
    case 'stale-cache':
      return `stale cache at ${spec.instance}`;
    case 'watch':
      return `watches ${spec.effect} at ${spec.instance}`;
    case 'answer':
      return `answer ${spec.answer} at ${spec.instance}`;
    case 'etcd':
      return `etcd ${spec.effect}${spec.instance === undefined ? '' : ` of ${spec.instance}`}`;
    default:
      return `${spec.type} from ${spec.from} to ${spec.to}${spec.bothWays === true ? ' and back' : ''}`;
  }
}

function describeWait(until: WaitCondition): string {
  switch (until.type) {
    case 'duration':
      return `${until.ms / 1000} s`;
    case 'requests':
      return `for ${until.count} requests`;
    case 'ready':
      return `until ${until.instances.join(', ')} ${until.instances.length === 1 ? 'is' : 'are'} ready`;
    case 'condition':
      return `until ${until.condition.source}`;
  }
}
