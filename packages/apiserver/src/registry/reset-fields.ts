import { fieldSetOfPaths, type FieldFilter, type FieldPattern } from '@skewplane/apimachinery';
import type { ResourceScope } from './resource-scope.js';

const status = [['status']];
const spec = [['spec']];
const specAndMetadata = [['spec'], ['metadata']];

/** What the status endpoints of built-in kinds reset, where it is not the spec alone. */
const ofStatus: Readonly<Record<string, readonly (readonly string[])[]>> = {
  '/pods': [['spec'], ['metadata', 'deletionTimestamp'], ['metadata', 'ownerReferences']],
  'apps/deployments': [['spec'], ['metadata', 'labels']],
  'certificates.k8s.io/certificatesigningrequests': [['spec'], ['status', 'conditions']],
  ...Object.fromEntries(
    [
      'admissionregistration.k8s.io/validatingadmissionpolicies',
      'apiregistration.k8s.io/apiservices',
      'flowcontrol.apiserver.k8s.io/flowschemas',
      'flowcontrol.apiserver.k8s.io/prioritylevelconfigurations',
      'internal.apiserver.k8s.io/storageversions',
      'networking.k8s.io/servicecidrs',
      'resource.k8s.io/devicetaintrules',
      'resource.k8s.io/resourceclaims',
      'resource.k8s.io/resourcepoolstatusrequests',
      'scheduling.k8s.io/podgroups',
      'storage.k8s.io/volumeattachments',
      'storagemigration.k8s.io/storageversionmigrations',
    ].map((resource) => [resource, specAndMetadata]),
  ),
};

/** What main endpoints reset, where it is not the status (of kinds that have one). */
const ofMain: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'certificates.k8s.io/certificatesigningrequests': [['spec'], ['status']],
  'certificates.k8s.io/podcertificaterequests': [],
};

const ofOthers: Readonly<Record<string, readonly (readonly string[])[]>> = {
  '/namespaces/finalize': status,
  'certificates.k8s.io/certificatesigningrequests/approval': [['spec'], ['status', 'certificate']],
};

const containerSize: FieldPattern = { '*': { 'f:resources': {}, 'f:resizePolicy': {} } };

/** Endpoints that take a few fields and no others. */
const only: Readonly<Record<string, FieldPattern>> = {
  '/pods/ephemeralcontainers': { 'f:spec': { 'f:ephemeralContainers': {} } },
  '/pods/resize': {
    'f:spec': { 'f:containers': containerSize, 'f:initContainers': containerSize },
  },
};

/**
 * Fields that an endpoint puts back to what they were, whatever a client sends: who sends them does not own them.
 * @see kubernetes/kubernetes `pkg/registry/<group>/<kind>/strategy.go`, `GetResetFields`
 * @see kubernetes/apiextensions-apiserver `pkg/registry/customresource/status_strategy.go`
 */
export function resetFieldsOf(
  { gvr, origin, strategy }: Pick<ResourceScope, 'gvr' | 'origin' | 'strategy'>,
  subresource: string,
): FieldFilter | undefined {
  const name = `${gvr.group}/${gvr.resource}`;
  if (subresource === 'status') {
    return without(origin === 'custom' ? specAndMetadata : (ofStatus[name] ?? spec));
  }
  if (subresource === '') return without(ofMain[name] ?? (strategy.hasStatus ? status : []));
  const pattern = only[`${name}/${subresource}`];
  return pattern === undefined
    ? without(ofOthers[`${name}/${subresource}`] ?? [])
    : { only: pattern };
}

function without(paths: readonly (readonly string[])[]): FieldFilter | undefined {
  return paths.length === 0 ? undefined : { without: fieldSetOfPaths(paths) };
}
