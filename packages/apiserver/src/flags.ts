import { readFile } from 'node:fs/promises';
import { hostname as osHostname, networkInterfaces } from 'node:os';
import { isIP } from 'node:net';
import { ConfigError, type ServerConfig } from './config.js';
import { parseGoDurationMs } from './request/go-duration.js';

/** Values as a command line gives them; repeated flags are arrays. Names without the leading dashes. */
export type FlagValues = Readonly<Record<string, string | readonly string[] | boolean | undefined>>;

export interface FlagDefinition {
  readonly name: string;
  /** Shown in help; a flag without one is a boolean. */
  readonly argument?: string;
  readonly description: string;
  readonly default?: string | boolean;
}

/** The flags of kube-apiserver that this server knows, by their own names, and a few of its own. */
export const apiserverFlags: readonly FlagDefinition[] = [
  {
    name: 'binary-version',
    argument: '<1.N>',
    description: 'Kubernetes minor that this process is',
  },
  {
    name: 'emulated-version',
    argument: '<version>',
    description: 'minor to behave as, at most the binary version',
  },
  {
    name: 'min-compatibility-version',
    argument: '<version>',
    description: 'oldest minor that must be able to read what is stored',
  },
  {
    name: 'hostname',
    argument: '<name>',
    description: 'name that the identity of this server derives from (default: of the host)',
  },
  {
    name: 'feature-gates',
    argument: '<A=true,...>',
    description: 'feature gates to set',
    default: '',
  },
  {
    name: 'runtime-config',
    argument: '<key=true,...>',
    description: 'APIs to turn on or off',
    default: '',
  },
  {
    name: 'bind-address',
    argument: '<ip>',
    description: 'address to listen on',
    default: '0.0.0.0',
  },
  {
    name: 'secure-port',
    argument: '<port>',
    description: 'HTTPS port; 0 picks a free one',
    default: '6443',
  },
  {
    name: 'advertise-address',
    argument: '<ip>',
    description: 'address to tell other members of the cluster',
    default: '',
  },
  { name: 'tls-cert-file', argument: '<file>', description: 'serving certificate, PEM' },
  { name: 'tls-private-key-file', argument: '<file>', description: 'its key, PEM' },
  { name: 'client-ca-file', argument: '<file>', description: 'CA of client certificates, PEM' },
  {
    name: 'requestheader-client-ca-file',
    argument: '<file>',
    description: 'CA of front proxies, PEM',
  },
  {
    name: 'requestheader-allowed-names',
    argument: '<names>',
    description: 'common names a front proxy may have; none: any',
    default: '',
  },
  {
    name: 'requestheader-username-headers',
    argument: '<names>',
    description: 'headers that name the user',
    default: '',
  },
  {
    name: 'requestheader-uid-headers',
    argument: '<names>',
    description: 'headers that hold the UID',
    default: '',
  },
  {
    name: 'requestheader-group-headers',
    argument: '<names>',
    description: 'headers that hold groups',
    default: '',
  },
  {
    name: 'requestheader-extra-headers-prefix',
    argument: '<prefixes>',
    description: 'prefixes of headers that hold extra data',
    default: '',
  },
  {
    name: 'proxy-client-cert-file',
    argument: '<file>',
    description: 'client certificate shown to peers and extension servers',
  },
  { name: 'proxy-client-key-file', argument: '<file>', description: 'its key' },
  {
    name: 'peer-ca-file',
    argument: '<file>',
    description: 'CA of the serving certificates of peers; without it nothing is proxied',
  },
  {
    name: 'peer-advertise-ip',
    argument: '<ip>',
    description: 'address that peers reach this server at',
    default: '',
  },
  {
    name: 'peer-advertise-port',
    argument: '<port>',
    description: 'port that peers reach this server at',
    default: '',
  },
  { name: 'etcd-servers', argument: '<urls>', description: 'etcd endpoints, separated by commas' },
  { name: 'etcd-cafile', argument: '<file>', description: 'CA of etcd' },
  { name: 'etcd-certfile', argument: '<file>', description: 'client certificate for etcd' },
  { name: 'etcd-keyfile', argument: '<file>', description: 'its key' },
  {
    name: 'etcd-prefix',
    argument: '<prefix>',
    description: 'prefix of all keys',
    default: '/registry',
  },
  {
    name: 'etcd-compaction-interval',
    argument: '<duration>',
    description: 'time between compactions; 0 turns them off',
    default: '5m0s',
  },
  {
    name: 'anonymous-auth',
    argument: '<bool>',
    description: 'let requests without credentials in as system:anonymous',
    default: 'true',
  },
  { name: 'token-auth-file', argument: '<file>', description: 'static tokens, CSV' },
  {
    name: 'service-account-issuer',
    argument: '<url>',
    description: 'issuer of tokens; repeat to accept older ones',
    default: '',
  },
  {
    name: 'service-account-signing-key-file',
    argument: '<file>',
    description: 'private key that signs tokens',
  },
  {
    name: 'service-account-key-file',
    argument: '<file>',
    description: 'keys that verify tokens; may be repeated',
  },
  {
    name: 'service-account-max-token-expiration',
    argument: '<duration>',
    description: 'longest life of a token',
    default: '',
  },
  {
    name: 'service-account-extend-token-expiration',
    argument: '<bool>',
    description: 'let injected tokens live longer',
    default: 'true',
  },
  {
    name: 'api-audiences',
    argument: '<names>',
    description: 'audiences of this API (default: the issuers)',
    default: '',
  },
  {
    name: 'authorization-mode',
    argument: '<modes>',
    description: 'authorizers in order: RBAC, AlwaysAllow, AlwaysDeny',
    default: 'RBAC',
  },
  {
    name: 'service-cluster-ip-range',
    argument: '<cidr>',
    description: 'addresses for services',
    default: '10.0.0.0/24',
  },
  {
    name: 'service-node-port-range',
    argument: '<from-to>',
    description: 'ports for services',
    default: '30000-32767',
  },
  {
    name: 'request-timeout',
    argument: '<duration>',
    description: 'deadline of a request',
    default: '1m0s',
  },
  {
    name: 'min-request-timeout',
    argument: '<seconds>',
    description: 'shortest life of a watch',
    default: '1800',
  },
  {
    name: 'max-requests-inflight',
    argument: '<n>',
    description: 'read-only requests at a time; 0: any number',
    default: '400',
  },
  {
    name: 'max-mutating-requests-inflight',
    argument: '<n>',
    description: 'writing requests at a time; 0: any number',
    default: '200',
  },
  {
    name: 'event-ttl',
    argument: '<duration>',
    description: 'how long events are kept',
    default: '1h0m0s',
  },
  {
    name: 'disable-admission-plugins',
    argument: '<names>',
    description: 'plugins to leave out',
    default: '',
  },
  {
    name: 'audit-log-path',
    argument: '<file>',
    description: 'file for audit events; - for standard output',
    default: '',
  },
  {
    name: 'shutdown-delay-duration',
    argument: '<duration>',
    description: 'wait between not being ready and not listening',
    default: '0s',
  },
  { name: 'v', argument: '<level>', description: 'verbosity of the log', default: '2' },
];

