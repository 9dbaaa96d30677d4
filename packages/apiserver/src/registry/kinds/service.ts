import {
  validateDns1035Label,
  validateDns1123Label,
  type KubeObject,
} from '@skewplane/apimachinery';
import {
  editable,
  editableList,
  ensureFields,
  fieldsAt,
  fill,
  has,
  listAt,
  numberAt,
  semanticallyEqual,
  textAt,
  type EditableFields,
  type Fields,
} from '../object-fields.js';
import { resetStatus, type KindStrategy } from './base.js';
import { checkServiceStatus } from './service-status-validation.js';
import { checkService, checkServiceUpdate } from './service-validation.js';

const clientIpSeconds = 10_800;
const internallyReachable = ['NodePort', 'LoadBalancer', 'ClusterIP'];

/** @see kubernetes/kubernetes `pkg/registry/core/service/strategy.go` */
export const service: KindStrategy = (minor) => ({
  // The looser rule came with 1.34 and is on by default since 1.36.
  nameRule: minor >= 36 ? validateDns1123Label : validateDns1035Label,
  hasStatus: true,
  allowCreateOnUpdate: true,
  defaults: defaultService,
  prepareForCreate: (object) => {
    resetStatus(object, { loadBalancer: {} });
    const spec = ensureFields(object, 'spec');
    // Off by default before 1.31.
    if (minor < 31) delete spec['trafficDistribution'];
    normalizeClusterIps(spec, undefined);
  },
  prepareForUpdate: (object, current) => {
    beginServiceUpdate(ensureFields(object, 'spec'), fieldsAt(current, 'spec'));
  },
  validate: (object, current) => checkService(object, current, minor),
  validateUpdate: checkServiceUpdate,
  validateStatusUpdate: (object, current) => checkServiceStatus(object, current, minor),
});

/** Reachable from outside the cluster, so that the policy for outside traffic means something. */
export function isExternallyReachable(spec: Fields): boolean {
  const type = textAt(spec, 'type');
  const external = spec['externalIPs'];
  return (
    type === 'NodePort' ||
    type === 'LoadBalancer' ||
    (type === 'ClusterIP' && Array.isArray(external) && external.length > 0)
  );
}

/** @see kubernetes/kubernetes `pkg/apis/core/v1/defaults.go`, `SetDefaults_Service` */
function defaultService(object: KubeObject): void {
  const spec = ensureFields(object, 'spec');
  fill(ensureFields(object, 'status'), { loadBalancer: {} });
  fill(spec, { sessionAffinity: 'None', type: 'ClusterIP' });
  if (spec['sessionAffinity'] === 'None') delete spec['sessionAffinityConfig'];
  if (spec['sessionAffinity'] === 'ClientIP') {
    const clientIp = ensureFields(ensureFields(spec, 'sessionAffinityConfig'), 'clientIP');
    fill(clientIp, { timeoutSeconds: clientIpSeconds });
  }
  for (const port of editableList(spec, 'ports')) defaultPort(port);
  if (isExternallyReachable(spec)) fill(spec, { externalTrafficPolicy: 'Cluster' });
  if (internallyReachable.includes(textAt(spec, 'type')))
    fill(spec, { internalTrafficPolicy: 'Cluster' });
  if (spec['type'] !== 'LoadBalancer') return;
  fill(spec, { allocateLoadBalancerNodePorts: true });
  const balancer = editable(editable(object, 'status'), 'loadBalancer');
  for (const ingress of editableList(balancer, 'ingress')) {
    if (textAt(ingress, 'ip') !== '') fill(ingress, { ipMode: 'VIP' });
  }
}

function defaultPort(port: EditableFields): void {
  fill(port, { protocol: 'TCP' });
  const target = port['targetPort'];
  if (target === undefined || target === null || target === 0 || target === '')
    port['targetPort'] = port['port'];
}

/**
 * `clusterIP` and `clusterIPs` say the same; old clients send only the first.
 * @see kubernetes/kubernetes `pkg/registry/core/service/storage/storage.go`, `normalizeClusterIPs`
 */
