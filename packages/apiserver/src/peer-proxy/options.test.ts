import { describe, expect, it } from 'vitest';
import { validatePeerProxyFlags, type PeerProxyFlags } from './options.js';

const good: PeerProxyFlags = {
  gateEnabled: true,
  remoteRequestHeaderUid: true,
  storageVersionsNeeded: false,
  storageVersionApi: false,
  peerCaFile: 'ca.crt',
  peerTlsProblem: '',
  peerAdvertiseIp: '',
  peerAdvertisePort: '',
  proxyClientCertFile: 'proxy.crt',
  proxyClientKeyFile: 'proxy.key',
  requestheaderUsernameHeaders: ['x-remote-user'],
  requestheaderUidHeaders: ['X-Remote-Uid'],
  requestheaderGroupHeaders: ['X-Remote-Group'],
  requestheaderExtraHeadersPrefix: ['X-Remote-Extra-'],
  requestheaderAllowedNames: [],
};

// Spec 1.5; kubernetes/kubernetes pkg/controlplane/apiserver/options/validation.go and
// kubernetes/apiserver pkg/server/options/authentication.go.
describe('validatePeerProxyFlags', () => {
  it.each<[string, Partial<PeerProxyFlags>, string[]]>([
    ['good flags', {}, []],
    ['no flags at all', { peerCaFile: '', proxyClientCertFile: '', proxyClientKeyFile: '' }, []],
    [
      'S26: the gate off and two flags set',
      { gateEnabled: false, peerAdvertiseIp: '10.0.0.1' },
      [
        '--peer-ca-file requires UnknownVersionInteroperabilityProxy feature to be turned on',
        '--peer-advertise-ip requires UnknownVersionInteroperabilityProxy feature to be turned on',
      ],
    ],
    [
      'S28: a flag whose gate emulation turned off',
      { gateEnabled: false },
      ['--peer-ca-file requires UnknownVersionInteroperabilityProxy feature to be turned on'],
    ],
    [
      '1.32 without the StorageVersion API',
      { storageVersionsNeeded: true },
      [
        'UnknownVersionInteroperabilityProxy feature requires StorageVersionAPI feature flag to be enabled',
      ],
    ],
    ['1.32 with it', { storageVersionsNeeded: true, storageVersionApi: true }, []],
    [
      'a key that cannot be read',
      { peerTlsProblem: 'open proxy.key: no such file or directory' },
      ['failed to create proxy transport: open proxy.key: no such file or directory'],
    ],
    [
      'no certificate, and a header that is blank: only what the flags themselves tell',
      { proxyClientCertFile: '', requestheaderAllowedNames: [''] },
      ['empty value in "requestheader-allowed-names"'],
    ],
    [
      'S26: CA without certificate',
      { proxyClientCertFile: '' },
      ['error building peer proxy handler, proxy-cert-file not specified'],
    ],
    [
      'S26: certificate without key',
      { proxyClientKeyFile: '' },
      ['error building peer proxy handler, proxy-key-file not specified'],
    ],
    [
      'S26: UID headers without the standard one',
      { requestheaderUidHeaders: ['X-Foo'] },
      [
        '--requestheader-uid-headers is set without specifying the standard X-Remote-Uid header - API aggregation will not work',
      ],
    ],
    [
      'UID headers without their gate',
      { remoteRequestHeaderUid: false },
      ['--requestheader-uid-headers requires the "RemoteRequestHeaderUID" feature to be enabled'],
    ],
    [
      'a blank header name',
      { requestheaderUsernameHeaders: ['X-Remote-User', ' '] },
      ['empty value in "requestheader-username-headers"'],
    ],
  ])('%s', (_name, flags, errors) => {
    expect(validatePeerProxyFlags({ ...good, ...flags }).errors).toEqual(errors);
  });

  it('only warns of identity headers without the standard names', () => {
    const { errors, warnings } = validatePeerProxyFlags({
      ...good,
      requestheaderUsernameHeaders: ['X-User'],
      requestheaderExtraHeadersPrefix: ['X-Extra-'],
    });
    expect(errors).toEqual([]);
    expect(warnings).toEqual([
      '--requestheader-username-headers is set without specifying the standard X-Remote-User header - API aggregation will not work',
      '--requestheader-extra-headers-prefix is set without specifying the standard X-Remote-Extra- header - API aggregation will not work',
    ]);
  });
});
