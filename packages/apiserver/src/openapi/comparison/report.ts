import { createHash } from 'node:crypto';
import type { Difference } from './difference.js';

/** What was compared with what, in one minor. */
export interface Comparison {
  readonly minor: number;
  readonly subject: Subject;
  readonly differences: Iterable<Difference>;
}

export type Subject = 'OpenAPI v2' | 'OpenAPI v3' | 'Discovery';

/** Why differences stay: class to reason. */
export type Reasons = Readonly<Record<string, string>>;

export interface Report {
  readonly text: string;
  /** Classes that have no reason. */
  readonly unexplained: readonly string[];
  /** Reasons of classes that are gone. */
  readonly stale: readonly string[];
}

const examplesShown = 5;

/** Places of each class, by minor. */
type Classes = ReadonlyMap<string, ReadonlyMap<number, readonly string[]>>;

/**
 * The report that is kept in the repository. It changes with every difference that comes or goes: places that are not
 * shown go into a fingerprint.
 */
export function writeReport(comparisons: Iterable<Comparison>, reasons: Reasons): Report {
  const subjects = new Map<Subject, Map<string, Map<number, string[]>>>();
  const minors = new Set<number>();
  for (const { minor, subject, differences } of comparisons) {
    minors.add(minor);
    const classes = subjects.get(subject) ?? new Map<string, Map<number, string[]>>();
    subjects.set(subject, classes);
    for (const { class: name, place } of differences) {
      const places = classes.get(name) ?? new Map<number, string[]>();
      classes.set(name, places);
      places.set(minor, [...(places.get(minor) ?? []), place]);
    }
  }
  const found = new Set([...subjects.values()].flatMap((classes) => [...classes.keys()]));
  const columns = [...minors].sort((a, b) => a - b);
  const sections = [...subjects].flatMap(([subject, classes]) => [
    `## ${subject}`,
    '',
    heads[subject],
    '',
    ...section(classes, columns, reasons),
  ]);
  return {
    text: [...head, ...sections].join('\n'),
    unexplained: [...found].filter((name) => reasons[name] === undefined).sort(),
    stale: Object.keys(reasons).filter((name) => !found.has(name)),
  };
}

const head = [
  '# Differences from the documents of Kubernetes',
  '',
  'Made by `npm run compare:openapi <folder with the fact tables>`; not edited by hand. The reasons are in',
  '`scripts/compare-openapi/reasons.json`. A difference without a reason, and one that is not in this report, fail `npm run check`.',
  '',
  'Compared is a server of each minor with every API version and all alpha and beta gates on, as the documents of releases are',
  'made. Descriptions are left out: they are upstream’s own texts, and ours has none.',
  '',
];

const heads: Readonly<Record<Subject, string>> = {
  'OpenAPI v2':
    'Against `api/openapi-spec/swagger.json` of each release: paths, operations, parameters, responses, media types, definitions.',
  'OpenAPI v3':
    'Our documents for each group-version against our v2 document: what one shows and the other does not.',
  Discovery:
    'Against the resources of each release: names, verbs, kinds, scopes, short names, categories, subresources, storage version hashes (from 1.31), and the order of groups and versions (from 1.31).',
};

function section(classes: Classes, minors: readonly number[], reasons: Reasons): string[] {
  if (classes.size === 0) return ['No differences.', ''];
  const rows = [...classes].sort(([a], [b]) => (a < b ? -1 : 1));
  const cells = (each: readonly (string | number)[]) => `| ${each.join(' | ')} |`;
  return [
    cells(['Difference', ...minors.map((minor) => `1.${String(minor)}`)]),
    cells(['---', ...minors.map(() => '--:')]),
    ...rows.map(([name, places]) =>
      cells([name, ...minors.map((minor) => places.get(minor)?.length ?? 0)]),
    ),
    cells(['**all**', ...minors.map((minor) => total(classes, minor))]),
    '',
    ...rows.flatMap(([name, places]) => detail(name, places, reasons)),
  ];
}

const total = (classes: Classes, minor: number) =>
  [...classes.values()].reduce((sum, places) => sum + (places.get(minor)?.length ?? 0), 0);

function detail(
  name: string,
  places: ReadonlyMap<number, readonly string[]>,
  reasons: Reasons,
): string[] {
  const lines = [...places].sort(([a], [b]) => a - b);
  const all = [...new Set(lines.flatMap(([, each]) => each))];
  const shown = all.slice(0, examplesShown).map((place) => `\`${place}\``);
  const more = all.length > shown.length ? ` and ${String(all.length - shown.length)} more` : '';
  const fingerprint = createHash('sha256').update(JSON.stringify(lines)).digest('hex').slice(0, 12);
  return [
    `### ${name}`,
    '',
    `**Reason:** ${reasons[name] ?? 'NONE'}`,
    '',
    `Places: ${shown.join(', ')}${more} (fingerprint ${fingerprint}).`,
    '',
  ];
}
