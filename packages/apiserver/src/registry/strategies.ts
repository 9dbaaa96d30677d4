import type { Strategy, StrategyContext } from './strategy.js';
import * as admission from './kinds/admission.js';
import * as apps from './kinds/apps.js';
import { horizontalPodAutoscaler } from './kinds/autoscaler.js';
import { builtInStrategy, emptyStruct, resetStatus, type KindStrategy } from './kinds/base.js';
import { certificateSigningRequest } from './kinds/certificates.js';
import * as config from './kinds/config-data.js';
import * as controlPlane from './kinds/control-plane.js';
import { cronJob } from './kinds/cron-job.js';
import { endpoints, endpointSlice } from './kinds/endpoints.js';
import { event } from './kinds/event.js';
import { job } from './kinds/job.js';
import { limitRange } from './kinds/limit-range.js';
import { namespace } from './kinds/namespace.js';
import * as networking from './kinds/networking.js';
import { node } from './kinds/node.js';
import { pod, podTemplate } from './kinds/pod.js';
import * as policy from './kinds/policy.js';
import { resourceQuota } from './kinds/quota.js';
import * as rbac from './kinds/rbac.js';
import { replicationController } from './kinds/replication-controller.js';
import { service } from './kinds/service.js';
import { statefulSet } from './kinds/stateful-set.js';
import * as classes from './kinds/storage-classes.js';
import { storageVersion } from './kinds/storage-version.js';
import * as storage from './kinds/storage.js';

/** Kinds without rules of their own yet for their fields: facts of `pkg/registry/<group>/<kind>/strategy.go` alone. */
const plain: KindStrategy = () => ({});
const withStatus: KindStrategy = () => ({
  hasStatus: true,
  defaults: (object) => {
    emptyStruct(object, 'status');
  },
  prepareForCreate: (object) => {
    resetStatus(object);
  },
});
const withGeneration: KindStrategy = () => ({ tracksGeneration: true });
const conditional: KindStrategy = () => ({ allowUnconditionalUpdate: false });
const withOptionalStatus: KindStrategy = () => ({ hasStatus: true });

/** By `group/resource`. The second column is the scope. */
const kinds: Readonly<Record<string, readonly [KindStrategy, 'Namespaced' | 'Cluster']>> = {
  '/componentstatuses': [plain, 'Cluster'],
  '/bindings': [plain, 'Namespaced'],
  '/configmaps': [config.configMap, 'Namespaced'],
  '/endpoints': [endpoints, 'Namespaced'],
  '/events': [event, 'Namespaced'],
  '/limitranges': [limitRange, 'Namespaced'],
  '/namespaces': [namespace, 'Cluster'],
  '/nodes': [node, 'Cluster'],
  '/persistentvolumeclaims': [storage.persistentVolumeClaim, 'Namespaced'],
  '/persistentvolumes': [storage.persistentVolume, 'Cluster'],
  '/pods': [pod, 'Namespaced'],
  '/podtemplates': [podTemplate, 'Namespaced'],
  '/replicationcontrollers': [replicationController, 'Namespaced'],
  '/resourcequotas': [resourceQuota, 'Namespaced'],
  '/secrets': [config.secret, 'Namespaced'],
  '/serviceaccounts': [plain, 'Namespaced'],
  '/services': [service, 'Namespaced'],
  'admissionregistration.k8s.io/mutatingadmissionpolicies': [
    admission.mutatingAdmissionPolicy,
    'Cluster',
  ],
  'admissionregistration.k8s.io/mutatingadmissionpolicybindings': [
    admission.admissionPolicyBinding,
    'Cluster',
  ],
  'admissionregistration.k8s.io/mutatingwebhookconfigurations': [
    admission.mutatingWebhookConfiguration,
    'Cluster',
  ],
  'admissionregistration.k8s.io/validatingadmissionpolicies': [
    admission.validatingAdmissionPolicy,
    'Cluster',
  ],
  'admissionregistration.k8s.io/validatingadmissionpolicybindings': [
    admission.admissionPolicyBinding,
    'Cluster',
  ],
  'admissionregistration.k8s.io/validatingwebhookconfigurations': [
    admission.validatingWebhookConfiguration,
    'Cluster',
  ],
  'apiregistration.k8s.io/apiservices': [controlPlane.apiService, 'Cluster'],
  'apps/controllerrevisions': [apps.controllerRevision, 'Namespaced'],
  'apps/daemonsets': [apps.daemonSet, 'Namespaced'],
  'apps/deployments': [apps.deployment, 'Namespaced'],
  'apps/replicasets': [apps.replicaSet, 'Namespaced'],
  'apps/statefulsets': [statefulSet, 'Namespaced'],
  'autoscaling/horizontalpodautoscalers': [horizontalPodAutoscaler, 'Namespaced'],
  'batch/cronjobs': [cronJob, 'Namespaced'],
  'batch/jobs': [job, 'Namespaced'],
  'certificates.k8s.io/certificatesigningrequests': [certificateSigningRequest, 'Cluster'],
  'certificates.k8s.io/clustertrustbundles': [conditional, 'Cluster'],
  'certificates.k8s.io/podcertificaterequests': [
    () => ({ ...withStatus(0), allowUnconditionalUpdate: false }),
    'Namespaced',
  ],
  'coordination.k8s.io/leasecandidates': [policy.leaseCandidate, 'Namespaced'],
  'coordination.k8s.io/leases': [policy.lease, 'Namespaced'],
  'discovery.k8s.io/endpointslices': [endpointSlice, 'Namespaced'],
  'events.k8s.io/events': [event, 'Namespaced'],
  'flowcontrol.apiserver.k8s.io/flowschemas': [controlPlane.flowSchema, 'Cluster'],
  'flowcontrol.apiserver.k8s.io/prioritylevelconfigurations': [
    controlPlane.priorityLevelConfiguration,
    'Cluster',
  ],
  'internal.apiserver.k8s.io/storageversions': [storageVersion, 'Cluster'],
  'networking.k8s.io/ingressclasses': [networking.ingressClass, 'Cluster'],
  'networking.k8s.io/ingresses': [networking.ingress, 'Namespaced'],
  'networking.k8s.io/ipaddresses': [networking.ipAddress, 'Cluster'],
  'networking.k8s.io/networkpolicies': [networking.networkPolicy, 'Namespaced'],
  'networking.k8s.io/servicecidrs': [networking.serviceCidr, 'Cluster'],
  'node.k8s.io/runtimeclasses': [policy.runtimeClass, 'Cluster'],
  'policy/poddisruptionbudgets': [policy.podDisruptionBudget, 'Namespaced'],
  'rbac.authorization.k8s.io/clusterrolebindings': [rbac.clusterRoleBinding, 'Cluster'],
  'rbac.authorization.k8s.io/clusterroles': [rbac.clusterRole, 'Cluster'],
  'rbac.authorization.k8s.io/rolebindings': [rbac.roleBinding, 'Namespaced'],
  'rbac.authorization.k8s.io/roles': [rbac.role, 'Namespaced'],
  'resource.k8s.io/deviceclasses': [withGeneration, 'Cluster'],
  'resource.k8s.io/devicetaintrules': [
    () => ({ ...withStatus(0), tracksGeneration: true }),
    'Cluster',
  ],
  'resource.k8s.io/podschedulingcontexts': [withStatus, 'Namespaced'],
  'resource.k8s.io/resourceclaimparameters': [plain, 'Namespaced'],
  'resource.k8s.io/resourceclaims': [withStatus, 'Namespaced'],
  'resource.k8s.io/resourceclaimtemplates': [plain, 'Namespaced'],
  'resource.k8s.io/resourceclasses': [plain, 'Cluster'],
  'resource.k8s.io/resourceclassparameters': [plain, 'Namespaced'],
  'resource.k8s.io/resourcepoolstatusrequests': [
    () => ({ ...withOptionalStatus(0), allowUnconditionalUpdate: false }),
    'Cluster',
  ],
  'resource.k8s.io/resourceslices': [withGeneration, 'Cluster'],
  'scheduling.k8s.io/podgroups': [withStatus, 'Namespaced'],
  'scheduling.k8s.io/priorityclasses': [policy.priorityClass, 'Cluster'],
  'scheduling.k8s.io/workloads': [plain, 'Namespaced'],
  'storage.k8s.io/csidrivers': [classes.csiDriver, 'Cluster'],
  'storage.k8s.io/csinodes': [classes.csiNode, 'Cluster'],
  'storage.k8s.io/csistoragecapacities': [classes.csiStorageCapacity, 'Namespaced'],
  'storage.k8s.io/storageclasses': [classes.storageClass, 'Cluster'],
  'storage.k8s.io/volumeattachments': [classes.volumeAttachment, 'Cluster'],
  'storage.k8s.io/volumeattributesclasses': [classes.volumeAttributesClass, 'Cluster'],
  'storagemigration.k8s.io/storageversionmigrations': [
    controlPlane.storageVersionMigration,
    'Cluster',
  ],
};

