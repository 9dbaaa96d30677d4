import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFacts } from './json-module.mjs';

/**
 * Facts with what is known of the next minor taken for true, to see whether the rest of the project follows. What a
 * preview does not tell is guessed: paths and verbs from other versions of a kind, priorities from those around, gates
 * and policy as before. Such facts are for trying only.
 *
 * @param {string} facts folder with `preview` keys
 * @param {string} target empty folder to write to
 * @returns {number} the minor they were made for
 */
export function writePreviewFacts(facts, target) {
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(facts))
    cpSync(join(facts, name), join(target, name), { recursive: true });
  const write = (name, value) => writeFileSync(join(target, name), JSON.stringify(value));
  const history = readFacts(facts, 'field-history.json');
  const newest = history.newest;
  const next = newest + 1;
  const key = `preview${next}`;
  if (history[key] === undefined) throw new Error(`The facts hold no ${key}`);
  const resources = readFacts(facts, 'resources.json');

  write('field-history.json', fieldHistory(history, history[key], next));
  write('resources.json', resourceFacts(resources, resources[key], newest));
  write(
    'schema-extensions.json',
    extensionFacts(readFacts(facts, 'schema-extensions.json'), resources[key], history[key], next),
  );
  const stretch = stretcher(newest, next);
  for (const name of ['feature-gates.json', 'bootstrap-rbac.json']) {
    write(name, stretch(readFacts(facts, name)));
  }
  const openapi = join(target, 'openapi');
  cpSync(join(openapi, `swagger-1.${newest}.json.gz`), join(openapi, `swagger-1.${next}.json.gz`));
  return next;
}

/** The preview as one more step of the history, and what comes of it as the new base. */
function fieldHistory({ base, history, oldest }, { defsAdded, defsRemoved, fields }, next) {
  const newBase = { ...base, ...defsAdded };
  for (const name of defsRemoved) delete newBase[name];
  const changes = {};
  for (const [name, { added = {}, removed = [] }] of Object.entries(fields)) {
    newBase[name] = { ...newBase[name], ...added };
    for (const field of removed) delete newBase[name][field];
    const gone = removed.map((field) => [field, base[name][field]]);
    changes[name] = { added: Object.keys(added), removed: Object.fromEntries(gone) };
  }
  const step = {
    defsAdded: Object.keys(defsAdded).filter((name) => base[name] === undefined),
    defsRemoved: Object.fromEntries(defsRemoved.map((name) => [name, base[name]])),
    fields: changes,
  };
  return { oldest, newest: next, base: newBase, history: { ...history, [next]: step } };
}

function resourceFacts(
  { resources, groups, ...rest },
  { added, dropped, removedByMarker },
  newest,
) {
  const isGone = (row) =>
    dropped.some((each) => isSame(each, row, ['group', 'version', 'kind'])) ||
    removedByMarker.some((each) => isSame(each, row, ['group', 'version', 'resource']));
  const kept = resources.map((row) =>
    isGone(row) && row.served[1] === null
      ? { ...row, removed: row.removed ?? newest + 1, served: [row.served[0], newest] }
      : row,
  );
  const rows = [...kept, ...added.map((each) => newRow(each, resources, newest + 1))];
  return { ...rest, resources: rows, groups: withVersions(groups, added) };
}

const isSame = (a, b, keys) => keys.every((name) => a[name] === b[name]);

function newRow(added, resources, minor) {
  const sibling = resources.find((row) => isSame(row, added, ['group', 'kind']));
  const isAlpha = added.version.includes('alpha');
  const { storageVersion: _moves, changes: _older, deprecated: _since, ...like } = sibling ?? {};
  return {
    resource: `${added.kind.toLowerCase()}s`,
    singular: added.kind.toLowerCase(),
    verbs: 'create,delete,deletecollection,get,list,patch,update,watch'.split(','),
    ...like,
    removed: undefined,
    removedMarker: undefined,
    replacement: undefined,
    gateDefaultOnSince: undefined,
    introducedBy: isAlpha ? minor : undefined,
    ...added,
    served: [minor, null],
    default: !/alpha|beta/.test(added.version),
    // What is served without being asked for has left its gate.
    gate: /alpha|beta/.test(added.version) ? like.gate : undefined,
  };
}

function withVersions(groups, added) {
  const known = new Map(groups.map((group) => [group.group, group]));
  for (const { group, version } of added) {
    const row = known.get(group) ?? { group, groupPriorityMinimum: 1000, versions: [] };
    if (row.versions.some((each) => each.version === version)) continue;
    const versionPriority = version.includes('alpha') ? 1 : version.includes('beta') ? 9 : 15;
    known.set(group, { ...row, versions: [...row.versions, { version, versionPriority }] });
  }
  return [...known.values()];
}

/** New kinds say which they are; ranges that reach the newest minor reach the next, unless the definition goes. */
function extensionFacts(extensions, { added }, { defsRemoved }, next) {
  const gone = new Set(defsRemoved);
  const stretch = stretcher(next - 1, next);
  const defs = Object.fromEntries(
    Object.entries(extensions.defs).map(([name, def]) => [
      name,
      gone.has(name) ? def : stretch(def),
    ]),
  );
  for (const { group, version, kind } of added) {
    const [short = ''] = group.split('.');
    for (const each of [kind, `${kind}List`]) {
      const name = `io.k8s.api.${short}.${version}.${each}`;
      defs[name] = { ...defs[name], gvk: [group, version, each] };
    }
  }
  return { ...extensions, defs };
}

/** Copies a table with every `[from, newest, ...]` made `[from, next, ...]`. */
function stretcher(newest, next) {
  const isRange = (value) =>
    value.length >= 2 && Number.isInteger(value[0]) && value[0] <= newest && value[1] === newest;
  const stretch = (value) => {
    if (Array.isArray(value)) {
      const [from, , ...rest] = value;
      return isRange(value) ? [from, next, ...rest.map(stretch)] : value.map(stretch);
    }
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, stretch(each)]));
  };
  return stretch;
}
