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

/** @type {import('./generators.mjs').TableGenerator} */
export const bootstrapRbacGenerator = {
  sources: ['bootstrap-rbac.json'],
  file: 'bootstrap-rbac.ts',
  exportName: 'bootstrapRbacTable',
  make,
};
