/** A parameter in neutral form; each document version writes it its own way. */
export interface Parameter {
  readonly in: 'query' | 'path';
  readonly name: string;
  readonly type: 'string' | 'integer' | 'boolean';
}

const query =
  (type: Parameter['type']) =>
  (name: string): Parameter => ({ in: 'query', name, type });
const text = query('string');
const flag = query('boolean');
const whole = query('integer');

export const pathParameter = (name: string): Parameter => ({ in: 'path', name, type: 'string' });

export const pretty = text('pretty');

const reading = [
  text('continue'),
  text('fieldSelector'),
  text('labelSelector'),
  whole('limit'),
  text('resourceVersion'),
  text('resourceVersionMatch'),
  flag('sendInitialEvents'),
  whole('timeoutSeconds'),
];

const deleting = (unsafe: boolean) => [
  text('dryRun'),
  whole('gracePeriodSeconds'),
  ...(unsafe ? [flag('ignoreStoreReadErrorWithClusterBreakingPotential')] : []),
  flag('orphanDependents'),
  text('propagationPolicy'),
];

/** Query parameters by what is done, in the order of their names as upstream has them. */
export interface QueryParameters {
  readonly list: readonly Parameter[];
  readonly write: readonly Parameter[];
  readonly patch: readonly Parameter[];
  readonly delete: readonly Parameter[];
  readonly deletecollection: readonly Parameter[];
}

/** @param unsafeDeletes may deletes ignore objects that cannot be read (since 1.32)? */
export function queryParameters(unsafeDeletes: boolean): QueryParameters {
  const sorted = (parameters: readonly Parameter[]) =>
    [...parameters].sort((a, b) => (a.name < b.name ? -1 : 1));
  const write = [text('dryRun'), text('fieldManager'), text('fieldValidation')];
  const removal = deleting(unsafeDeletes);
  return {
    list: sorted([...reading, flag('allowWatchBookmarks'), flag('watch')]),
    write,
    patch: sorted([...write, flag('force')]),
    delete: removal,
    deletecollection: sorted([...removal, ...reading]),
  };
}
