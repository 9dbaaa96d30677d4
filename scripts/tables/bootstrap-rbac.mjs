import { jsonModule, readFacts } from './json-module.mjs';

export const output = 'packages/api/src/generated/bootstrap-rbac.ts';

/** @param {string} facts folder with the fact tables */
export function generate(facts) {
  return jsonModule('bootstrapRbacTable', make(readFacts(facts, 'bootstrap-rbac.json')));
}

/** @param {any} table */
function make({ commonLabels, commonAnnotations, ...table }) {
  const { clusterRoles, clusterRoleBindings, roles, roleBindings } = table;
  return {
    commonLabels,
    commonAnnotations,
    clusterRoles,
    clusterRoleBindings,
    roles,
    roleBindings,
  };
}
