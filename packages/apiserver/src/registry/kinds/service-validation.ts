import {
  fieldDuplicate,
  fieldForbidden,
  fieldInvalid,
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
import { checkIp } from './ip-address.js';

const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const onlyForBalancers = "may only be used when `type` is 'LoadBalancer'";

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateService` */
export function checkService(object: Immutable<KubeObject>): FieldError[] {
  const spec = fieldsAt(object, 'spec');
  const headless = textAt(spec, 'clusterIP') === 'None';
  const type = textAt(spec, 'type');
  return [
    ...(listAt(spec, 'ports').length === 0 && !headless && type !== 'ExternalName'
      ? [fieldRequired('spec.ports')]
      : []),
    ...checkType(spec, headless),
    ...checkPorts(spec),
    ...validateLabels(textMapAt(spec, 'selector'), 'spec.selector'),
    ...checkAffinity(spec),
    ...checkClusterIps(spec),
    ...textsAt(spec, 'externalIPs').flatMap((ip, index) =>
      checkIp(ip, `spec.externalIPs[${String(index)}]`),
    ),
    ...checkEnum(type, 'spec.type', types),
    ...checkPortConflicts(spec),
    ...checkBalancer(spec),
    ...checkTrafficPolicies(spec, isNew(object)),
  ];
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
      .filter((field) => has(spec, field))
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

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateServiceClusterIPsRelatedFields` */
function checkClusterIps(spec: Fields): FieldError[] {
  if (spec['type'] === 'ExternalName') return [];
  const path = 'spec.clusterIPs';
  const ip = textAt(spec, 'clusterIP');
  const ips = textsAt(spec, 'clusterIPs');
  const errors: FieldError[] = [];
  if (ip !== '' && ips.length === 0) errors.push(fieldRequired(path));
  if (ip !== '' && ips.length > 0 && ips[0] !== ip)
    errors.push(fieldInvalid(path, ips, 'first value must match `clusterIP`'));
  if (ip === '' && ips.length > 0)
    errors.push(fieldInvalid(path, ips, 'must be empty when `clusterIP` is not specified'));
  if (ips.includes('None') && ips.length > 1)
    errors.push(fieldInvalid(path, ips, "'None' must be the first and only value"));
  if (ips.length > 2) errors.push(fieldInvalid(path, ips, 'may only hold up to 2 values'));
  errors.push(...checkFamilies(spec));
  for (const [index, each] of ips.entries()) {
    if (each !== 'None') errors.push(...checkIp(each, `${path}[${String(index)}]`));
  }
  return errors;
}

function checkFamilies(spec: Fields): FieldError[] {
  const seen = new Set<string>();
  return [
    ...textsAt(spec, 'ipFamilies').flatMap((family, index) => {
      const at = `spec.ipFamilies[${String(index)}]`;
      const repeated = seen.has(family);
      seen.add(family);
      return [
        ...checkEnum(family, at, ['IPv4', 'IPv6']),
        ...(repeated ? [fieldDuplicate(at, family)] : []),
      ];
    }),
    ...checkEnum(
      spec['ipFamilyPolicy'],
      'spec.ipFamilyPolicy',
      ['PreferDualStack', 'RequireDualStack', 'SingleStack'],
      'fine',
    ),
  ];
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
  if (spec['type'] === 'LoadBalancer') return [];
  const forbidden = (field: string, path = field): FieldError[] =>
    has(spec, field) ? [fieldForbidden(`spec.${path}`, onlyForBalancers)] : [];
  return [
    ...(textsAt(spec, 'loadBalancerSourceRanges').length > 0
      ? forbidden('loadBalancerSourceRanges', 'LoadBalancerSourceRanges')
      : []),
    ...forbidden('allocateLoadBalancerNodePorts'),
    ...forbidden('loadBalancerClass'),
  ];
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
  if (next['type'] === 'ExternalName' || old['type'] === 'ExternalName') return [];
  return [
    ...checkFirstStays(next, old, 'clusterIPs', 'primary clusterIP can not be unset'),
    ...checkFirstStays(next, old, 'ipFamilies', 'primary ipFamily can not be unset'),
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

function checkFirstStays(next: Fields, old: Fields, field: string, unset: string): FieldError[] {
  const [to, from] = [textsAt(next, field), textsAt(old, field)];
  if (from.length === 0) return [];
  if (to.length === 0) return [fieldInvalid(`spec.${field}[0]`, to, unset)];
  return to[0] === from[0] ? [] : [fieldInvalid(`spec.${field}[0]`, to, 'may not change once set')];
}

function checkHealthPortStays(next: Fields, old: Fields): FieldError[] {
  const needs = (spec: Fields): boolean =>
    spec['type'] === 'LoadBalancer' && spec['externalTrafficPolicy'] === 'Local';
  return needs(next) && needs(old) && next['healthCheckNodePort'] !== old['healthCheckNodePort']
    ? [fieldForbidden('spec.healthCheckNodePort', 'field is immutable')]
    : [];
}
