import { discoveryPriorities } from '@skewplane/api';
import type { Clock } from '@skewplane/apimachinery';
import type { Registry } from 'prom-client';
import { createAggregator, type Aggregator } from './aggregator/aggregator.js';
import type { ShownCertificate } from './aggregator/extension-transports.js';
import type { RegisteredGroupVersion } from './aggregator/autoregister-controller.js';
import type { ServerConfig } from './config.js';
import type { ClientIdentity } from './control/certificates/client-identity.js';
import type { EffectiveConfig } from './effective-config.js';
import type { LiveViews } from './live-views.js';
import type { Logger } from './logger.js';
import { joinHostPort } from './peer-proxy/host-port.js';
import type { LoopbackClient } from './registry/loopback.js';

export interface ServerAggregatorDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly random: () => number;
  readonly views: LiveViews;
  readonly loopback: LoopbackClient;
  readonly register: Registry;
  readonly signal: AbortSignal;
  /** What extension servers are shown; undefined without `--proxy-client-cert-file`. */
  readonly identity: ClientIdentity | undefined;
}

/** The aggregation layer of one server, as its flags say. */
export function createServerAggregator(
  { aggregator, peer, bindAddress, securePort }: ServerConfig,
  effective: EffectiveConfig,
  { register, identity, ...deps }: ServerAggregatorDeps,
): Aggregator {
  const anywhere = bindAddress === '0.0.0.0' || bindAddress === '::';
  return createAggregator(
    {
      binaryMinor: effective.version.binaryMinor,
      groupVersions: registeredGroupVersions(effective),
      client: shown(identity),
      links: peer.links,
      uidHeaderSent: effective.gates.enabled('RemoteRequestHeaderUID'),
      ...aggregator,
    },
    {
      ...deps,
      registry: register,
      own: () => joinHostPort(anywhere ? 'localhost' : bindAddress, securePort),
    },
  );
}

/** Read anew for each connection: a fault may have put another certificate in place. */
const shown = (identity: ClientIdentity | undefined): ShownCertificate => ({
  get cert() {
    return identity?.cert;
  },
  get key() {
    return identity?.key;
  },
  onChange: (listener) => {
    identity?.onChange(listener);
  },
});

/**
 * What this process itself serves, without the group of APIServices: that one has none.
 * @see kubernetes/kubernetes `pkg/controlplane/apiserver/aggregator.go`, `apiServicesToRegister`
 */
function registeredGroupVersions({
  resources,
  version,
}: EffectiveConfig): RegisteredGroupVersion[] {
  const priorities = discoveryPriorities(version.binaryMinor);
  const found = new Map<string, RegisteredGroupVersion>();
  for (const { gvr } of resources) {
    if (gvr.group === 'apiregistration.k8s.io') continue;
    const gv = { group: gvr.group, version: gvr.version };
    found.set(`${gv.group}/${gv.version}`, {
      ...gv,
      groupPriority: priorities.groupPriority(gv),
      versionPriority: priorities.versionPriority(gv),
    });
  }
  return [...found.values()];
}
