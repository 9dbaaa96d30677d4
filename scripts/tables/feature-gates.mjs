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

/** @type {import('./generators.mjs').TableGenerator} */
export const featureGatesGenerator = {
  sources: ['feature-gates.json'],
  file: 'feature-gates.ts',
  exportName: 'featureGatesTable',
  make,
};
