import { jsonModule, readFacts } from './json-module.mjs';

export const output = 'packages/api/src/generated/feature-gates.ts';

/** @param {string} facts folder with the fact tables */
export function generate(facts) {
  return jsonModule('featureGatesTable', make(readFacts(facts, 'feature-gates.json')));
}

/** Oldest minor the packages know. */
const firstMinor = 30;

/** @param {any} table */
function make({ gates }) {
  return gates
    .map(({ name, minors }) => ({
      name,
      rows: minors
        .filter(([, to]) => to >= firstMinor)
        .map(([from, to, stage, on, locked]) => ({
          from: Math.max(from, firstMinor),
          to,
          stage,
          default: on,
          locked: locked === 1 ? true : undefined,
        })),
    }))
    .filter(({ rows }) => rows.length > 0);
}
