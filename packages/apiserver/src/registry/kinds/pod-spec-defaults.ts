import {
  editable,
  editableList,
  ensureFields,
  fill,
  has,
  textAt,
  type EditableFields,
} from '../object-fields.js';

const defaultFileMode = 0o644;

/** Kubernetes' own reading of an image name: the tag is what follows the last colon after the last slash. */
function isLatest(image: string): boolean {
  if (image.includes('@')) return false;
  const name = image.slice(image.lastIndexOf('/') + 1);
  const tag = name.includes(':') ? name.slice(name.indexOf(':') + 1) : 'latest';
  return tag === 'latest';
}

const pullPolicy = (image: string): string => (isLatest(image) ? 'Always' : 'IfNotPresent');

/**
 * Defaults of the pod spec, wherever it stands: in a pod or in the template of a workload.
 * @see kubernetes/kubernetes `pkg/apis/core/v1/defaults.go`, `SetDefaults_PodSpec` and what it contains
 */
export function defaultPodSpec(spec: EditableFields, minor: number): void {
  fill(spec, {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
  });
  // Two names of one field. @see `pkg/apis/core/v1/conversion.go`
  const account = textAt(spec, 'serviceAccountName') || textAt(spec, 'serviceAccount');
  if (account !== '') fill(spec, { serviceAccountName: account, serviceAccount: account });
  for (const list of ['containers', 'initContainers', 'ephemeralContainers']) {
    for (const container of editableList(spec, list)) defaultContainer(container);
  }
  for (const volume of editableList(spec, 'volumes')) defaultVolume(volume, minor);
  for (const constraint of editableList(spec, 'topologySpreadConstraints')) {
    if (constraint['nodeAffinityPolicy'] === null) delete constraint['nodeAffinityPolicy'];
  }
}

function defaultContainer(container: EditableFields): void {
  fill(container, {
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: pullPolicy(textAt(container, 'image')),
  });
  for (const port of editableList(container, 'ports')) fill(port, { protocol: 'TCP' });
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    defaultProbe(editable(container, probe));
  }
  for (const hook of ['postStart', 'preStop']) {
    defaultHttpGet(editable(editable(editable(container, 'lifecycle'), hook), 'httpGet'));
  }
  for (const variable of editableList(container, 'env')) {
    const source = editable(variable, 'valueFrom');
    defaultFieldRef(editable(source, 'fieldRef'));
    defaultResourceRef(editable(source, 'resourceFieldRef'));
  }
}

/** Zero counts as unset: these are plain numbers upstream. */
function defaultProbe(probe: EditableFields | undefined): void {
  if (probe === undefined) return;
  const defaults = {
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
  };
  for (const [name, value] of Object.entries(defaults)) probe[name] = probe[name] || value;
  defaultHttpGet(editable(probe, 'httpGet'));
  const grpc = editable(probe, 'grpc');
  if (grpc !== undefined && !has(grpc, 'service')) grpc['service'] = '';
}

function defaultHttpGet(action: EditableFields | undefined): void {
  if (action !== undefined) fill(action, { path: '/', scheme: 'HTTP' });
}

function defaultFieldRef(reference: EditableFields | undefined): void {
  if (reference !== undefined) fill(reference, { apiVersion: 'v1' });
}

function defaultResourceRef(reference: EditableFields | undefined): void {
  if (reference !== undefined) fill(reference, { divisor: '0' });
}

function defaultVolume(volume: EditableFields, minor: number): void {
  const { name: _name, ...sources } = volume;
  if (Object.values(sources).every((each) => each === undefined || each === null)) {
    volume['emptyDir'] = {};
  }
  for (const source of ['secret', 'configMap', 'downwardAPI', 'projected']) {
    const found = editable(volume, source);
    if (found !== undefined) fill(found, { defaultMode: defaultFileMode });
  }
  const hostPath = editable(volume, 'hostPath');
  if (hostPath !== undefined && !has(hostPath, 'type')) hostPath['type'] = '';
  defaultRemoteVolume(volume);
  for (const item of editableList(editable(volume, 'downwardAPI'), 'items')) defaultFile(item);
  for (const source of editableList(editable(volume, 'projected'), 'sources')) {
    const token = editable(source, 'serviceAccountToken');
    if (token !== undefined) fill(token, { expirationSeconds: 3600 });
    for (const item of editableList(editable(source, 'downwardAPI'), 'items')) defaultFile(item);
  }
  const claim = editable(editable(editable(volume, 'ephemeral'), 'volumeClaimTemplate'), 'spec');
  if (claim !== undefined) fill(claim, { volumeMode: 'Filesystem', resources: {} });
  const image = editable(volume, 'image');
  if (image !== undefined && minor >= 31)
    fill(image, { pullPolicy: pullPolicy(textAt(image, 'reference')) });
}

function defaultFile(item: EditableFields): void {
  defaultFieldRef(editable(item, 'fieldRef'));
  defaultResourceRef(editable(item, 'resourceFieldRef'));
}

/** Kinds of storage whose fields have defaults, in pods and in persistent volumes. */
export function defaultRemoteVolume(volume: EditableFields): void {
  const fillAt = (name: string, defaults: EditableFields): void => {
    const source = editable(volume, name);
    if (source !== undefined) fill(source, defaults);
  };
  fillAt('iscsi', { iscsiInterface: 'default' });
  fillAt('rbd', { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' });
  fillAt('azureDisk', {
    cachingMode: 'ReadWrite',
    kind: 'Shared',
    fsType: 'ext4',
    readOnly: false,
  });
  fillAt('scaleIO', { storageMode: 'ThinProvisioned', fsType: 'xfs' });
}

/** Defaults of a pod template at `field`; before 1.34 its unset creation time is written as null. */
export function defaultPodTemplate(parent: EditableFields, field: string, minor: number): void {
  const template = ensureFields(parent, field);
  const metadata = ensureFields(template, 'metadata');
  if (minor < 34 && !has(metadata, 'creationTimestamp')) metadata['creationTimestamp'] = null;
  defaultPodSpec(ensureFields(template, 'spec'), minor);
}