export function normalizeClusterIps(spec: EditableFields, old: Fields | undefined): void {
  const ip = textAt(spec, 'clusterIP');
  if (old === undefined) {
    if (ip !== '' && !has(spec, 'clusterIPs')) spec['clusterIPs'] = [ip];
    return;
  }
  const oldIp = textAt(old, 'clusterIP');
  const same = semanticallyEqual(spec['clusterIPs'], old['clusterIPs']);
  if (ip === oldIp) {
    if (!has(spec, 'clusterIPs') && has(old, 'clusterIPs'))
      spec['clusterIPs'] = structuredClone(old['clusterIPs']);
  } else if (same) {
    if (ip === '') delete spec['clusterIPs'];
    else spec['clusterIPs'] = [ip];
  }
}

/** What an update leaves out because it follows from the type or was allocated before; may run twice. */
export function beginServiceUpdate(spec: EditableFields, old: Fields): void {
  dropTypeDependentFields(spec, old);
  keepAllocated(spec, old);
  normalizeClusterIps(spec, old);
}

const needsClusterIp = (spec: Fields): boolean =>
  internallyReachable.includes(textAt(spec, 'type'));
const needsNodePort = (spec: Fields): boolean =>
  spec['type'] === 'NodePort' ||
  (spec['type'] === 'LoadBalancer' && spec['allocateLoadBalancerNodePorts'] !== false);
const needsHealthPort = (spec: Fields): boolean =>
  spec['type'] === 'LoadBalancer' && spec['externalTrafficPolicy'] === 'Local';

/** Fields that the old type had and the new one cannot have go, unless the client changed them itself. */
function dropTypeDependentFields(spec: EditableFields, old: Fields): void {
  const unchanged = (field: string): boolean => semanticallyEqual(spec[field], old[field]);
  const drop = (lost: boolean, ...fields: string[]): void => {
    if (lost && fields.every(unchanged))
      for (const field of fields) Reflect.deleteProperty(spec, field);
  };
  drop(needsClusterIp(old) && !needsClusterIp(spec), 'clusterIP', 'clusterIPs');
  drop(needsClusterIp(old) && !needsClusterIp(spec), 'ipFamilies', 'ipFamilyPolicy');
  if (needsNodePort(old) && !needsNodePort(spec) && sameNodePorts(spec, old)) {
    for (const port of editableList(spec, 'ports')) delete port['nodePort'];
  }
  drop(needsHealthPort(old) && !needsHealthPort(spec), 'healthCheckNodePort');
  drop(isExternallyReachable(old) && !isExternallyReachable(spec), 'externalTrafficPolicy');
  const wasBalancer = old['type'] === 'LoadBalancer' && spec['type'] !== 'LoadBalancer';
  drop(wasBalancer, 'allocateLoadBalancerNodePorts');
  drop(wasBalancer, 'loadBalancerClass');
}

const sameNodePorts = (spec: Fields, old: Fields): boolean =>
  semanticallyEqual(
    listAt(spec, 'ports').map((port) => port['nodePort']),
    listAt(old, 'ports').map((port) => port['nodePort']),
  );

/**
 * A PUT that leaves out what was allocated keeps it.
 * @see kubernetes/kubernetes `pkg/registry/core/service/storage/storage.go`, `patchAllocatedValues`
 */
function keepAllocated(spec: EditableFields, old: Fields): void {
  if (needsClusterIp(old) && needsClusterIp(spec) && !has(spec, 'clusterIPs')) {
    fill(spec, { clusterIP: textAt(old, 'clusterIP') });
    if (has(old, 'clusterIPs') && spec['clusterIP'] === old['clusterIP'])
      spec['clusterIPs'] = structuredClone(old['clusterIPs']);
  }
  if (needsNodePort(old) && needsNodePort(spec)) keepNodePorts(spec, old);
  if (
    needsHealthPort(old) &&
    needsHealthPort(spec) &&
    (numberAt(spec, 'healthCheckNodePort') ?? 0) === 0
  )
    spec['healthCheckNodePort'] = old['healthCheckNodePort'];
}

function keepNodePorts(spec: EditableFields, old: Fields): void {
  const used = new Set(listAt(spec, 'ports').map((port) => numberAt(port, 'nodePort') ?? 0));
  for (const port of editableList(spec, 'ports')) {
    if ((numberAt(port, 'nodePort') ?? 0) !== 0) continue;
    const before = listAt(old, 'ports').find(
      (each) => each['port'] === port['port'] && each['protocol'] === port['protocol'],
    );
    const kept = numberAt(before, 'nodePort') ?? 0;
    if (kept !== 0 && !used.has(kept)) port['nodePort'] = kept;
  }
}

export { needsClusterIp, needsHealthPort, needsNodePort };
