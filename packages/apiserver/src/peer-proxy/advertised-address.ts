import { joinHostPort } from './host-port.js';

export interface AdvertisedAddressOptions {
  /** `--peer-advertise-ip`; `''` when not given. */
  readonly peerAdvertiseIp: string;
  /** `--peer-advertise-port`; `''` when not given. Never checked to be a number, as upstream. */
  readonly peerAdvertisePort: string;
  /** `--advertise-address`; `''` when not given. */
  readonly advertiseAddress: string;
  /** `--bind-address`. */
  readonly bindAddress: string;
  /** The port that is really listened on. */
  readonly securePort: number;
  /** Address of the interface that has the default route. */
  readonly hostAddress: string;
}

const unspecified = new Set(['', '0.0.0.0', '::']);

/**
 * The `ip:port` this server publishes to its peers. The two peer flags count only together.
 * @see kubernetes/kubernetes `pkg/controlplane/apiserver/peer.go`
 */
export function advertisedAddress(options: AdvertisedAddressOptions): string {
  const { peerAdvertiseIp, peerAdvertisePort, securePort } = options;
  if (peerAdvertiseIp !== '' && peerAdvertisePort !== '') {
    return joinHostPort(peerAdvertiseIp, peerAdvertisePort);
  }
  const concrete = [options.advertiseAddress, options.bindAddress].find(
    (address) => !unspecified.has(address),
  );
  return joinHostPort(concrete ?? options.hostAddress, securePort);
}
