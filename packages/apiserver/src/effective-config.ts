import {
  parseRuntimeConfig,
  resolveEffectiveVersion,
  resolveFeatureGates,
  servedResources,
  validateRuntimeConfig,
  versionInfo,
  type BuiltInResource,
  type EffectiveVersion,
  type FeatureGates,
  type RuntimeConfig,
} from '@skewplane/api';
import { ConfigError, type ServerConfig } from './config.js';
import { generationOf } from './peer-proxy/generation.js';
import { validatePeerProxyFlags } from './peer-proxy/options.js';

const proxyGate = 'UnknownVersionInteroperabilityProxy';

/** What the version flags, gates and runtime config come to. */
export interface EffectiveConfig {
  readonly version: EffectiveVersion;
  readonly gates: FeatureGates;
  readonly resources: readonly BuiltInResource[];
  /** `UnknownVersionInteroperabilityProxy` at the emulated version. */
  readonly proxyGate: boolean;
  /** Logged at start. */
  readonly warnings: readonly string[];
}

const split = (text: string): string[] => (text === '' ? [] : text.split(','));

/** @throws {ConfigError} with every problem that can be seen before anything starts */
export function effectiveConfig(config: ServerConfig): EffectiveConfig {
  const { version, problems } = resolveEffectiveVersion({
    binaryMinor: config.binaryMinor,
    emulatedVersion: split(config.emulatedVersion),
    minCompatibilityVersion: split(config.minCompatibilityVersion),
  });
  if (problems.length > 0) throw new ConfigError(problems);
  try {
    const gates = resolveFeatureGates({ version, flags: config.featureGates });
    const runtimeConfig = parseRuntimeConfig(config.runtimeConfig);
    const { errors, warnings } = validatePeerProxyFlags({
      ...peerFlags(config),
      gateEnabled: gates.enabled(proxyGate),
      remoteRequestHeaderUid: gates.enabled('RemoteRequestHeaderUID'),
      storageVersionsNeeded: generationOf(config.binaryMinor) === 'SV',
      storageVersionApi: gates.enabled('StorageVersionAPI'),
    });
    const wrong = [
      ...validateRuntimeConfig(runtimeConfig, {
        binaryMinor: config.binaryMinor,
        priorityAndFairness: true,
      }),
      ...errors,
    ];
    if (wrong.length > 0) throw new ConfigError(wrong);
    const resources = servedResources({ version, gates, runtimeConfig });
    return {
      version,
      gates,
      resources,
      proxyGate: gates.enabled(proxyGate),
      warnings: [...warnings, ...emulationWarnings(version, gates, runtimeConfig)],
    };
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError([error instanceof Error ? error.message : String(error)]);
  }
}

/**
 * What an old version cannot be relied on for.
 * @see kubernetes/component-base `compatibility/registry.go`, `Validate`
 * @see kubernetes/apiserver `pkg/server/options/api_enablement.go`
 */
function emulationWarnings(
  version: EffectiveVersion,
  gates: FeatureGates,
  runtimeConfig: RuntimeConfig,
): string[] {
  if (version.emulatedMinor === version.binaryMinor) return [];
  const alphaGates = gates.list().filter(({ stage, enabled }) => stage === 'ALPHA' && enabled);
  const features = alphaGates.map(({ name }) => name).join(' ');
  const emulated = `1.${version.emulatedMinor}`;
  const binary = versionInfo(version).gitVersion.replace(/^v|\+.*$/g, '');
  return [
    ...(features === ''
      ? []
      : [
          `component has alpha features enabled in emulated version, this is unsupported: features=[${features}]`,
        ]),
    ...enabledAlphaVersions(runtimeConfig).map(
      (api) =>
        `alpha api enabled with emulated version ${emulated} instead of the binary's version ${binary}, this is unsupported, proceed at your own risk: api=${api}`,
    ),
  ];
}

/** Group-versions that were turned on by name, as a whole or in part. */
function enabledAlphaVersions(runtimeConfig: RuntimeConfig): string[] {
  const named = [...runtimeConfig]
    .filter(([key, value]) => /^[^/]+\/v\d+alpha\d+(\/|$)/.test(key) && value !== 'false')
    .map(([key]) => key.split('/').slice(0, 2).join('/'));
  return [...new Set(named)].sort();
}

/** The peer flags as the validation knows them: a file counts by being there. */
function peerFlags({ peer, proxyClient, requestHeader }: ServerConfig) {
  const given = (file: Buffer | undefined) => (file === undefined ? '' : 'given');
  return {
    peerCaFile: given(peer.ca),
    peerTlsProblem: peer.tlsProblem,
    peerAdvertiseIp: peer.advertiseIp,
    peerAdvertisePort: peer.advertisePort,
    proxyClientCertFile: given(proxyClient.cert),
    proxyClientKeyFile: given(proxyClient.key),
    requestheaderUsernameHeaders: requestHeader.usernameHeaders,
    requestheaderUidHeaders: requestHeader.uidHeaders,
    requestheaderGroupHeaders: requestHeader.groupHeaders,
    requestheaderExtraHeadersPrefix: requestHeader.extraHeaderPrefixes,
    requestheaderAllowedNames: requestHeader.allowedNames,
  };
}
