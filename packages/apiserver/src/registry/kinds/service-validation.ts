import {
  fieldDuplicate,
  fieldForbidden,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  validateDns1123Label,
  validateDns1123Subdomain,
  validateQualifiedName,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import {
  fieldsAt,
  has,
  listAt,
  numberAt,
  textAt,
  textMapAt,
  textsAt,
  type Fields,
} from '../object-fields.js';
import { validateLabels } from '../object-meta-validation.js';
import { isNew } from './base.js';
import {
  checkEnum,
  checkName,
  checkPort,
  checkPortOrName,
  checkText,
  eachOf,
  protocols,
} from './checks.js';
import { checkEndpointIp } from './endpoint-ip.js';
import { checkLegacyCidr, checkLegacyIp } from './ip-address.js';
import { checkClusterIps, checkClusterIpsUpdate, isHeadless } from './service-ip-validation.js';

const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const onlyForBalancers = "may only be used when `type` is 'LoadBalancer'";

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateService` */
export function checkService(
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject> | undefined,
  minor: number,
): FieldError[] {
  const spec = fieldsAt(object, 'spec');
  const old = current === undefined ? undefined : fieldsAt(current, 'spec');
  const headless = isHeadless(spec);
  const type = textAt(spec, 'type');
  return [
    ...checkTopologyAnnotations(object.metadata.annotations),
    ...(listAt(spec, 'ports').length === 0 && !headless && type !== 'ExternalName'
      ? [fieldRequired('spec.ports')]
      : []),
    ...checkType(spec, headless),
    ...checkPorts(spec),
    ...validateLabels(textMapAt(spec, 'selector'), 'spec.selector'),
    ...checkAffinity(spec),
    ...checkClusterIps(spec, old, minor),
    ...checkExternalIps(spec, old, minor),
    ...checkEnum(type, 'spec.type', types),
    ...checkPortConflicts(spec),
    ...checkKubeletPort(spec, minor),
    ...checkSourceRanges(object, current, minor),
    ...checkBalancer(spec),
    ...checkTrafficPolicies(spec, isNew(object)),
    ...checkDistribution(spec, minor),
  ];
}

const topologyMode = 'service.kubernetes.io/topology-mode';
const topologyHints = 'service.kubernetes.io/topology-aware-hints';

function checkTopologyAnnotations(
  annotations: Readonly<Record<string, string>> | undefined,
): FieldError[] {
  const [mode, hints] = [annotations?.[topologyMode], annotations?.[topologyHints]];
  return mode === undefined || hints === undefined || mode === hints
    ? []
    : [
        fieldInvalid(
          `metadata.annotations[${topologyMode}]`,
          mode,
          `must match annotations[${topologyHints}] when both are specified`,
        ),
      ];
}

const checkExternalIps = (spec: Fields, old: Fields | undefined, minor: number): FieldError[] =>
  textsAt(spec, 'externalIPs').flatMap((ip, index) => {
    const at = `spec.externalIPs[${String(index)}]`;
    const malformed = checkLegacyIp(ip, at, minor, textsAt(old, 'externalIPs'));
    return malformed.length > 0 ? malformed : checkEndpointIp(ip, at);
  });

const kubeletPort = 10250;

/** Load balancers may lead to the kubelet's port since 1.33. */
const checkKubeletPort = (spec: Fields, minor: number): FieldError[] =>
  minor >= 33 || spec['type'] !== 'LoadBalancer'
    ? []
    : eachOf(spec, 'ports', 'spec', (port, at) =>
        port['port'] === kubeletPort
          ? [
              fieldInvalid(
                at,
                kubeletPort,
                `may not expose port ${String(kubeletPort)} externally since it is used by kubelet`,
              ),
            ]
          : [],
      );

const rangesAnnotation = 'service.beta.kubernetes.io/load-balancer-source-ranges';

function checkSourceRanges(
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject> | undefined,
  minor: number,
): FieldError[] {
  const path = 'spec.LoadBalancerSourceRanges';
  const isBalancer = textAt(object, 'spec.type') === 'LoadBalancer';
  const wrongType = (at: string): FieldError[] =>
    isBalancer ? [] : [fieldForbidden(at, onlyForBalancers)];
  const ranges = textsAt(object, 'spec.loadBalancerSourceRanges');
  if (ranges.length > 0) {
    const kept = textsAt(current, 'spec.loadBalancerSourceRanges').map((each) => each.trim());
    return [
      ...wrongType(path),
      ...ranges.flatMap((range, index) =>
        checkLegacyCidr(range.trim(), `${path}[${String(index)}]`, minor, kept),
      ),
    ];
  }
  const listed = object.metadata.annotations?.[rangesAnnotation];
  if (listed === undefined) return [];
  const at = `metadata.annotations[${rangesAnnotation}]`;
  const unchanged = current?.metadata.annotations?.[rangesAnnotation] === listed;
  return [
    ...wrongType(at),
    ...(unchanged || listed.trim() === ''
      ? []
      : listed.split(',').flatMap((range) => checkLegacyCidr(range.trim(), at, minor))),
  ];
}

/** Two more ways came with 1.34. */
function checkDistribution(spec: Fields, minor: number): FieldError[] {
  if (!has(spec, 'trafficDistribution')) return [];
  const value = textAt(spec, 'trafficDistribution');
  const supported =
    minor >= 34 ? ['PreferClose', 'PreferSameZone', 'PreferSameNode'] : ['PreferClose'];
  return supported.includes(value)
    ? []
    : [fieldNotSupported('spec.trafficDistribution', value, supported)];
}

function checkType(spec: Fields, headless: boolean): FieldError[] {
  const type = textAt(spec, 'type');
  if (type === 'ExternalName') return checkExternalName(spec);
  if (!headless || (type !== 'LoadBalancer' && type !== 'NodePort')) return [];
  const message = `may not be set to 'None' for ${type} services`;
  return [fieldInvalid('spec.clusterIPs[0]', 'None', message)];
}

function checkExternalName(spec: Fields): FieldError[] {
  const name = textAt(spec, 'externalName').replace(/\.$/, '');
  return [
    ...['clusterIPs', 'ipFamilies', 'ipFamilyPolicy']
      .filter((field) =>
        field === 'ipFamilyPolicy' ? has(spec, field) : textsAt(spec, field).length > 0,
      )
      .map((field) => fieldForbidden(`spec.${field}`, 'may not be set for ExternalName services')),
    ...checkName(name, 'spec.externalName', validateDns1123Subdomain),
  ];
}

function checkPorts(spec: Fields): FieldError[] {
  const several = listAt(spec, 'ports').length > 1;
  const names = new Set<string>();
  return eachOf(spec, 'ports', 'spec', (port, at) => {
    const name = textAt(port, 'name');
    const repeated = name !== '' && names.has(name);
    names.add(name);
    const protocol = textAt(port, 'appProtocol');
    return [
      ...(name === '' && several ? [fieldRequired(`${at}.name`)] : []),
      ...(name === '' ? [] : checkText(name, `${at}.name`, validateDns1123Label)),
      ...(repeated ? [fieldDuplicate(`${at}.name`, name)] : []),
      ...checkPort(numberAt(port, 'port') ?? 0, `${at}.port`),
      ...checkEnum(port['protocol'], `${at}.protocol`, protocols),
      ...checkPortOrName(port['targetPort'], `${at}.targetPort`),
      ...(protocol === '' ? [] : checkText(protocol, `${at}.appProtocol`, validateQualifiedName)),
    ];
  });
}

function checkAffinity(spec: Fields): FieldError[] {
  const affinity = textAt(spec, 'sessionAffinity');
  const errors = checkEnum(affinity, 'spec.sessionAffinity', ['ClientIP', 'None']);
  const path = 'spec.sessionAffinityConfig';
  if (affinity === 'None' && has(spec, 'sessionAffinityConfig'))
    return [...errors, fieldForbidden(path, 'must not be set when session affinity is None')];
  const timeout = numberAt(spec, 'sessionAffinityConfig.clientIP.timeoutSeconds');
  if (affinity !== 'ClientIP' || timeout === undefined || (timeout > 0 && timeout <= 86400)) {
    return errors;
  }
  const message = 'must be greater than 0 and less than 86400';
  return [...errors, fieldInvalid(`${path}.clientIP.timeoutSeconds`, timeout, message)];
}

function checkPortConflicts(spec: Fields): FieldError[] {
  const nodePorts = new Set<string>();
  const ports = new Set<string>();
  return [
    ...(spec['type'] === 'ClusterIP'
      ? eachOf(spec, 'ports', 'spec', (port, at) =>
          (numberAt(port, 'nodePort') ?? 0) === 0
            ? []
            : [fieldForbidden(`${at}.nodePort`, "may not be used when `type` is 'ClusterIP'")],
        )
      : []),
    ...eachOf(spec, 'ports', 'spec', (port, at) => {
      const nodePort = numberAt(port, 'nodePort') ?? 0;
      const key = `${textAt(port, 'protocol')}/${String(nodePort)}`;
      const repeated = nodePort !== 0 && nodePorts.has(key);
      nodePorts.add(key);
      return repeated ? [fieldDuplicate(`${at}.nodePort`, nodePort)] : [];
    }),
    ...eachOf(spec, 'ports', 'spec', (port, at) => {
      const key = `${textAt(port, 'protocol')}/${String(numberAt(port, 'port') ?? 0)}`;
      const repeated = ports.has(key);
      ports.add(key);
      return repeated ? [fieldDuplicate(at, internalPort(port))] : [];
    }),
  ];
}

/** Upstream prints the key of its comparison here, with the field names of its internal type. */
const internalPort = (port: Fields): Fields => ({
  Name: '',
  Protocol: textAt(port, 'protocol'),
  AppProtocol: null,
  Port: numberAt(port, 'port') ?? 0,
  TargetPort: 0,
  NodePort: 0,
});

function checkBalancer(spec: Fields): FieldError[] {
  if (spec['type'] === 'LoadBalancer') {
    return [
      ...(has(spec, 'allocateLoadBalancerNodePorts')
        ? []
        : [fieldRequired('allocateLoadBalancerNodePorts')]),
      ...(has(spec, 'loadBalancerClass')
        ? checkText(
            textAt(spec, 'loadBalancerClass'),
            'spec.loadBalancerClass',
            validateQualifiedName,
          )
        : []),
    ];
  }
  const forbidden = (field: string): FieldError[] =>
    has(spec, field) ? [fieldForbidden(`spec.${field}`, onlyForBalancers)] : [];
  return [...forbidden('allocateLoadBalancerNodePorts'), ...forbidden('loadBalancerClass')];
}

/** The port of health checks is allocated after the first validation of a new service. */
function checkTrafficPolicies(spec: Fields, isCreate: boolean): FieldError[] {
  const type = textAt(spec, 'type');
  const reachable =
    type === 'NodePort' ||
    type === 'LoadBalancer' ||
    (type === 'ClusterIP' && textsAt(spec, 'externalIPs').length > 0);
  const policy = textAt(spec, 'externalTrafficPolicy');
  const path = 'spec.externalTrafficPolicy';
  const health = numberAt(spec, 'healthCheckNodePort') ?? 0;
  const needsHealth = type === 'LoadBalancer' && policy === 'Local';
  const policies = ['Cluster', 'Local'];
  return [
    ...(reachable ? checkEnum(policy, path, policies) : []),
    ...(!reachable && policy !== ''
      ? [fieldInvalid(path, policy, 'may only be set for externally-accessible services')]
      : []),
    ...(!needsHealth && health !== 0
      ? [
          fieldInvalid(
            'spec.healthCheckNodePort',
            health,
            "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
          ),
        ]
      : []),
    ...(needsHealth && health === 0 && !isCreate
      ? [fieldRequired('spec.healthCheckNodePort')]
      : []),
    ...checkEnum(spec['internalTrafficPolicy'], 'spec.internalTrafficPolicy', policies, 'fine'),
  ];
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateServiceUpdate` */
export function checkServiceUpdate(
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject>,
): FieldError[] {
  const [next, old] = [fieldsAt(object, 'spec'), fieldsAt(current, 'spec')];
  return [
    ...checkClusterIpsUpdate(next, old),
    ...(old['type'] === 'LoadBalancer' &&
    next['type'] === 'LoadBalancer' &&
    next['loadBalancerClass'] !== old['loadBalancerClass']
      ? [
          fieldInvalid(
            'spec.loadBalancerClass',
            next['loadBalancerClass'] ?? null,
            'may not change once set',
          ),
        ]
      : []),
    ...checkHealthPortStays(next, old),
  ];
}

function checkHealthPortStays(next: Fields, old: Fields): FieldError[] {
  const needs = (spec: Fields): boolean =>
    spec['type'] === 'LoadBalancer' && spec['externalTrafficPolicy'] === 'Local';
  return needs(next) && needs(old) && next['healthCheckNodePort'] !== old['healthCheckNodePort']
    ? [fieldForbidden('spec.healthCheckNodePort', 'field is immutable')]
    : [];
}
