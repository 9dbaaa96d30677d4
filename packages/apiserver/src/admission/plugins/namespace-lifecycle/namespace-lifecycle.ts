import {
  StatusError,
  forbidden,
  isTerminating,
  notFound,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import type { AdmissionAttributes, AdmissionPlugin } from '../../admission.js';

const namespaces = { group: '', resource: 'namespaces' };
const immortal = new Set(['default', 'kube-system', 'kube-public']);
/** Reviews create nothing in the namespace they name. */
const accessReviews = new Set(['localsubjectaccessreviews']);

export interface NamespaceReader {
  /** From the live view; may be a moment behind. */
  cached(name: string): Immutable<KubeObject> | undefined;
  /** From etcd. @returns undefined when absent */
  live(name: string, signal: AbortSignal): Promise<Immutable<KubeObject> | undefined>;
}

/**
 * Refuses writes into a namespace that is missing, creates in one that is being deleted, and the deletion of the
 * namespaces the system stands on.
 * @see kubernetes/apiserver `pkg/admission/plugin/namespace/lifecycle/admission.go`
 */
export function namespaceLifecycle(reader: NamespaceReader): AdmissionPlugin {
  return {
    name: 'NamespaceLifecycle',
    handles: (operation) => operation !== 'CONNECT',
    admit: async (attributes, { signal }) => {
      const { operation, namespace, resource, kind, name, object } = attributes;
      const aboutNamespace = kind.group === '' && kind.kind === 'Namespace';
      if (aboutNamespace && operation === 'DELETE' && immortal.has(name)) {
        throw forbidden(resource, name, 'this namespace may not be deleted');
      }
      if (namespace === '' || aboutNamespace) return object;
      if (operation === 'DELETE') return object; // always allowed: this is how a namespace empties
      if (resource.group === 'authorization.k8s.io' && accessReviews.has(resource.resource))
        return object;

      const found = reader.cached(namespace) ?? (await reader.live(namespace, signal));
      if (found === undefined) throw notFound(namespaces, namespace);
      if (operation === 'CREATE' && isTerminating(found)) throw beingTerminated(attributes);
      return object;
    },
  };
}

function beingTerminated({ resource, name, namespace }: AdmissionAttributes): StatusError {
  const error = forbidden(
    resource,
    name,
    `unable to create new content in namespace ${namespace} because it is being terminated`,
  );
  const { status } = error;
  return new StatusError({
    code: status.code,
    reason: 'Forbidden',
    message: error.message,
    details: {
      ...status.details,
      causes: [
        {
          reason: 'NamespaceTerminating',
          message: `namespace ${namespace} is being terminated`,
          field: 'metadata.namespace',
        },
      ],
    },
  });
}
