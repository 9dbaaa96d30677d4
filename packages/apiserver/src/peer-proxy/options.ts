/** The flags that say whether and how this server takes part. `''` and `[]` stand for flags not given. */
export interface PeerProxyFlags {
  /** `UnknownVersionInteroperabilityProxy`, resolved at the emulated version. */
  readonly gateEnabled: boolean;
  /** `RemoteRequestHeaderUID`, resolved at the emulated version. */
  readonly remoteRequestHeaderUid: boolean;
  /** Peers are known by StorageVersion objects: until 1.32. */
  readonly storageVersionsNeeded: boolean;
  /** `StorageVersionAPI`, resolved at the emulated version. */
  readonly storageVersionApi: boolean;
  readonly peerCaFile: string;
  /** Why no transport to peers can be made of the files; `''` when one can. */
  readonly peerTlsProblem: string;
  readonly peerAdvertiseIp: string;
  readonly peerAdvertisePort: string;
  readonly proxyClientCertFile: string;
  readonly proxyClientKeyFile: string;
  readonly requestheaderUsernameHeaders: readonly string[];
  readonly requestheaderUidHeaders: readonly string[];
  readonly requestheaderGroupHeaders: readonly string[];
  readonly requestheaderExtraHeadersPrefix: readonly string[];
  readonly requestheaderAllowedNames: readonly string[];
}

export interface FlagProblems {
  /** The process refuses to start, naming all of them. */
  readonly errors: readonly string[];
  /** Logged; the process starts. */
  readonly warnings: readonly string[];
}

/**
 * What upstream says about these flags at start, word for word.
 * @see kubernetes/kubernetes `pkg/controlplane/apiserver/options/validation.go`
 * @see kubernetes/apiserver `pkg/server/options/authentication.go`
 */
export function validatePeerProxyFlags(flags: PeerProxyFlags): FlagProblems {
  const errors = [...gateProblems(flags), ...headerProblems(flags)];
  return {
    // The handler is built only after the flags were found good.
    errors: errors.length > 0 ? errors : handlerProblems(flags),
    warnings: headerWarnings(flags),
  };
}

function gateProblems(flags: PeerProxyFlags): string[] {
  if (flags.gateEnabled) {
    return flags.storageVersionsNeeded && !flags.storageVersionApi
      ? [
          'UnknownVersionInteroperabilityProxy feature requires StorageVersionAPI feature flag to be enabled',
        ]
      : [];
  }
  const given: [string, string][] = [
    ['--peer-ca-file', flags.peerCaFile],
    ['--peer-advertise-ip', flags.peerAdvertiseIp],
    ['--peer-advertise-port', flags.peerAdvertisePort],
  ];
  return given
    .filter(([, value]) => value !== '')
    .map(
      ([flag]) => `${flag} requires UnknownVersionInteroperabilityProxy feature to be turned on`,
    );
}

/** Upstream stops at the first of these. */
function handlerProblems(flags: PeerProxyFlags): string[] {
  if (!flags.gateEnabled || flags.peerCaFile === '') return [];
  if (flags.proxyClientCertFile === '') {
    return ['error building peer proxy handler, proxy-cert-file not specified'];
  }
  if (flags.proxyClientKeyFile === '') {
    return ['error building peer proxy handler, proxy-key-file not specified'];
  }
  if (flags.peerTlsProblem !== '') {
    return [`failed to create proxy transport: ${flags.peerTlsProblem}`];
  }
  return [];
}

const lacksStandard = (flag: string, name: string) =>
  `--${flag} is set without specifying the standard ${name} header - API aggregation will not work`;

const lacks = (values: readonly string[], standard: string) =>
  values.length > 0 && !values.some((value) => value.toLowerCase() === standard.toLowerCase());

function headerProblems(flags: PeerProxyFlags): string[] {
  const lists: [string, readonly string[]][] = [
    ['requestheader-username-headers', flags.requestheaderUsernameHeaders],
    ['requestheader-uid-headers', flags.requestheaderUidHeaders],
    ['requestheader-group-headers', flags.requestheaderGroupHeaders],
    ['requestheader-extra-headers-prefix', flags.requestheaderExtraHeadersPrefix],
    ['requestheader-allowed-names', flags.requestheaderAllowedNames],
  ];
  const problems = lists
    .filter(([, values]) => values.some((value) => value.trim() === ''))
    .map(([flag]) => `empty value in "${flag}"`);
  const uidHeaders = flags.requestheaderUidHeaders;
  if (uidHeaders.length > 0 && !flags.remoteRequestHeaderUid) {
    problems.push(
      '--requestheader-uid-headers requires the "RemoteRequestHeaderUID" feature to be enabled',
    );
  }
  if (lacks(uidHeaders, 'X-Remote-Uid')) {
    problems.push(lacksStandard('requestheader-uid-headers', 'X-Remote-Uid'));
  }
  return problems;
}

function headerWarnings(flags: PeerProxyFlags): string[] {
  const standards: [string, readonly string[], string][] = [
    ['requestheader-username-headers', flags.requestheaderUsernameHeaders, 'X-Remote-User'],
    ['requestheader-group-headers', flags.requestheaderGroupHeaders, 'X-Remote-Group'],
    [
      'requestheader-extra-headers-prefix',
      flags.requestheaderExtraHeadersPrefix,
      'X-Remote-Extra-',
    ],
  ];
  return standards
    .filter(([, values, standard]) => lacks(values, standard))
    .map(([flag, , standard]) => lacksStandard(flag, standard));
}
