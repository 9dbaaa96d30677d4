import type { EtcdFault, LinkFault } from '../fault.js';

/** What happens to the bytes of one direction of a connection. */
export interface Conditions {
  /** Nothing passes; what is under way stays under way until this ends, as packets sent again would. */
  readonly blocked: boolean;
  readonly delayMs: number;
  readonly jitterMs: number;
  readonly bytesPerSecond: number;
  /** The connection is reset once so much has passed. */
  readonly resetAfterBytes: number;
}

export const undisturbed: Conditions = {
  blocked: false,
  delayMs: 0,
  jitterMs: 0,
  bytesPerSecond: Infinity,
  resetAfterBytes: Infinity,
};

/** State of one link: connections that one end opens to the other. */
export interface LinkState {
  /** Nobody can connect, and what was connected is reset. */
  readonly refused: boolean;
  /** From the end that opens the connections. */
  readonly forward: Conditions;
  /** What is answered. */
  readonly backward: Conditions;
}

/** The name that etcd has as an end of links. */
export const etcdEnd = 'etcd';

/** Faults that links play, with full names of instances. */
export type LinkedFault = LinkFault | EtcdFault;

/**
 * What all faults together do to the connections that `from` opens to `to`.
 *
 * A fault in one way touches what `from` sends on the connections it opens; both ways is every byte between the two,
 * whoever connected. With etcd both directions are meant: it opens no connections of its own.
 */
export function linkState(
  faults: readonly LinkedFault[],
  { from, to }: { readonly from: string; readonly to: string },
): LinkState {
  const isTo = (fault: LinkFault) => fault.from === from && fault.to === to;
  const isBack = (fault: LinkFault) =>
    fault.bothWays === true && fault.from === to && fault.to === from;
  const onLink = faults.filter((fault): fault is LinkFault => fault.type !== 'etcd');
  const forward = onLink.filter((fault) => isTo(fault) || isBack(fault));
  const backward = forward.filter((fault) => fault.bothWays === true || to === etcdEnd);
  const slowEtcd = to === etcdEnd ? faults.filter(isSlowEtcd) : [];
  return {
    refused: forward.some(isRefusal),
    forward: combine(forward.map(conditionsOf)),
    backward: combine([
      ...backward.map(conditionsOf),
      ...slowEtcd.map(({ delayMs = 0 }) => ({ delayMs })),
    ]),
  };
}

function isSlowEtcd(fault: LinkedFault): fault is EtcdFault {
  return fault.type === 'etcd' && fault.effect === 'slow';
}

function isRefusal({ type, mode = 'refuse' }: LinkFault): boolean {
  return type === 'partition' && mode === 'refuse';
}

function conditionsOf(fault: LinkFault): Partial<Conditions> {
  switch (fault.type) {
    case 'partition':
      return { blocked: !isRefusal(fault) };
    case 'latency':
      return { delayMs: fault.delayMs ?? 0, jitterMs: fault.jitterMs ?? 0 };
    case 'bandwidth':
      return { bytesPerSecond: fault.bytesPerSecond ?? Infinity };
    case 'reset-after':
      return { resetAfterBytes: fault.bytes ?? Infinity };
  }
}

/** Delays add up; of limits the tightest counts. */
function combine(list: readonly Partial<Conditions>[]): Conditions {
  return list
    .map((each) => ({ ...undisturbed, ...each }))
    .reduce(
      (all, each) => ({
        blocked: all.blocked || each.blocked,
        delayMs: all.delayMs + each.delayMs,
        jitterMs: all.jitterMs + each.jitterMs,
        bytesPerSecond: Math.min(all.bytesPerSecond, each.bytesPerSecond),
        resetAfterBytes: Math.min(all.resetAfterBytes, each.resetAfterBytes),
      }),
      undisturbed,
    );
}
