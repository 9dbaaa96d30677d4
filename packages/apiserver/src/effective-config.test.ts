import { expect, it } from 'vitest';
import type { ServerConfig } from './config.js';
import { effectiveConfig } from './effective-config.js';

function warningsOf(flags: {
  emulatedVersion?: string;
  featureGates?: string;
  runtimeConfig?: string;
}) {
  const none = { ca: undefined, cert: undefined, key: undefined };
  // Only what the versions, gates and peer flags come from.
  const config = {
    binaryMinor: 36,
    emulatedVersion: '',
    minCompatibilityVersion: '',
    featureGates: '',
    runtimeConfig: '',
    peer: { ...none, advertiseIp: '', advertisePort: '' },
    proxyClient: none,
    requestHeader: {
      allowedNames: [],
      usernameHeaders: [],
      uidHeaders: [],
      groupHeaders: [],
      extraHeaderPrefixes: [],
    },
    ...flags,
  } as unknown as ServerConfig;
  return effectiveConfig(config).warnings;
}

const proxy = 'UnknownVersionInteroperabilityProxy=true';
const unsupported =
  'component has alpha features enabled in emulated version, this is unsupported: features=[UnknownVersionInteroperabilityProxy]';

// kubernetes/component-base compatibility/registry.go, Validate; kubernetes/apiserver
// pkg/server/options/api_enablement.go
it.each<[string, Parameters<typeof warningsOf>[0], string[]]>([
  ['an alpha feature of its own version', { featureGates: proxy }, []],
  ['emulation alone', { emulatedVersion: '1.35' }, []],
  [
    'an alpha feature of an emulated version',
    { emulatedVersion: '1.35', featureGates: proxy },
    [unsupported],
  ],
  [
    'an alpha API under emulation',
    {
      emulatedVersion: '1.35',
      runtimeConfig:
        'internal.apiserver.k8s.io/v1alpha1=true,coordination.k8s.io/v1alpha2/leasecandidates=true,resource.k8s.io/v1alpha3=false,networking.k8s.io/v1beta1=true',
    },
    ['coordination.k8s.io/v1alpha2', 'internal.apiserver.k8s.io/v1alpha1'].map(
      (api) =>
        `alpha api enabled with emulated version 1.35 instead of the binary's version 1.36.0, this is unsupported, proceed at your own risk: api=${api}`,
    ),
  ],
])('%s', (_case, flags, want) => {
  expect(warningsOf(flags)).toEqual(want);
});
