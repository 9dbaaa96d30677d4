import { readFacts } from './json-module.mjs';

export const output = 'packages/api/src/generated/minors.ts';

/** The window of the facts: a minor that one table lacks is not supported. */
export function minorsOf(facts) {
  const { oldest, newest } = readFacts(facts, 'field-history.json');
  return { oldest, newest };
}

/** @param {string} facts folder with the fact tables */
export function generate(facts) {
  const { oldest, newest } = minorsOf(facts);
  return `// Made by \`node scripts/generate-tables.mjs <folder with the fact tables>\`; not edited by hand.

/** Oldest and newest minor that the tables hold. */
export const oldestMinor = ${oldest};
export const newestMinor = ${newest};
`;
}
