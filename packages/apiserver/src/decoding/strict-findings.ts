import type { ParsedDocument } from './parse-json.js';
import type { CheckResult } from './prune-and-check.js';

/** Findings in the order of the text, as upstream's one pass over it has them. */
export function strictFindings(
  { unknownFields }: CheckResult,
  { strictFindings: found, offsets }: ParsedDocument,
): string[] {
  const unknown = unknownFields.map((path) => ({
    message: `unknown field ${JSON.stringify(path)}`,
    path,
    offset: offsets.get(path) ?? 0,
  }));
  // What stands inside an unknown field is skipped by upstream, so nothing in it repeats.
  const relevant = found.filter(({ path }) => !unknown.some((each) => isWithin(path, each.path)));
  if (relevant.length === 0) return unknown.map(({ message }) => message);
  const all = [...relevant, ...unknown].sort((a, b) => a.offset - b.offset);
  return [...new Set(all.map(({ message }) => message))];
}

const isWithin = (path: string | undefined, outer: string) =>
  path !== undefined &&
  (path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`));
