import { expect, it } from 'vitest';
import { advertisedAddress, type AdvertisedAddressOptions } from './advertised-address.js';

const base: AdvertisedAddressOptions = {
  peerAdvertiseIp: '',
  peerAdvertisePort: '',
  advertiseAddress: '',
  bindAddress: '0.0.0.0',
  securePort: 6443,
  hostAddress: '192.168.0.9',
};

// Spec 1.4; kubernetes/kubernetes pkg/controlplane/apiserver/peer.go.
it.each<[string, Partial<AdvertisedAddressOptions>, string]>([
  ['both peer flags', { peerAdvertiseIp: '1.2.3.4', peerAdvertisePort: '9443' }, '1.2.3.4:9443'],
  ['IPv6 peer flags', { peerAdvertiseIp: 'fd00::1', peerAdvertisePort: '9443' }, '[fd00::1]:9443'],
  ['a port that is none', { peerAdvertiseIp: '1.2.3.4', peerAdvertisePort: 'x' }, '1.2.3.4:x'],
  [
    'S25: the peer port alone counts for nothing',
    { peerAdvertisePort: '9443', advertiseAddress: '10.0.0.1' },
    '10.0.0.1:6443',
  ],
  ['the peer IP alone counts for nothing', { peerAdvertiseIp: '1.2.3.4' }, '192.168.0.9:6443'],
  ['a concrete bind address', { bindAddress: '10.0.0.7' }, '10.0.0.7:6443'],
  ['an unspecified advertise address', { advertiseAddress: '0.0.0.0' }, '192.168.0.9:6443'],
  ['nothing but defaults', { bindAddress: '::' }, '192.168.0.9:6443'],
])('%s', (_name, options, want) => {
  expect(advertisedAddress({ ...base, ...options })).toBe(want);
});
