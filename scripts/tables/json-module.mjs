import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The text of a module that holds a table as JSON: a string is far cheaper for the compiler than an object
 * literal, and is parsed only when somebody asks.
 *
 * @param {string} exportName function that answers the table
 * @param {unknown} table
 */
export function jsonModule(exportName, table) {
  return `// Made by \`node scripts/generate-tables.mjs <folder with the fact tables>\`; not edited by hand.

/** Parsed at the first call, shared afterwards: read only. */
export function ${exportName}(): unknown {
  return (parsed ??= JSON.parse(text));
}

let parsed: unknown;

const text =
  ${quote(JSON.stringify(table))};
`;
}

/** @param {string} text */
function quote(text) {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/**
 * @param {string} facts folder with the fact tables
 * @param {string} name
 */
export function readFacts(facts, name) {
  return JSON.parse(readFileSync(join(facts, name), 'utf8'));
}
