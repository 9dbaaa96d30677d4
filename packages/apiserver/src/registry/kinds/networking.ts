import {
  fieldForbidden,
  fieldInvalid,
  fieldRequired,
  validateDns1035Label,
  validateDns1123Label,
  validateDns1123Subdomain,
  type FieldError,
  type NameRule,
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
  textAt,
  textsAt,
  type EditableFields,
  type Fields,
} from '../object-fields.js';
import { resetStatus, type KindStrategy } from './base.js';
import {
  checkEnum,
  checkImmutable,
  checkLabelSelector,
  checkName,
  checkPort,
  checkText,
  eachOf,
  portNameRule,
} from './checks.js';
import { checkCidr, isIp } from './ip-address.js';

/** @see kubernetes/kubernetes `pkg/registry/networking/ingress/strategy.go` */
export const ingress: KindStrategy = (minor) => ({
  hasStatus: true,
  tracksGeneration: true,
  defaults: (object) => {
    ensureFields(object, 'spec');
    fill(ensureFields(object, 'status'), { loadBalancer: {} });
  },
  prepareForCreate: (object) => {
    resetStatus(object, { loadBalancer: {} });
  },
  validate: (object) => checkIngress(fieldsAt(object, 'spec'), minor),
});

/** @see kubernetes/kubernetes `pkg/apis/networking/validation/validation.go`, `ValidateIngressSpec` */
function checkIngress(spec: Fields, minor: number): FieldError[] {
  const rules = listAt(spec, 'rules');
  const className = textAt(spec, 'ingressClassName');
  const nameRule = minor >= 36 ? validateDns1123Label : validateDns1035Label;
  return [
    ...(rules.length === 0 && !has(spec, 'defaultBackend')
      ? [
          fieldInvalid(
            'spec',
            spec['rules'] ?? null,
            'either `defaultBackend` or `rules` must be specified',
          ),
        ]
      : []),
    ...(has(spec, 'defaultBackend')
      ? checkBackend(fieldsAt(spec, 'defaultBackend'), 'spec.defaultBackend', nameRule)
      : []),
    ...eachOf(spec, 'rules', 'spec', (rule, at) => checkIngressRule(rule, at, nameRule)),
    ...(className === ''
      ? []
      : checkText(className, 'spec.ingressClassName', validateDns1123Subdomain)),
  ];
}

function checkIngressRule(rule: Fields, path: string, nameRule: NameRule): FieldError[] {
  const host = textAt(rule, 'host');
  return [
    ...(host === '' ? [] : checkHost(host, `${path}.host`)),
    ...(has(rule, 'http') && listAt(rule, 'http.paths').length === 0
      ? [fieldRequired(`${path}.http.paths`)]
      : []),
    ...eachOf(rule['http'], 'paths', `${path}.http`, (each, at) => checkPath(each, at, nameRule)),
  ];
}

function checkHost(host: string, path: string): FieldError[] {
  if (isIp(host)) return [fieldInvalid(path, host, 'must be a DNS name, not an IP address')];
  return host.includes('*')
    ? checkText(host, path, wildcardHost)
    : checkText(host, path, validateDns1123Subdomain);
}

