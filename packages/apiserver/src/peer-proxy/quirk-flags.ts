import { quirksOf, type PeerProxyQuirks } from './generation.js';

export interface ParsedQuirks {
  readonly quirks: Partial<PeerProxyQuirks>;
  /** What is wrong with the entries; the server does not start with any. */
  readonly problems: readonly string[];
}

type QuirkName = keyof PeerProxyQuirks;

/** Any minor's do: names and types are those of all. */
const sample = quirksOf(36);
const quirkNames = Object.keys(sample) as readonly QuirkName[];

/** @param entries `name=value`, as `--skewplane-quirk` was given; of a repeated name the last counts */
export function parseQuirks(entries: readonly string[]): ParsedQuirks {
  const quirks: Partial<Record<QuirkName, boolean | number | string>> = {};
  const problems: string[] = [];
  for (const entry of entries) {
    const equals = entry.indexOf('=');
    const given = equals < 0 ? entry : entry.slice(0, equals);
    const name = quirkNames.find((each) => each === given);
    if (name === undefined) {
      problems.push(
        `unknown quirk ${JSON.stringify(given)}, must be one of ${quirkNames.join(', ')}`,
      );
      continue;
    }
    const value = equals < 0 ? undefined : parseValue(name, entry.slice(equals + 1));
    if (value === undefined) problems.push(`quirk ${name} must be ${allowed(name)}`);
    else quirks[name] = value;
  }
  return { quirks: quirks as Partial<PeerProxyQuirks>, problems }; // each value has the type of its name
}

function parseValue(name: QuirkName, text: string): boolean | number | string | undefined {
  if (name === 'coreGroupKey') return ['core', ''].includes(text) ? text : undefined;
  if (typeof sample[name] === 'number') return /^\d+$/.test(text) ? Number(text) : undefined;
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

function allowed(name: QuirkName): string {
  if (name === 'coreGroupKey') return 'core or empty';
  return typeof sample[name] === 'number' ? 'a whole number' : 'true or false';
}
