/** A parameter in neutral form; each document version writes it its own way. */
export interface Parameter {
  readonly in: 'query' | 'path';
  readonly name: string;
  readonly type: 'string' | 'integer' | 'boolean';
  /**
   * Name under which 2.0 documents define it once for all paths. Upstream ends such names in a hash over the parameter and
   * its text, so they are known, not calculated. Absent for what kubectl looks for in place, and for names of objects.
   * @see kubernetes/kube-openapi `pkg/builder/parameters.go`
   */
  readonly shared?: string;
}

/** @param hash what its shared name ends in */
function query(type: Parameter['type'], name: string, hash?: string): Parameter {
  const parameter: Parameter = { in: 'query', name, type };
  return hash === undefined ? parameter : { ...parameter, shared: `${name}-${hash}` };
}
const text = (name: string, hash?: string) => query('string', name, hash);
const flag = (name: string, hash?: string) => query('boolean', name, hash);
const whole = (name: string, hash?: string) => query('integer', name, hash);

const pathParameter = (name: string, hash?: string): Parameter => ({
  ...text(name, hash),
  in: 'path',
});

export const nameInPath = pathParameter('name');
export const namespaceInPath = pathParameter('namespace', 'vgWSWtn3');
/** What follows a proxy. */
export const restOfPath = pathParameter('path', 'z6Ciiujn');
export const pretty = text('pretty', 'tJGM1-ng');
export const resourceVersion = text('resourceVersion', '5WAnf1kx');

/** By name, then by place: the order of every list of parameters. */
export const sortParameters = <T extends { readonly name: string; readonly in: string }>(
  parameters: readonly T[],
): T[] =>
  [...parameters].sort((a, b) =>
    a.name === b.name ? (a.in < b.in ? -1 : 1) : a.name < b.name ? -1 : 1,
  );

const reading = (minor: number) => [
  text('continue', 'QfD61s0i'),
  text('fieldSelector', 'xIcQKXFG'),
  text('labelSelector', '5Zw57w4C'),
  whole('limit', '1NfNmdNH'),
  resourceVersion,
  text('resourceVersionMatch', 't8XhRHeC'),
  flag('sendInitialEvents', 'rLXlEK_k'),
  ...(minor < 36 ? [] : [text('shardSelector', 'Kgyki_3_')]),
  whole('timeoutSeconds', 'yvYezaOC'),
];

const unsafeDelete = 'ignoreStoreReadErrorWithClusterBreakingPotential';

const deleting = (minor: number) => [
  text('dryRun'),
  whole('gracePeriodSeconds', '-K5HaBOS'),
  ...(minor < 32 ? [] : [flag(unsafeDelete, 'QbNkfIqj')]),
  flag('orphanDependents', 'uRB25kX5'),
  text('propagationPolicy', '6jk3prlO'),
];

const logs = (minor: number) => [
  text('container', '1GeXxFDC'),
  flag('follow', '9OIXh_2R'),
  flag('insecureSkipTLSVerifyBackend', 'gM00jVbe'),
  whole('limitBytes', 'zwd1RXuc'),
  flag('previous', '1jxDPu3y'),
  whole('sinceSeconds', 'vE2NLdnP'),
  ...(minor < 32 ? [] : [text('stream', 'l-48cgXv')]),
  whole('tailLines', minor < 32 ? '2fRTNzbP' : '9xQLWHMV'),
  flag('timestamps', 'c17fW1w_'),
];

const dryRun = text('dryRun');
const fieldValidation = text('fieldValidation');

/** Query parameters by what is done, in the minor whose types the documents show. */
export interface QueryParameters {
  readonly list: readonly Parameter[];
  readonly write: readonly Parameter[];
  readonly patch: readonly Parameter[];
  readonly delete: readonly Parameter[];
  readonly deletecollection: readonly Parameter[];
  readonly log: readonly Parameter[];
}

export function queryParameters(minor: number): QueryParameters {
  const lists = reading(minor);
  const deletes = deleting(minor);
  return {
    list: [...lists, flag('allowWatchBookmarks', 'HC2hJt-J'), flag('watch', 'XNNPZGbK')],
    write: [dryRun, text('fieldManager', 'Qy4HdaTW'), fieldValidation],
    patch: [dryRun, text('fieldManager', '7c6nTn1T'), fieldValidation, flag('force', 'tOGGb0Yi')],
    delete: deletes,
    deletecollection: [...deletes, ...lists],
    log: logs(minor),
  };
}

/** Query parameters of connections, by the kind of their options. */
export const connectParameters: Readonly<Record<string, readonly Parameter[]>> = {
  PodAttachOptions: [
    text('container', '_Q-EJ3nR'),
    flag('stderr', '26jJhFUR'),
    flag('stdin', 'sEFnN3IS'),
    flag('stdout', '005YMKE6'),
    flag('tty', 'g7MlET_l'),
  ],
  PodExecOptions: [
    text('command', 'Py3eQybp'),
    text('container', 'i5dOmRiM'),
    flag('stderr', 'W_1TNlWc'),
    flag('stdin', 'PSzNhyUC'),
    flag('stdout', '-EZLRwV1'),
    flag('tty', 's0flW37O'),
  ],
  PodPortForwardOptions: [whole('ports', '91KROJmm')],
  NodeProxyOptions: [text('path', 'rFDtV0x9')],
  PodProxyOptions: [text('path', 'oPbzgLUj')],
  ServiceProxyOptions: [text('path', 'QCf0eosM')],
};
