import { isRecord, type Immutable, type KubeObject } from '@skewplane/apimachinery';
import { identityLabel, identityLabelValue } from '../leases/identity-lease.js';
import type { LiveViewChange } from '../../storage/live-view.js';

/** A Lease that says a peer exists. Namespace, expiry and address are not looked at. */
export interface PeerLease {
  readonly serverId: string;
  readonly holderIdentity: string;
}

/**
 * Reads a Lease as a peer's identity; undefined for other Leases, for one without holder, and for our own.
 * @see kubernetes/apiserver `pkg/util/peerproxy/peer_discovery.go`, `isValidPeerIdentityLease`
 */
export function peerLeaseOf(
  lease: Immutable<KubeObject>,
  ownServerId: string,
): PeerLease | undefined {
  if (lease.metadata.labels?.[identityLabel] !== identityLabelValue) return undefined;
  const serverId = lease.metadata.name ?? '';
  if (serverId === ownServerId) return undefined;
  const spec = lease['spec'];
  const holderIdentity = isRecord(spec) ? spec['holderIdentity'] : undefined;
  return typeof holderIdentity === 'string' ? { serverId, holderIdentity } : undefined;
}

/** The peer to look at because of this change; undefined when nothing calls for it. Renewals do not. */
export function peerToSync(change: LiveViewChange, ownServerId: string): string | undefined {
  const now = peerLeaseOf(change.object.object, ownServerId);
  if (change.type !== 'MODIFIED') return now?.serverId;
  const before =
    change.previous === undefined ? undefined : peerLeaseOf(change.previous.object, ownServerId);
  if (now === undefined || before === undefined) return undefined;
  return now.holderIdentity === before.holderIdentity ? undefined : now.serverId;
}
