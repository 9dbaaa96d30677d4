/**
 * Makes `packages/api/src/generated/schemas.ts`: the types of every Kubernetes minor as one text.
 *
 * Alone: `node scripts/tables/schemas.mjs <folder of the fact tables>`
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

export const command = 'node scripts/tables/schemas.mjs <facts>';
export const output = 'packages/api/src/generated/schemas.ts';

/** Long beginnings of definition names; the mark stands for them in the table. */
const prefixes = {
  '%apiextensions.': 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.',
  '%apiregistration.': 'io.k8s.kube-aggregator.pkg.apis.apiregistration.',
  '%meta.': 'io.k8s.apimachinery.pkg.apis.meta.',
  '%': 'io.k8s.apimachinery.pkg.',
  '': 'io.k8s.api.',
};

const scalarTypes = {
  'integer:int32': 'int32',
  'integer:int64': 'int64',
  'number:double': 'double',
  'string:byte': 'byte',
};

/** Attributes by their name in the facts, with their mark in the table. */
const listAttributes = { req: 'req', lk: 'lk' };
const wordAttributes = { ps: 'ps', mk: 'mk', lt: 'lt', mt: 'mt' };
const jsonAttributes = { enum: 'enum', itemEnum: 'items', default: 'default', unions: 'unions' };

function shortName(name) {
  for (const [mark, prefix] of Object.entries(prefixes)) {
    if (name.startsWith(prefix)) return mark + name.slice(prefix.length);
  }
  throw new Error(`No short form for ${name}`);
}

function shortType(type) {
  const [, wrappers, inner] = /^((?:\[\]|\{\})*)(.*)$/.exec(type);
  if (inner.startsWith('$')) return `${wrappers}*${shortName(inner.slice(1))}`;
  return wrappers + (scalarTypes[inner] ?? inner);
}

/** Definitions of every minor, walked back from the newest: minor → name → properties or type. */
function definitionsByMinor({ base, history, newest, oldest }) {
  const states = new Map([[newest, base]]);
  for (let minor = newest; minor > oldest; minor -= 1) {
    states.set(minor - 1, stepBack(states.get(minor), history[minor]));
  }
  return states;
}

function stepBack(definitions, change) {
  const older = { ...definitions, ...change.defsRemoved };
  for (const name of change.defsAdded) delete older[name];
  for (const [name, { added = [], removed = {}, retyped = {} }] of Object.entries(change.fields)) {
    const fields = { ...older[name], ...removed };
    for (const field of added) delete fields[field];
    for (const [field, [type]] of Object.entries(retyped)) fields[field] = type;
    older[name] = fields;
  }
  return older;
}

/** The attributes that hold in one minor, with `vary` resolved. */
function attributesIn(minor, { vary = {}, ...plain } = {}) {
  const attributes = { ...plain };
  for (const [name, ranges] of Object.entries(vary)) {
    const row = ranges.find(([from, to]) => from <= minor && minor <= to);
    if (row === undefined || row[2] === null) delete attributes[name];
    else attributes[name] = row[2];
  }
  return attributes;
}

// A space parts the tokens of a line.
const compactJson = (value) => JSON.stringify(value).replaceAll(' ', '\\u0020');

function attributeTokens(attributes) {
  const tokens = [];
  const add = (marks, encode) => {
    for (const [name, mark] of Object.entries(marks)) {
      if (attributes[name] !== undefined) tokens.push(`${mark}=${encode(attributes[name])}`);
    }
  };
  if (attributes.gvk === 'many') tokens.push('gvk=*');
  else if (attributes.gvk !== undefined) tokens.push(`gvk=${attributes.gvk.join('/')}`);
  add(listAttributes, (value) => value.join(','));
  add(wordAttributes, (value) => value);
  add(jsonAttributes, compactJson);
  return tokens;
}

/**
 * Lines of one thing over `minors`: `textIn(minor)` is its text, or undefined where it is absent. A line that
 * does not hold for all of them says for which it does.
 */
function ranged(minors, textIn) {
  const runs = [];
  for (const minor of minors) {
    const text = textIn(minor);
    const last = runs.at(-1);
    if (text === undefined) continue;
    if (last !== undefined && last.to === minor - 1 && last.text === text) last.to = minor;
    else runs.push({ from: minor, to: minor, text });
  }
  const whole = (run) => run.from === minors[0] && run.to === minors.at(-1);
  return runs.map((run) => ({ ...run, range: whole(run) ? '' : `@${run.from}-${run.to}` }));
}

/** The facts sort the names of required fields; documents list them as the Go type does. */
function inOrderOf(attributes, { required = [] } = {}) {
  const place = (field) => required.indexOf(field);
  if (attributes.req?.every((field) => required.includes(field))) {
    attributes.req = [...attributes.req].sort((a, b) => place(a) - place(b));
  }
}