const defaults = new Map(apiserverFlags.map((flag) => [flag.name, flag.default]));

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
  const config = {
    hostname: (reader.text('hostname') || osHostname()).toLowerCase(),
    binaryMinor: reader.minor('binary-version', newestMinor),
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
    proxyClient: {
      cert: await reader.file('proxy-client-cert-file'),
      key: await reader.file('proxy-client-key-file'),
    },
    peer: {
      ca: await reader.file('peer-ca-file'),
      advertiseIp: reader.text('peer-advertise-ip'),
      advertisePort: reader.text('peer-advertise-port'),
    },
    etcd: {
      servers: reader.required('etcd-servers'),
      ca: await reader.file('etcd-cafile'),
      cert: await reader.file('etcd-certfile'),
      key: await reader.file('etcd-keyfile'),
      prefix: `/${reader.text('etcd-prefix').replace(/^\/+|\/+$/g, '')}`,
      compactionIntervalMs: reader.durationMs('etcd-compaction-interval'),
    },
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
    shutdownDelayMs: reader.durationMs('shutdown-delay-duration'),
    shutdownGraceMs: 10_000,
    verbosity: reader.integer('v', 0),
  } satisfies ServerConfig;
  reader.throwProblems();
  return Object.freeze(config);
}

/** First address of this machine that others can reach, when none is given. */
export function defaultAdvertiseAddress(bindAddress: string): string {
  if (bindAddress !== '0.0.0.0' && bindAddress !== '::') return bindAddress;
  for (const addresses of Object.values(networkInterfaces())) {
    const usable = addresses?.find(({ family, internal }) => family === 'IPv4' && !internal);
    if (usable !== undefined) return usable.address;
  }
  return '127.0.0.1';
}

