import { stringifyExactJson, isRecord, type TraceChange } from '@skewplane/apimachinery';

const redacted = '<redacted>';
/** More differences than this tell nobody anything; how many there are is told instead. */
const maxChanges = 100;
const maxValueLength = 1_000;

export interface Changes {
  readonly changes: readonly TraceChange[];
  /** How many more there are. */
  readonly more?: number;
}

/**
 * The differences between two states of an object. Whatever the kind keeps secret is redacted, and values that
 * are long are cut.
 */
export function changesOf(before: unknown, after: unknown): Changes {
  const isSecret = secrecyOf(after ?? before);
  const found: TraceChange[] = [];
  let more = 0;
  for (const change of differences(before, after, '')) {
    if (found.length === maxChanges) more++;
    else found.push(shown(change, isSecret));
  }
  return more === 0 ? { changes: found } : { changes: found, more };
}

/** `nothing changed`, `3 changes`. */
export function countOf({ changes, more = 0 }: Changes): string {
  const count = changes.length + more;
  if (count === 0) return 'nothing changed';
  return count === 1 ? '1 change' : `${String(count)} changes`;
}

function* differences(before: unknown, after: unknown, path: string): Generator<TraceChange> {
  if (Object.is(before, after)) return;
  if (isRecord(before) && isRecord(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      yield* differences(own(before, key), own(after, key), `${path}/${escaped(key)}`);
    }
  } else if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    for (let at = 0; at < length; at++) {
      yield* differences(before[at], after[at], `${path}/${String(at)}`);
    }
  } else if (before === undefined) {
    yield { op: 'add', path, to: after };
  } else if (after === undefined) {
    yield { op: 'remove', path, from: before };
  } else {
    yield { op: 'replace', path, from: before, to: after };
  }
}

function own(object: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** RFC 6901. */
function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Holds what was applied last in full, secret data too. */
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** Paths, as patterns, of what is secret in an object of a kind. */
const secretPaths: Readonly<Record<string, readonly RegExp[]>> = {
  Secret: [
    /^\/(data|stringData)\/[^/]+/,
    new RegExp(`^/metadata/annotations/${escaped(lastApplied)}`),
  ],
  TokenRequest: [/^\/status\/token$/],
  TokenReview: [/^\/spec\/token$/],
};

function secrecyOf(object: unknown): (path: string) => boolean {
  const kind = isRecord(object) ? object['kind'] : undefined;
  const patterns = typeof kind === 'string' ? (secretPaths[kind] ?? []) : [];
  return (path) => patterns.some((pattern) => pattern.test(path));
}

function shown(change: TraceChange, isSecret: (path: string) => boolean): TraceChange {
  const value = (side: unknown) => cut(withoutSecrets(side, change.path, isSecret));
  return {
    op: change.op,
    path: change.path === '' ? '/' : change.path,
    ...(change.op === 'add' ? {} : { from: value(change.from) }),
    ...(change.op === 'remove' ? {} : { to: value(change.to) }),
  };
}

function withoutSecrets(
  value: unknown,
  path: string,
  isSecret: (path: string) => boolean,
): unknown {
  if (isSecret(path)) return redacted;
  if (Array.isArray(value)) {
    return value.map((each: unknown, at) =>
      withoutSecrets(each, `${path}/${String(at)}`, isSecret),
    );
  }
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      withoutSecrets(each, `${path}/${escaped(key)}`, isSecret),
    ]),
  );
}

function cut(value: unknown): unknown {
  const text = typeof value === 'string' ? value : stringifyExactJson(value);
  if (typeof text !== 'string' || text.length <= maxValueLength) return value;
  return `${text.slice(0, maxValueLength)}… (${String(text.length)} characters)`;
}