function definitionLines(name, { minors, states, extensions, swagger }) {
  const head = (minor) => {
    const definition = states.get(minor)[name];
    if (definition === undefined) return undefined;
    const type = typeof definition === 'string' ? [shortType(definition)] : [];
    const attributes = attributesIn(minor, extensions);
    inOrderOf(attributes, swagger.get(minor).definitions[name]);
    return [...type, ...attributeTokens(attributes)].join(' ');
  };
  const fieldsOf = (minor) => {
    const definition = states.get(minor)[name];
    return typeof definition === 'object' ? definition : {};
  };
  const fields = [...new Set(minors.flatMap((minor) => Object.keys(fieldsOf(minor))))].sort();
  const fieldText = (field) => (minor) => {
    const type = fieldsOf(minor)[field];
    if (type === undefined) return undefined;
    const attributes = attributesIn(minor, extensions?.p?.[field]);
    return [shortType(type), ...attributeTokens(attributes)].join(' ');
  };
  const present = minors.filter((minor) => states.get(minor)[name] !== undefined);
  const line = (start, { range, text }) => `${start}${range} ${text}`.trimEnd();
  return [
    ...ranged(minors, head).map((run) => line(shortName(name), run)),
    ...fields.flatMap((field) =>
      ranged(present, fieldText(field)).map((run) => line(` ${field}`, run)),
    ),
  ];
}

const gvkExtension = 'x-kubernetes-group-version-kind';

/** Group-versions of every kind that has more than one in some minor: kind → text of `versions[@from-to]`. */
function sharedKinds(swagger, minors) {
  const states = new Map(minors.map((minor) => [minor, sharedKindsOf(swagger.get(minor))]));
  const kinds = new Set([...states.values()].flatMap((state) => [...state.keys()]));
  return [...kinds].sort().map((kind) => {
    const of = (minor) => states.get(minor).get(kind) ?? [];
    const versions = [...new Set(minors.flatMap(of))].sort();
    const textOf = (version) =>
      ranged(minors, (minor) => (of(minor).includes(version) ? version : undefined)).map(
        ({ text, range }) => `${text}${range}`,
      );
    return { kind, text: versions.flatMap(textOf).join(' ') };
  });
}

/** Published documents by minor; a minor that has none yet is taken to be like the one before it. */
function readSwagger(facts, minors) {
  const documents = new Map();
  let last = { definitions: {} };
  for (const minor of minors) {
    const file = join(facts, 'openapi', `swagger-1.${minor}.json.gz`);
    if (existsSync(file)) last = JSON.parse(gunzipSync(readFileSync(file)).toString());
    documents.set(minor, last);
  }
  return documents;
}

function sharedKindsOf({ definitions }) {
  const lists = Object.values(definitions).map((each) => each[gvkExtension] ?? []);
  return new Map(
    lists
      .filter((list) => list.length > 1)
      .map((list) => [list[0].kind, list.map(({ group, version }) => `${group}/${version}`)]),
  );
}

/** @param {string} facts folder with `field-history.json`, `schema-extensions.json` and `openapi` */
export function generate(facts) {
  const read = (name) => JSON.parse(readFileSync(join(facts, name), 'utf8'));
  const history = read('field-history.json');
  const { defs } = read('schema-extensions.json');
  const states = definitionsByMinor(history);
  const minors = [...states.keys()].sort((a, b) => a - b);
  const swagger = readSwagger(facts, minors);
  const names = [...new Set([...states.values()].flatMap((state) => Object.keys(state)))].sort();
  const lines = names.flatMap((name) =>
    definitionLines(name, { minors, states, extensions: defs[name], swagger }),
  );
  return `${[
    `// Made by \`${command}\`; not edited by hand.`,
    '',
    '/** What a name in the table starts with, and what that stands for; the first that fits counts. */',
    'export const namePrefixes: Readonly<Record<string, string>> = {',
    ...Object.entries(prefixes).map(([mark, prefix]) => `  '${mark}': '${prefix}',`),
    '};',
    '',
    '/** Kinds that several group-versions share, with `group/version[@from-to]` of each. */',
    'export const sharedKinds: Readonly<Record<string, string>> = {',
    ...sharedKinds(swagger, minors).map(({ kind, text }) => `  ${kind}:\n    '${text}',`),
    '};',
    '',
    '/**',
    ' * A line per definition, then one per field after a space: `name[@from-to] type attribute=value...`. Without a',
    ' * range a definition is in every minor, and a field in every minor of its definition. `*` is a reference, `[]` a list, `{}` a map.',
    ' */',
    'export const schemaTable: string = String.raw`',
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