/**
 * What is special about a built-in resource in the given minor; for objects of its storage version. Reviews are
 * not stored and have no strategy, and CustomResourceDefinitions have theirs elsewhere.
 * @param options.eventTtlSeconds how long events live, when it is not upstream's hour
 * @throws {RangeError} for a resource that is not a built-in one
 */
export function strategyFor(options: {
  readonly group: string;
  readonly resource: string;
  readonly minor: number;
  readonly eventTtlSeconds?: number;
  readonly isFeatureOn?: StrategyContext['isFeatureOn'];
}): Strategy {
  const { group, resource, minor, eventTtlSeconds, isFeatureOn } = options;
  const found = kinds[`${group}/${resource}`];
  if (found === undefined) throw new RangeError(`No strategy for ${resource} of group "${group}"`);
  const [kind, scope] = found;
  const strategy = inWordsOf(
    minor,
    withFeatures(isFeatureOn, builtInStrategy(scope === 'Namespaced', kind(minor))),
  );
  return strategy.ttlSeconds === undefined || eventTtlSeconds === undefined
    ? strategy
    : { ...strategy, ttlSeconds: eventTtlSeconds };
}

/** Tells the hooks that prepare an object which gates are on. */
function withFeatures(isFeatureOn: StrategyContext['isFeatureOn'], strategy: Strategy): Strategy {
  if (isFeatureOn === undefined) return strategy;
  return {
    ...strategy,
    prepareForCreate: (object, context) => {
      strategy.prepareForCreate?.(object, { ...context, isFeatureOn });
    },
    prepareForUpdate: (object, current, context) => {
      strategy.prepareForUpdate?.(object, current, { ...context, isFeatureOn });
    },
  };
}

/**
 * Texts that are too long were refused in other words before 1.32.
 * @see kubernetes/apimachinery `pkg/util/validation/field/errors.go`, `TooLong`
 */
function inWordsOf(minor: number, strategy: Strategy): Strategy {
  if (minor >= 32) return strategy;
  return {
    ...strategy,
    validate: (object, current) =>
      (strategy.validate?.(object, current) ?? []).map((error) =>
        error.reason === 'FieldValueTooLong'
          ? {
              ...error,
              message: error.message.replace('may not be more than', 'must have at most'),
            }
          : error,
      ),
  };
}
