import type { AuditPolicy } from './audit/policy.js';
import type { PeerProxyQuirks } from './peer-proxy/generation.js';
import type { AggregatorTimings } from './aggregator/timings.js';
import type { PeerProxyTimings } from './peer-proxy/timings.js';

/** Everything a server needs to know, as plain data. Files are already read where bytes are wanted. */
export interface ServerConfig {
  /** OS hostname by default; the identity of the server derives from it alone. */
  readonly hostname: string;
  /** Kubernetes minor this process *is*: 36 for 1.36. */
  readonly binaryMinor: number;
  /** As `--emulated-version` was given; `''`: the binary's own. */
  readonly emulatedVersion: string;
  readonly minCompatibilityVersion: string;
  readonly featureGates: string;
  readonly runtimeConfig: string;

  readonly bindAddress: string;
  /** 0 picks a free port. */
  readonly securePort: number;
  readonly advertiseAddress: string;
  readonly tlsCert: Buffer;
  readonly tlsKey: Buffer;
  readonly clientCa: Buffer | undefined;

  readonly requestHeader: {
    readonly clientCa: Buffer | undefined;
    readonly allowedNames: readonly string[];
    readonly usernameHeaders: readonly string[];
    readonly uidHeaders: readonly string[];
    readonly groupHeaders: readonly string[];
    readonly extraHeaderPrefixes: readonly string[];
  };
  readonly proxyClient: { readonly cert: Buffer | undefined; readonly key: Buffer | undefined };
  readonly aggregator: {
    /** Go to an endpoint of an extension server's service, not to the address of the service. */
    readonly toEndpoints: boolean;
    readonly refusesRedirects: boolean;
    readonly timings: AggregatorTimings;
  };
  readonly peer: {
    readonly ca: Buffer | undefined;
    readonly advertiseIp: string;
    readonly advertisePort: string;
    /** Where to connect instead of the addresses that peers advertise. */
    readonly links?: ReadonlyMap<string, string> | undefined;
    /** Why no transport to peers can be made of the files given; `''` when one can. */
    readonly tlsProblem: string;
    /** Switches that differ from those of the minor. */
    readonly quirks: Partial<PeerProxyQuirks>;
    readonly timings: PeerProxyTimings;
  };
  /** Of everything that is drawn; undefined: nothing can be foretold. */
  readonly seed: number | undefined;

  readonly etcd: {
    readonly servers: readonly string[];
    readonly ca: Buffer | undefined;
    readonly cert: Buffer | undefined;
    readonly key: Buffer | undefined;
    readonly prefix: string;
    readonly compactionIntervalMs: number;
  };

  /** The secret that the plane's own tools know; undefined: this instance cannot be broken or traced. */
  readonly controlKey: Buffer | undefined;

  readonly anonymousAuth: boolean;
  /** Content of the token file. */
  readonly tokenAuthFile: string | undefined;
  readonly serviceAccount: {
    readonly issuers: readonly string[];
    readonly signingKey: Buffer | undefined;
    readonly publicKeys: readonly Buffer[];
    readonly apiAudiences: readonly string[];
    readonly maxTokenExpirationSeconds: number | undefined;
    readonly extendTokenExpiration: boolean;
  };
  readonly authorizationModes: readonly string[];
  readonly serviceClusterIpRange: string;
  readonly serviceNodePortRange: string;

  readonly requestTimeoutMs: number;
  /** A watch without `timeoutSeconds` lasts between this and twice this. */
  readonly minWatchTimeoutMs: number;
  readonly maxRequestsInFlight: number;
  readonly maxMutatingRequestsInFlight: number;
  readonly eventTtlSeconds: number;
  readonly disabledAdmissionPlugins: readonly string[];
  /** File for audit events; `''`: none, `-`: standard output. */
  readonly auditLogPath: string;
  /** Undefined: metadata of every request. */
  readonly auditPolicy?: AuditPolicy | undefined;
  /** Between not being ready and not listening, so that balancers notice. */
  readonly shutdownDelayMs: number;
  /** How long a stopping server waits for requests to end. */
  readonly shutdownGraceMs: number;
  /** klog level: 0 is quiet, 2 logs each request, 4 and up tells why. */
  readonly verbosity: number;
}

/** Bodies above this are refused. @see kubernetes/apiserver `pkg/server/config.go`, `MaxRequestBodyBytes` */
export const maxBodyBytes = 3 * 1024 * 1024;

/** All that is wrong with the flags, at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.length === 1 ? problems.join('') : `[${problems.join(', ')}]`);
    this.problems = problems;
  }
}
