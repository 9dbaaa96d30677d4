import { bootstrapRbacGenerator } from './bootstrap-rbac.mjs';
import { featureGatesGenerator } from './feature-gates.mjs';
import { resourcesGenerator } from './resources.mjs';

/**
 * One module of `packages/api/src/generated`, made from one or more fact tables.
 *
 * @typedef {object} TableGenerator
 * @property {string[]} sources names of the fact tables, in the order `make` takes them
 * @property {string} file name of the module to write
 * @property {string} exportName function that answers the table
 * @property {(...tables: any[]) => unknown} make picks what the packages use
 */

/** @type {TableGenerator[]} */
export const generators = [resourcesGenerator, featureGatesGenerator, bootstrapRbacGenerator];