const wildcardHost: NameRule = (host) =>
  /^\*\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(host)
    ? []
    : [
        "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      ];

const forbiddenSequences = ['//', '/./', '/../', '%2f', '%2F'];
const forbiddenSuffixes = ['/..', '/.'];

function checkPath(entry: Fields, path: string, nameRule: NameRule): FieldError[] {
  const type = textAt(entry, 'pathType');
  const to = textAt(entry, 'path');
  if (type === '') return [fieldRequired(`${path}.pathType`, 'pathType must be specified')];
  const strict = type === 'Exact' || type === 'Prefix';
  const refuse = (problem: string): FieldError => fieldInvalid(`${path}.path`, to, problem);
  return [
    ...checkEnum(type, `${path}.pathType`, ['Exact', 'ImplementationSpecific', 'Prefix']),
    ...(!to.startsWith('/') && (strict || to !== '') ? [refuse('must be an absolute path')] : []),
    ...forbiddenSequences
      .filter((each) => strict && to.includes(each))
      .map((each) => refuse(`must not contain '${each}'`)),
    ...forbiddenSuffixes
      .filter((each) => strict && to.endsWith(each))
      .map((each) => refuse(`cannot end with '${each}'`)),
    ...checkBackend(fieldsAt(entry, 'backend'), `${path}.backend`, nameRule),
  ];
}

function checkBackend(backend: Fields, path: string, nameRule: NameRule): FieldError[] {
  const [resource, service] = [has(backend, 'resource'), has(backend, 'service')];
  if (resource && service)
    return [fieldInvalid(path, '', 'cannot set both resource and service backends')];
  if (resource) return checkResourceBackend(fieldsAt(backend, 'resource'), `${path}.resource`);
  if (!service) return [fieldInvalid(path, '', 'resource or service backend is required')];
  const name = textAt(backend, 'service.name');
  const portName = textAt(backend, 'service.port.name');
  const port = numberAt(backend, 'service.port.number') ?? 0;
  return [
    ...checkName(name, `${path}.service.name`, nameRule),
    ...(portName !== '' && port !== 0
      ? [fieldInvalid(path, '', 'cannot set both port name & port number')]
      : portName !== ''
        ? checkText(portName, `${path}.service.port.name`, portNameRule)
        : port !== 0
          ? checkPort(port, `${path}.service.port.number`)
          : [fieldRequired(path, 'port name or number is required')]),
  ];
}

const checkResourceBackend = (resource: Fields, path: string): FieldError[] =>
  ['kind', 'name']
    .filter((field) => textAt(resource, field) === '')
    .map((field) => fieldRequired(`${path}.${field}`));

/** @see kubernetes/kubernetes `pkg/registry/networking/ingressclass/strategy.go` */
export const ingressClass: KindStrategy = () => ({
  tracksGeneration: true,
  defaults: (object) => {
    const parameters = editable(ensureFields(object, 'spec'), 'parameters');
    if (parameters !== undefined) fill(parameters, { scope: 'Cluster' });
  },
  validateUpdate: (object, current) =>
    checkImmutable(
      fieldsAt(object, 'spec')['controller'] ?? '',
      fieldsAt(current, 'spec')['controller'] ?? '',
      'spec.controller',
    ),
});

/** @see kubernetes/kubernetes `pkg/registry/networking/networkpolicy/strategy.go` */
export const networkPolicy: KindStrategy = () => ({
  tracksGeneration: true,
  defaults: (object) => {
    const spec = ensureFields(object, 'spec');
    if (!has(spec, 'podSelector')) spec['podSelector'] = {};
    if (textsAt(spec, 'policyTypes').length === 0) {
      const egress = listAt(spec, 'egress').length > 0;
      spec['policyTypes'] = egress ? ['Ingress', 'Egress'] : ['Ingress'];
    }
    for (const rule of policyRules(spec)) {
      for (const port of editableList(rule, 'ports')) fill(port, { protocol: 'TCP' });
    }
  },
  validate: (object) => checkNetworkPolicy(fieldsAt(object, 'spec')),
});

const policyRules = (spec: EditableFields): readonly EditableFields[] => [
  ...editableList(spec, 'ingress'),
  ...editableList(spec, 'egress'),
];

/** @see kubernetes/kubernetes `pkg/apis/networking/validation/validation.go`, `ValidateNetworkPolicySpec` */
function checkNetworkPolicy(spec: Fields): FieldError[] {
  const types = textsAt(spec, 'policyTypes');
  return [
    ...checkLabelSelector(spec['podSelector'], 'spec.podSelector'),
    ...eachOf(spec, 'ingress', 'spec', (rule, at) => checkPolicyRule(rule, at, 'from')),
    ...eachOf(spec, 'egress', 'spec', (rule, at) => checkPolicyRule(rule, at, 'to')),
    ...(types.length > 2
      ? [fieldInvalid('spec.policyTypes', types, 'may not specify more than two policyTypes')]
      : types.flatMap((type, index) =>
          checkEnum(type, `spec.policyTypes[${String(index)}]`, ['Ingress', 'Egress']),
        )),
  ];
}

function checkPolicyRule(rule: Fields, path: string, peers: string): FieldError[] {
  return [
    ...eachOf(rule, 'ports', path, (port, at) => {
      const number = port['port'];
      return [
        ...checkEnum(port['protocol'], `${at}.protocol`, ['TCP', 'UDP', 'SCTP'], 'fine'),
        ...(typeof number === 'number' ? checkPort(number, `${at}.port`) : []),
        ...(typeof number === 'string' ? checkText(number, `${at}.port`, portNameRule) : []),
      ];
    }),
    ...eachOf(rule, peers, path, checkPeer),
  ];
}

function checkPeer(peer: Fields, path: string): FieldError[] {
  const selectors = ['podSelector', 'namespaceSelector'].filter((field) => has(peer, field));
  const block = has(peer, 'ipBlock');
  if (selectors.length === 0 && !block) return [fieldRequired(path, 'must specify a peer')];
  if (selectors.length > 0 && block)
    return [fieldForbidden(path, 'may not specify both ipBlock and another peer')];
  const cidr = textAt(peer, 'ipBlock.cidr');
  return [
    ...selectors.flatMap((field) => checkLabelSelector(peer[field], `${path}.${field}`)),
    ...(block && cidr === '' ? [fieldRequired(`${path}.ipBlock.cidr`)] : []),
    ...(block && cidr !== '' ? checkCidr(cidr, `${path}.ipBlock.cidr`) : []),
  ];
}

/** @see kubernetes/kubernetes `pkg/apis/networking/validation/validation.go`, `ValidateServiceCIDR` */
export const serviceCidr: KindStrategy = () => ({
  hasStatus: true,
  defaults: (object) => {
    ensureFields(object, 'spec');
    ensureFields(object, 'status');
  },
  prepareForCreate: (object) => {
    resetStatus(object);
  },
  validate: (object) => {
    const cidrs = textsAt(object, 'spec.cidrs');
    if (cidrs.length === 0) return [fieldRequired('spec.cidrs', 'at least one CIDR required')];
    return cidrs.flatMap((cidr, index) => checkCidr(cidr, `spec.cidrs[${String(index)}]`));
  },
});

/** @see kubernetes/kubernetes `pkg/apis/networking/validation/validation.go`, `ValidateIPAddress` */
export const ipAddress: KindStrategy = () => ({
  nameRule: (name) =>
    isIp(name) ? [] : ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'],
  validate: (object) => {
    const path = 'spec.parentRef';
    if (!has(object, path)) return [fieldRequired(path)];
    return ['resource', 'name']
      .filter((field) => textAt(object, `${path}.${field}`) === '')
      .map((field) => fieldRequired(`${path}.${field}`));
  },
  validateUpdate: (object, current) =>
    checkImmutable(
      fieldsAt(object, 'spec')['parentRef'],
      fieldsAt(current, 'spec')['parentRef'],
      'spec.parentRef',
    ),
});
