import { createHash } from 'node:crypto';
import { isRecord } from '@skewplane/apimachinery';

/** One object, or what was answered instead of it. */
export type Seen = Readonly<Record<string, unknown>>;

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';
const maxLines = 40;
const maxValueLength = 300;

/** Less what says how an object is kept, and differs without its meaning anything; secrets told apart, but not shown. */
export function comparable(object: Seen): Seen {
  const { metadata } = object;
  const known = object['kind'] === 'Secret' ? withoutSecrets(object) : object;
  if (!isRecord(metadata)) return known;
  const { managedFields, resourceVersion, ...kept } = metadata;
  return { ...known, metadata: withoutLastApplied(kept) };
}

function withoutSecrets(secret: Seen): Seen {
  const { data } = secret;
  if (!isRecord(data)) return secret;
  const hidden = Object.entries(data).map(([key, value]) => [key, fingerprint(value)]);
  return { ...secret, data: Object.fromEntries(hidden) as Seen };
}

/** Holds once more, secrets included, what kubectl sent. */
function withoutLastApplied(metadata: Seen): Seen {
  const { annotations } = metadata;
  if (!isRecord(annotations) || !(lastApplied in annotations)) return metadata;
  const kept = { ...annotations, [lastApplied]: fingerprint(annotations[lastApplied]) };
  return { ...metadata, annotations: kept };
}

function fingerprint(value: unknown): string {
  return `<redacted ${createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 8)}>`;
}

/** A line per difference, `-` for before and `+` for now; empty when there is none. */
export function differences(before: unknown, now: unknown): string[] {
  const lines = [...walk(before, now, '')];
  if (lines.length <= maxLines) return lines;
  return [...lines.slice(0, maxLines), `… and ${lines.length - maxLines} more lines`];
}

function* walk(before: unknown, now: unknown, path: string): Generator<string> {
  if (Object.is(before, now)) return;
  if (isRecord(before) && isRecord(now)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(now)])) {
      yield* walk(before[key], now[key], path === '' ? key : `${path}.${key}`);
    }
    return;
  }
  if (Array.isArray(before) && Array.isArray(now)) {
    for (let at = 0; at < Math.max(before.length, now.length); at++) {
      yield* walk(before[at], now[at], `${path}[${at}]`);
    }
    return;
  }
  if (before !== undefined) yield `- ${path}: ${shown(before)}`;
  if (now !== undefined) yield `+ ${path}: ${shown(now)}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= maxValueLength ? text : `${text.slice(0, maxValueLength)}…`;
}
