import type { Immutable, KubeObject } from '@skewplane/apimachinery';
import { fieldsAt, listAt, numberAt, textAt } from '../object-fields.js';

/** Reads the text that a field label is compared with. */
export type FieldReader = (object: Immutable<KubeObject>) => string;

/** The labels one resource knows, and how it refuses others. */
export interface FieldLabels {
  readonly readers: Readonly<Record<string, FieldReader>>;
  readonly refusal: (label: string) => string;
}

const path =
  (at: string): FieldReader =>
  (object) =>
    textAt(object, at);

const flag =
  (at: string, name: string): FieldReader =>
  (object) =>
    String(fieldsAt(object, at)[name] === true);

const number =
  (at: string): FieldReader =>
  (object) =>
    String(numberAt(object, at) ?? 0);

/** The first of the paths that is not empty: the two shapes of events keep the same fact in different places. */
const oneOf =
  (...paths: string[]): FieldReader =>
  (object) =>
    paths.map((at) => textAt(object, at)).find((each) => each !== '') ?? '';

const name: Record<string, FieldReader> = { 'metadata.name': path('metadata.name') };
const nameAndNamespace: Record<string, FieldReader> = {
  ...name,
  'metadata.namespace': path('metadata.namespace'),
};

const notSupported = (label: string): string => `field label not supported: ${label}`;

/** @see kubernetes/apimachinery `pkg/runtime/conversion.go`, `DefaultMetaV1FieldSelectorConversion` */
export const defaultLabels: FieldLabels = {
  readers: nameAndNamespace,
  refusal: (label) =>
    `${JSON.stringify(label)} is not a known field selector: only "metadata.name", "metadata.namespace"`,
};

const own = (
  readers: Readonly<Record<string, FieldReader>>,
  refusal: (label: string) => string = notSupported,
): FieldLabels => ({ readers, refusal });

const referenceFields = [
  'kind',
  'namespace',
  'name',
  'uid',
  'apiVersion',
  'resourceVersion',
  'fieldPath',
] as const;

const eventReference = (label: 'involvedObject' | 'regarding'): Record<string, FieldReader> =>
  Object.fromEntries(
    referenceFields.map((field) => [
      `${label}.${field}`,
      oneOf(`involvedObject.${field}`, `regarding.${field}`),
    ]),
  );

const eventReporter = oneOf('reportingComponent', 'reportingController');

const pods: Record<string, FieldReader> = {
  ...nameAndNamespace,
  'spec.nodeName': path('spec.nodeName'),
  'spec.host': path('spec.nodeName'),
  'spec.restartPolicy': path('spec.restartPolicy'),
  'spec.schedulerName': path('spec.schedulerName'),
  'spec.serviceAccountName': path('spec.serviceAccountName'),
  'spec.hostNetwork': flag('spec', 'hostNetwork'),
  'status.phase': path('status.phase'),
  'status.podIP': (pod) => textAt(listAt(pod, 'status.podIPs')[0], 'ip'),
  // Upstream takes the label but never fills it.
  'status.podIPs': () => '',
  'status.nominatedNodeName': path('status.nominatedNodeName'),
};

const sliceV1 = {
  ...name,
  'spec.driver': path('spec.driver'),
  'spec.nodeName': path('spec.nodeName'),
};
const signer = { ...name, 'spec.signerName': path('spec.signerName') };

/** Conversions of `pkg/apis/<group>/<version>/conversion.go` and readers of `pkg/registry/<group>/<kind>/strategy.go`. */
const labelsByResource: Readonly<Record<string, FieldLabels>> = {
  '/events': own({
    ...nameAndNamespace,
    ...eventReference('involvedObject'),
    reason: path('reason'),
    reportingComponent: eventReporter,
    source: oneOf('source.component', 'deprecatedSource.component', 'reportingComponent'),
    type: path('type'),
  }),
  'events.k8s.io/events': own({
    ...nameAndNamespace,
    ...eventReference('regarding'),
    reason: path('reason'),
    reportingController: eventReporter,
    type: path('type'),
  }),
  '/namespaces': own({ ...name, 'status.phase': path('status.phase') }),
  '/nodes': own({ ...name, 'spec.unschedulable': flag('spec', 'unschedulable') }),
  '/pods': own(pods),
  '/replicationcontrollers': own({
    ...nameAndNamespace,
    'status.replicas': number('status.replicas'),
  }),
  '/secrets': own({ ...nameAndNamespace, type: path('type') }),
  '/services': own({
    ...nameAndNamespace,
    'spec.clusterIP': path('spec.clusterIP'),
    'spec.type': path('spec.type'),
  }),
  'batch/jobs': own(
    { ...nameAndNamespace, 'status.successful': number('status.succeeded') },
    (label) => `field label ${JSON.stringify(label)} not supported for Job`,
  ),
  'certificates.k8s.io/certificatesigningrequests': own(signer),
  'certificates.k8s.io/clustertrustbundles': own(signer),
  'certificates.k8s.io/podcertificaterequests': own({
    ...signer,
    'spec.nodeName': path('spec.nodeName'),
    'spec.podName': path('spec.podName'),
  }),
};

/** @param version the version asked for; only resource slices differ by it */
export function fieldLabelsFor(options: {
  readonly group: string;
  readonly resource: string;
  readonly version: string;
  readonly minor: number;
}): FieldLabels {
  const { group, resource, version, minor } = options;
  if (group === '' && resource === 'services' && minor < 31) return defaultLabels;
  if (group === 'resource.k8s.io' && resource === 'resourceslices') return sliceLabels(version);
  return labelsByResource[`${group}/${resource}`] ?? defaultLabels;
}

function sliceLabels(version: string): FieldLabels {
  const readers =
    version === 'v1alpha2'
      ? { ...name, driverName: path('driverName'), nodeName: path('nodeName') }
      : sliceV1;
  return own(
    readers,
    (label) =>
      `field label not supported for resource.k8s.io/${version}, Kind=ResourceSlice: ${label}`,
  );
}
