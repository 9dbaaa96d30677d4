/** Values as a command line gives them; repeated flags are arrays. Names without the leading dashes. */
export type FlagValues = Readonly<Record<string, string | readonly string[] | boolean | undefined>>;

export interface FlagDefinition {
  readonly name: string;
  /** Shown in help; a flag without one is a boolean. */
  readonly argument?: string;
  readonly description: string;
  readonly default?: string | boolean;
  /** Of use to the launcher alone, and not in help. */
  readonly hidden?: boolean;
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
    name: 'enable-aggregator-routing',
    argument: '<bool>',
    description:
      'send requests to endpoints of extension servers, not to the address of their service',
    default: 'false',
  },
  {
    name: 'aggregator-reject-forwarding-redirect',
    argument: '<bool>',
    description: 'answer 502 when an extension server redirects',
    default: 'true',
  },
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
  {
    name: 'skewplane-quirk',
    argument: '<name=value>',
    description: 'switch of the peer proxy that is not to be as in this minor; may be repeated',
    default: '',
  },
  {
    name: 'skewplane-timer',
    argument: '<name=duration>',
    description: 'timer of the peer proxy that is not to be as upstream; may be repeated',
    default: '',
  },
  {
    name: 'skewplane-timer-scale',
    argument: '<factor>',
    description: 'factor for all timers of the peer proxy that are not set one by one',
    default: '1',
  },
  {
    name: 'skewplane-seed',
    argument: '<n>',
    description: 'seed of everything that is drawn: peers, jitter, lengths of watches',
    default: '',
  },
  {
    name: 'skewplane-control-key-file',
    argument: '<file>',
    description:
      'key of the plane; turns on the paths below /skewplane that break and trace this instance',
  },
  {
    name: 'skewplane-dial',
    argument: '<address=address,...>',
    description: 'where to connect instead of the addresses that peers advertise',
    default: '',
    hidden: true,
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
    name: 'audit-policy-file',
    argument: '<file>',
    description: 'audit.k8s.io/v1 Policy that says what is recorded of which request',
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
