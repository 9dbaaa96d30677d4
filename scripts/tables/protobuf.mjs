/**
 * Makes `packages/api/src/generated/protobuf.ts`: the protobuf messages of every kind that some minor serves.
 *
 * Alone: `node scripts/tables/protobuf.mjs <folder of the fact tables>`
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFacts } from './json-module.mjs';

export const output = 'packages/api/src/generated/protobuf.ts';

const command = 'node scripts/tables/protobuf.mjs <facts>';

/** Long beginnings of message names; the mark stands for them in the table. */
const prefixes = {
  '%apiextensions.': 'k8s.io.apiextensions_apiserver.pkg.apis.apiextensions.',
  '%apiregistration.': 'k8s.io.kube_aggregator.pkg.apis.apiregistration.',
  '%meta.': 'k8s.io.apimachinery.pkg.apis.meta.',
  '%': 'k8s.io.apimachinery.pkg.',
  '': 'k8s.io.api.',
};

const meta = 'k8s.io.apimachinery.pkg.apis.meta';

/** Kinds that answers may have, though no schema tells of them. */
const unlistedKinds = {
  // `many`: the same in every group and version.
  [`${meta}.v1.Status`]: 'many',
  [`${meta}.v1.PartialObjectMetadata`]: 'many',
  [`${meta}.v1.PartialObjectMetadataList`]: ['meta.k8s.io', 'v1', 'PartialObjectMetadataList'],
  [`${meta}.v1beta1.PartialObjectMetadataList`]: [
    'meta.k8s.io',
    'v1beta1',
    'PartialObjectMetadataList',
  ],
};

/** `io.k8s.kube-aggregator.pkg...` is `k8s.io.kube_aggregator.pkg...`. */
const messageName = (definition) =>
  definition
    .replace(/^io\.k8s\./, 'k8s.io.')
    .replace(/^k8s\.io\.[^.]+/, (start) => start.replaceAll('-', '_'));

function shortName(name) {
  for (const [mark, prefix] of Object.entries(prefixes)) {
    if (name.startsWith(prefix)) return mark + name.slice(prefix.length);
  }
  throw new Error(`No short form for ${name}`);
}

const scalars = new Set(['string', 'bool', 'int32', 'int64', 'double', 'bytes']);

/** `map<string,ExtraValue>` to its wrapper and the full name of what it holds. */
function parseType(type, owner) {
  const [, mapped] = /^map<string,(.+)>$/.exec(type) ?? [];
  const bare = mapped ?? type.replace(/\[\]$/, '');
  const wrapper = mapped !== undefined ? '{}' : type === bare ? '' : '[]';
  if (scalars.has(bare)) return { wrapper, scalar: bare };
  const near = owner.slice(0, owner.lastIndexOf('.') + 1);
  const name = bare.replace(/^\./, '');
  return { wrapper, message: name.includes('.') ? name : near + name };
}

/** Message → group, version and kind, for all that is a kind in some minor. */
function kindsOf(facts) {
  const { base, history } = readFacts(facts, 'field-history.json');
  const { defs } = readFacts(facts, 'schema-extensions.json');
  const removed = Object.values(history).flatMap((change) => Object.keys(change.defsRemoved));
  const kinds = new Map(Object.entries(unlistedKinds));
  for (const definition of [...Object.keys(base), ...removed]) {
    const gvk = defs[definition]?.gvk;
    if (gvk !== undefined) kinds.set(messageName(definition), gvk);
  }
  return kinds;
}

function reachable(messages, roots) {
  const found = new Set();
  const open = [...roots].filter((name) => messages[name] !== undefined);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    if (messages[name] === undefined) throw new Error(`No message ${name}`);
    found.add(name);
    for (const [, type] of Object.values(messages[name])) {
      const { message } = parseType(type, name);
      if (message !== undefined) open.push(message);
    }
  }
  return [...found].sort();
}

/** Short message name → what `protobuf-go-fields.txt` says of its fields. */
function readGoFields() {
  const text = readFileSync(new URL('protobuf-go-fields.txt', import.meta.url), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [name, ...tokens] = line.split(' ');
      const marked = (mark) =>
        new Set(tokens.filter((each) => each.endsWith(mark)).map((each) => each.slice(0, -1)));
      const renamed = new Map(
        tokens.filter((each) => each.includes('=')).map((each) => each.split('=')),
      );
      return [name, { keptZeros: marked('+'), inlined: marked('~'), renamed }];
    }),
  );
}

function messageLines(name, { messages, kinds, goFields }) {
  const short = shortName(name);
  const gvk = kinds.get(name);
  const head = gvk === undefined ? short : `${short} ${gvk === 'many' ? '*' : gvk.join('/')}`;
  const go = goFields.get(short);
  const fields = Object.entries(messages[name]).sort(([, [a]], [, [b]]) => a - b);
  return [
    head,
    ...fields.map(([field, [number, type]]) => {
      const { wrapper, scalar, message } = parseType(type, name);
      const json = go?.renamed.get(field) ?? field;
      const kept = go?.keptZeros.has(json) ? ' +' : '';
      const inlined = go?.inlined.has(field) ? ' ~' : '';
      return ` ${json} ${number} ${wrapper}${scalar ?? `*${shortName(message)}`}${kept}${inlined}`;
    }),
  ];
}

/** @param {string} facts folder with `protobuf.json`, `field-history.json` and `schema-extensions.json` */
export function generate(facts) {
  const messages = readFacts(facts, 'protobuf.json');
  const kinds = kindsOf(facts);
  const goFields = readGoFields();
  const lines = reachable(messages, kinds.keys()).flatMap((name) =>
    messageLines(name, { messages, kinds, goFields }),
  );
  return `${[
    `// Made by \`${command}\`; not edited by hand.`,
    '',
    '/** What a name in the table starts with, and what that stands for; the first that fits counts. */',
    'export const messagePrefixes: Readonly<Record<string, string>> = {',
    ...Object.entries(prefixes).map(([mark, prefix]) => `  '${mark}': '${prefix}',`),
    '};',
    '',
    '/**',
    ' * A line per message, `name` or `name group/version/kind` (`*` for options that every group has), then one per field after a',
    ' * space, by number: `JSON-name number type`. `*` is a reference, `[]` a list, `{}` a map by strings. `+` marks a scalar whose',
    ' * zero says something, `~` a message whose fields stand among those of its owner in JSON.',
    ' */',
    'export const messageTable: string = String.raw`',
    ...checked(lines),
    '`;',
  ].join('\n')}\n`;
}

function checked(lines) {
  const bad = lines.find((line) => line.includes('`') || line.includes('${'));
  if (bad !== undefined) throw new Error(`A line does not fit a raw template: ${bad}`);
  return lines;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  writeFileSync(join(root, output), generate(process.argv[2]));
}
