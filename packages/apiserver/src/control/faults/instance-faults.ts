import { badRequest, isRecord } from '@skewplane/apimachinery';

/** Which requests are meant; all that is given must hold. */
export interface RequestMatch {
  /** A part of the `User-Agent`. */
  readonly userAgent?: string;
  readonly user?: string;
  readonly verbs?: readonly string[];
  /** `pods`, `jobs.batch`. */
  readonly resources?: readonly string[];
  readonly namespace?: string;
}

export const watchEffects = [
  'drop',
  'stall',
  'duplicate',
  'reorder',
  'gone-at-connect',
  'gone-in-stream',
  'bookmarks-only',
] as const;
export const answers = ['too-many-requests', 'internal-error', 'unavailable', 'reset'] as const;

export interface StaleCache {
  readonly id: string;
  readonly resources?: readonly string[];
  readonly freshReads?: boolean;
}

export interface WatchRule {
  readonly id: string;
  readonly effect: (typeof watchEffects)[number];
  readonly match?: RequestMatch;
  readonly probability?: number;
}

export interface AnswerRule {
  readonly id: string;
  readonly answer: (typeof answers)[number];
  readonly retryAfterSeconds?: number;
  readonly match?: RequestMatch;
  readonly probability?: number;
  readonly everyNth?: number;
}

/** All that is broken on purpose inside one instance. */
export interface InstanceFaults {
  readonly staleCaches: readonly StaleCache[];
  readonly watches: readonly WatchRule[];
  readonly answers: readonly AnswerRule[];
}

/** The faults as the launcher sends them. @throws {StatusError} 400 naming the field that makes no sense */
export function parseInstanceFaults(body: unknown): InstanceFaults {
  if (!isRecord(body)) throw badRequest('the faults of an instance are an object');
  return {
    staleCaches: listOf(body, 'staleCaches', () => undefined) as readonly StaleCache[],
    watches: listOf(body, 'watches', (rule) => {
      checkOneOf(rule, 'effect', watchEffects);
    }) as readonly WatchRule[],
    answers: listOf(body, 'answers', (rule) => {
      checkOneOf(rule, 'answer', answers);
      checkNumber(rule, 'retryAfterSeconds', 0, 86_400);
      checkNumber(rule, 'everyNth', 1, Number.MAX_SAFE_INTEGER);
    }) as readonly AnswerRule[],
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** The checks make of the entries what the callers say they are. */
function listOf(body: Fields, field: string, check: (rule: Fields) => void): readonly unknown[] {
  const list = body[field] ?? [];
  if (!Array.isArray(list)) throw badRequest(`${field} is no list`);
  for (const rule of list as unknown[]) {
    if (!isRecord(rule) || typeof rule['id'] !== 'string') {
      throw badRequest(`each of ${field} needs an id`);
    }
    checkTexts(rule, 'resources');
    checkNumber(rule, 'probability', 0, 1);
    checkMatch(rule['match']);
    check(rule);
  }
  return list as unknown[];
}

function checkMatch(match: unknown): void {
  if (match === undefined) return;
  if (!isRecord(match)) throw badRequest('match is no object');
  for (const field of ['userAgent', 'user', 'namespace']) {
    const value = match[field];
    if (value !== undefined && typeof value !== 'string') throw badRequest(`${field} is no text`);
  }
  checkTexts(match, 'verbs');
  checkTexts(match, 'resources');
}

function checkTexts(fields: Fields, field: string): void {
  const value = fields[field];
  if (value === undefined) return;
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string')) {
    throw badRequest(`${field} is no list of texts`);
  }
}

function checkNumber(fields: Fields, field: string, min: number, max: number): void {
  const value = fields[field];
  if (value === undefined) return;
  if (typeof value !== 'number' || !(value >= min && value <= max)) {
    throw badRequest(`${field} is no number from ${String(min)} to ${String(max)}`);
  }
}

function checkOneOf(fields: Fields, field: string, allowed: readonly string[]): void {
  const value = fields[field];
  if (typeof value !== 'string' || !allowed.includes(value)) {
    throw badRequest(`${field} is none of ${allowed.join(', ')}`);
  }
}
