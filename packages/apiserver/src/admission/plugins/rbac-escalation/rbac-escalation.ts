import { rbacGroup } from '../../../authorization/rbac/rbac-objects.js';
import {
  checkEscalation,
  type EscalationDeps,
  type RbacWrite,
} from '../../../registry/rbac/escalation.js';
import type { AdmissionPlugin } from '../../admission.js';

const guarded: ReadonlySet<string> = new Set([
  'roles',
  'clusterroles',
  'rolebindings',
  'clusterrolebindings',
]);

/**
 * Nobody grants what they do not have. Upstream does this in the storage of the four kinds; it stands last here,
 * where the object is final.
 * @see kubernetes/kubernetes `pkg/registry/rbac/clusterrole/policybased/storage.go`
 */
export function rbacEscalation(deps: EscalationDeps): AdmissionPlugin {
  return {
    name: 'RBACEscalation',
    handles: (operation) => operation === 'CREATE' || operation === 'UPDATE',
    validate: async (
      { resource, namespace, name, object, oldObject, user, operation },
      { signal },
    ) => {
      if (resource.group !== rbacGroup || !guarded.has(resource.resource) || object === undefined)
        return;
      await checkEscalation(
        {
          user,
          resource: resource.resource as RbacWrite['resource'],
          namespace,
          name: operation === 'CREATE' ? '' : name,
          object,
          current: oldObject,
          signal,
        },
        deps,
      );
    },
  };
}
