import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readFacts } from './json-module.mjs';
import { minorsOf } from './minors.mjs';

const files = [
  'bootstrap-rbac.json',
  'feature-gates.json',
  'field-history.json',
  'protobuf.json',
  'resources.json',
  'schema-extensions.json',
];

/**
 * What keeps facts from being those of all minors that they name; empty when they can be taken over.
 *
 * @param {string} facts
 * @returns {string[]}
 */
export function problemsOfFacts(facts) {
  const missing = files.filter((name) => !existsSync(join(facts, name)));
  if (missing.length > 0) return missing.map((name) => `${name} is missing`);
  const { oldest, newest } = minorsOf(facts);
  const minors = Array.from({ length: newest - oldest + 1 }, (_, index) => oldest + index);
  const { history } = readFacts(facts, 'field-history.json');
  const { gates } = readFacts(facts, 'feature-gates.json');
  const { resources, groups } = readFacts(facts, 'resources.json');
  return [
    ...minors
      .map((minor) => `openapi/swagger-1.${minor}.json.gz`)
      .filter((name) => !existsSync(join(facts, name)))
      .map((name) => `${name} is missing`),
    ...minors
      .slice(1)
      .filter((minor) => history[minor] === undefined)
      .map((minor) => `field-history.json: there is no step to 1.${minor}`),
    ...(gates.some(({ minors: rows }) => rows.some(([, to]) => to === newest))
      ? []
      : [`feature-gates.json: no gate reaches 1.${newest}`]),
    ...unknownVersions(resources, groups),
  ];
}

/** Without a priority a version has no place in discovery. */
function unknownVersions(resources, groups) {
  const known = new Set(
    groups.flatMap(({ group, versions }) => versions.map(({ version }) => `${group}/${version}`)),
  );
  const used = new Set(resources.map(({ group, version }) => `${group}/${version}`));
  return [...used]
    .filter((each) => !known.has(each))
    .map((each) => `resources.json: the groups lack ${each}`);
}
