import { hostname as osHostname } from 'node:os';
import { upstreamAggregatorTimings } from './aggregator/timings.js';
import { readAuditPolicy } from './audit/policy-file.js';
import type { ServerConfig } from './config.js';
import { FlagReader } from './flag-reader.js';
import type { FlagValues } from './flags.js';
import { parseQuirks } from './peer-proxy/quirk-flags.js';
import { parseTimers } from './peer-proxy/timer-flags.js';
import { upstreamTimings } from './peer-proxy/timings.js';
import { readPeerTls } from './peer-tls-files.js';

/**
 * Reads flags and the files they name, and reports every problem at once.
 * @param newestMinor what `--binary-version` is when not given
 * @throws {ConfigError}
 */
export async function configFromFlags(
  flags: FlagValues,
  newestMinor: number,
): Promise<ServerConfig> {
  const reader = new FlagReader(flags);
  const issuers = reader.list('service-account-issuer');
  const binaryMinor = reader.minor('binary-version', newestMinor);
  reader.refuseBefore('requestheader-uid-headers', 32, binaryMinor);
  const peerTls = await readPeerTls(reader);
  const switches = proxySwitches(reader);
  const config = {
    hostname: (reader.text('hostname') || osHostname()).toLowerCase(),
    binaryMinor,
    emulatedVersion: reader.text('emulated-version'),
    minCompatibilityVersion: reader.text('min-compatibility-version'),
    featureGates: reader.list('feature-gates').join(','),
    runtimeConfig: reader.list('runtime-config').join(','),
    bindAddress: reader.ip('bind-address'),
    securePort: reader.integer('secure-port', 0, 65535),
    advertiseAddress: reader.text('advertise-address'),
    tlsCert: await reader.requiredFile('tls-cert-file'),
    tlsKey: await reader.requiredFile('tls-private-key-file'),
    clientCa: await reader.file('client-ca-file'),
    requestHeader: {
      clientCa: await reader.file('requestheader-client-ca-file'),
      allowedNames: reader.rawList('requestheader-allowed-names'),
      usernameHeaders: reader.rawList('requestheader-username-headers'),
      uidHeaders: reader.rawList('requestheader-uid-headers'),
      groupHeaders: reader.rawList('requestheader-group-headers'),
      extraHeaderPrefixes: reader.rawList('requestheader-extra-headers-prefix'),
    },
    proxyClient: { cert: peerTls.cert, key: peerTls.key },
    aggregator: {
      toEndpoints: reader.boolean('enable-aggregator-routing'),
      refusesRedirects: reader.boolean('aggregator-reject-forwarding-redirect'),
      timings: switches.timings,
    },
    peer: {
      ca: peerTls.ca,
      advertiseIp: reader.text('peer-advertise-ip'),
      advertisePort: reader.text('peer-advertise-port'),
      links: reader.map('skewplane-dial'),
      tlsProblem: peerTls.problem,
      ...switches,
    },
    seed: reader.text('skewplane-seed') === '' ? undefined : reader.integer('skewplane-seed', 0),
    etcd: {
      servers: reader.required('etcd-servers'),
      ca: await reader.file('etcd-cafile'),
      cert: await reader.file('etcd-certfile'),
      key: await reader.file('etcd-keyfile'),
      prefix: `/${reader.text('etcd-prefix').replace(/^\/+|\/+$/g, '')}`,
      compactionIntervalMs: reader.durationMs('etcd-compaction-interval'),
    },
    controlKey: await reader.file('skewplane-control-key-file'),
    anonymousAuth: reader.boolean('anonymous-auth'),
    tokenAuthFile: (await reader.file('token-auth-file'))?.toString('utf8'),
    serviceAccount: {
      issuers,
      signingKey: await reader.file('service-account-signing-key-file'),
      publicKeys: await reader.files('service-account-key-file'),
      apiAudiences: reader.list('api-audiences'),
      maxTokenExpirationSeconds:
        reader.text('service-account-max-token-expiration') === ''
          ? undefined
          : reader.durationMs('service-account-max-token-expiration') / 1000,
      extendTokenExpiration: reader.boolean('service-account-extend-token-expiration'),
    },
    authorizationModes: reader.modes('authorization-mode'),
    serviceClusterIpRange: reader.text('service-cluster-ip-range'),
    serviceNodePortRange: reader.text('service-node-port-range'),
    requestTimeoutMs: reader.durationMs('request-timeout'),
    minWatchTimeoutMs: reader.integer('min-request-timeout', 0) * 1000,
    maxRequestsInFlight: reader.integer('max-requests-inflight', 0),
    maxMutatingRequestsInFlight: reader.integer('max-mutating-requests-inflight', 0),
    eventTtlSeconds: reader.durationMs('event-ttl') / 1000,
    disabledAdmissionPlugins: reader.list('disable-admission-plugins'),
    auditLogPath: reader.text('audit-log-path'),
    auditPolicy: await readAuditPolicy(reader),
    shutdownDelayMs: reader.durationMs('shutdown-delay-duration'),
    shutdownGraceMs: 10_000,
    verbosity: reader.integer('v', 0),
  } satisfies ServerConfig;
  reader.throwProblems();
  return Object.freeze(config);
}

/** What a scenario changes in the peer proxy and the aggregation layer to see what a fix would do, or to wait less. */
function proxySwitches(reader: FlagReader) {
  const { quirks, problems } = parseQuirks(reader.list('skewplane-quirk'));
  reader.complain('skewplane-quirk', problems);
  const parsed = parseTimers(
    { ...upstreamTimings, ...upstreamAggregatorTimings },
    reader.list('skewplane-timer'),
    reader.factor('skewplane-timer-scale'),
  );
  reader.complain('skewplane-timer', parsed.problems);
  return { quirks, timings: parsed.timings };
}