/** Takes flags one by one and remembers what is wrong with them. */
class FlagReader {
  readonly #flags: FlagValues;
  readonly #problems: string[];

  constructor(flags: FlagValues) {
    this.#flags = flags;
    this.#problems = Object.keys(flags)
      .filter((name) => !defaults.has(name))
      .map((name) => `unknown flag: --${name}`);
  }

  throwProblems(): void {
    if (this.#problems.length > 0) throw new ConfigError(this.#problems);
  }

  /** Of a flag given more than once the last counts, as with pflag. */
  text(name: string): string {
    return this.#values(name).at(-1) ?? '';
  }

  /** Of a list all that are given count. */
  list(name: string): string[] {
    return this.#values(name)
      .flatMap((value) => value.split(','))
      .map((each) => each.trim())
      .filter((each) => each !== '');
  }

  /** As given, blanks too: they are an error that validation words. */
  rawList(name: string): string[] {
    const text = this.#values(name).join(',');
    return text === '' ? [] : text.split(',');
  }

  #values(name: string): string[] {
    const value = this.#flags[name] ?? defaults.get(name) ?? '';
    return (Array.isArray(value) ? value : [value]).map(String);
  }

  required(name: string): string[] {
    const values = this.list(name);
    if (values.length === 0) this.#problems.push(`--${name} must be specified`);
    return values;
  }

  integer(name: string, min: number, max = Number.MAX_SAFE_INTEGER): number {
    const value = Number(this.text(name));
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    this.#problems.push(
      `invalid argument ${JSON.stringify(this.text(name))} for "--${name}" flag: must be a whole number from ${String(min)}`,
    );
    return min;
  }

  boolean(name: string): boolean {
    const value = this.text(name);
    if (!['true', 'false'].includes(value)) {
      this.#problems.push(
        `invalid argument ${JSON.stringify(value)} for "--${name}" flag: must be true or false`,
      );
    }
    return value === 'true';
  }

  ip(name: string): string {
    const value = this.text(name);
    if (isIP(value) === 0)
      this.#problems.push(
        `invalid argument ${JSON.stringify(value)} for "--${name}" flag: not an IP address`,
      );
    return value;
  }

  minor(name: string, fallback: number): number {
    const value = this.text(name);
    if (value === '') return fallback;
    const found = /^v?1\.(\d+)$/.exec(value);
    if (found !== null) return Number(found[1]);
    this.#problems.push(
      `invalid argument ${JSON.stringify(value)} for "--${name}" flag: must look like 1.36`,
    );
    return fallback;
  }

  durationMs(name: string): number {
    const value = this.text(name);
    const parsed = parseGoDurationMs(value);
    if (parsed === undefined || parsed < 0)
      this.#problems.push(
        `invalid argument ${JSON.stringify(value)} for "--${name}" flag: must be a duration like 1m30s`,
      );
    return parsed ?? 0;
  }

  modes(name: string): string[] {
    const modes = this.list(name);
    for (const mode of modes) {
      if (!['RBAC', 'AlwaysAllow', 'AlwaysDeny'].includes(mode)) {
        this.#problems.push(
          `authorization-mode ${JSON.stringify(mode)} is not supported: use RBAC, AlwaysAllow or AlwaysDeny`,
        );
      }
    }
    return modes;
  }

  async file(name: string): Promise<Buffer | undefined> {
    const path = this.text(name);
    return path === '' ? undefined : this.#read(name, path);
  }

  async requiredFile(name: string): Promise<Buffer> {
    if (this.text(name) === '') {
      this.#problems.push(`--${name} must be specified`);
      return Buffer.alloc(0);
    }
    return (await this.file(name)) ?? Buffer.alloc(0);
  }

  async files(name: string): Promise<Buffer[]> {
    const read = await Promise.all(this.list(name).map((path) => this.#read(name, path)));
    return read.filter((each) => each !== undefined);
  }

  async #read(name: string, path: string): Promise<Buffer | undefined> {
    try {
      return await readFile(path);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      this.#problems.push(`--${name}: cannot read ${path} (${code})`);
      return undefined;
    }
  }
}
