import { isRecord } from '@skewplane/apimachinery';

/**
 * Paths of what was sent with a value and has not come back. Servers drop fields they do not know, those behind a gate
 * that is off, and the status of most kinds, which therefore does not count.
 */
export function droppedFields(sent: object, stored: object): string[] {
  const { status: _status, ...meant } = sent as Record<string, unknown>;
  return [...walk(meant, stored, '')];
}

function* walk(sent: unknown, stored: unknown, path: string): Generator<string> {
  if (saysNothing(sent) || isWrittenOnly(path)) return;
  if (stored === undefined || stored === null) {
    yield path;
  } else if (isRecord(sent) && isRecord(stored)) {
    for (const [key, value] of Object.entries(sent)) {
      yield* walk(value, stored[key], path === '' ? key : `${path}.${key}`);
    }
  } else if (Array.isArray(sent) && Array.isArray(stored)) {
    for (const [at, value] of sent.entries()) yield* walk(value, stored[at], `${path}[${at}]`);
  }
}

/** Go leaves out what is empty when it writes an object. */
function saysNothing(value: unknown): boolean {
  if (isRecord(value)) return Object.values(value).every(saysNothing);
  if (Array.isArray(value)) return value.length === 0;
  return value === undefined || value === null || value === '' || value === 0 || value === false;
}

/** The strings of a Secret come back as its data. */
const isWrittenOnly = (path: string) => path === 'stringData';
