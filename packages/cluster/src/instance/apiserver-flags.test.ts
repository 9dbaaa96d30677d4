import { describe, expect, it } from 'vitest';
import { apiserverFlags } from './apiserver-flags.js';
import type { ApiserverFlagOptions } from './apiserver-flags.js';

const options: ApiserverFlagOptions = {
  name: 'apiserver-a',
  version: '1.36',
  port: 6451,
  pkiDirectory: '/pki',
  etcd: { servers: ['http://127.0.0.1:2379'] },
  peerProxy: true,
  featureGates: {},
  extraArgs: [],
};

/** Flags by name; a flag given twice keeps its last value, as the server reads it. */
function flags(change: Partial<ApiserverFlagOptions>): Record<string, string> {
  return Object.fromEntries(
    apiserverFlags({ ...options, ...change }).map((flag) => {
      const [name = '', value = ''] = flag.slice(2).split(/=(.*)/s);
      return [name, value];
    }),
  );
}

describe('apiserverFlags', () => {
  // kubernetes/apiserver pkg/features/kube_features.go: off by default up to 1.35.
  it.each([
    { version: '1.36', gates: 'UnknownVersionInteroperabilityProxy=true' },
    { version: '1.35', gates: 'UnknownVersionInteroperabilityProxy=true' },
    { version: '1.32', gates: 'UnknownVersionInteroperabilityProxy=true,StorageVersionAPI=true' },
  ])('turns the peer proxy on for $version', ({ version, gates }) => {
    expect(flags({ version })).toMatchObject({
      'feature-gates': gates,
      'peer-ca-file': '/pki/ca.crt',
      'peer-advertise-ip': '127.0.0.1',
      'peer-advertise-port': '6451',
    });
  });

  // kubernetes/kubernetes pkg/controlplane/apiserver/options/validation.go: peer flags need the gate.
  it('gives no peer flag when the proxy is off', () => {
    const off = flags({ peerProxy: false });
    expect(off['feature-gates']).toBe('UnknownVersionInteroperabilityProxy=false');
    expect(Object.keys(off).filter((name) => name.startsWith('peer-'))).toEqual([]);
  });

  // kubernetes/apiserver pkg/server/options/authentication.go: the flag needs a gate that is off in 1.32.
  it.each([
    { version: '1.32', uid: undefined },
    { version: '1.33', uid: 'X-Remote-Uid' },
  ])('accepts the UID of proxied users since 1.33: $version', ({ version, uid }) => {
    expect(flags({ version })['requestheader-uid-headers']).toBe(uid);
  });

  it('lets gates of the caller win, and puts further flags last', () => {
    const featureGates = { UnknownVersionInteroperabilityProxy: false, Other: true };
    const given = flags({ featureGates, extraArgs: ['--secure-port=1'] });
    expect(given['feature-gates']).toBe('UnknownVersionInteroperabilityProxy=false,Other=true');
    expect(given['secure-port']).toBe('1');
  });

  it('passes on how to reach an etcd of several members over TLS', () => {
    const etcd = {
      servers: ['https://a:2379', 'https://b:2379'],
      caFile: '/ca',
      certFile: '/crt',
      keyFile: '/key',
      prefix: '/other',
    };
    expect(flags({ etcd })).toMatchObject({
      'etcd-servers': 'https://a:2379,https://b:2379',
      'etcd-cafile': '/ca',
      'etcd-certfile': '/crt',
      'etcd-keyfile': '/key',
      'etcd-prefix': '/other',
    });
  });
});
