import {
  fieldDuplicate,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  validateDns1123Label,
  validateDns1123Subdomain,
  validateLabelValue,
  validateQualifiedName,
  type FieldError,
} from '@skewplane/apimachinery';
import { has, numberAt, textAt, textMapAt, valueAt, type Fields } from '../object-fields.js';
import { validateLabels } from '../object-meta-validation.js';
import { checkEnum, checkLabelSelector, checkRange, checkText, eachOf } from './checks.js';
import { checkContainers, checkInitContainers } from './container-validation.js';
import { checkVolumes } from './volume-validation.js';

const maxInt32 = 2_147_483_647;

/**
 * A pod spec, in a pod or in a template.
 * @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidatePodSpec`
 */
export function checkPodSpec(spec: Fields, path: string, minor: number): FieldError[] {
  const volumes = checkVolumes(spec, path);
  const rules = { minor, volumes: volumes.names };
  return [
    ...(has(spec, 'terminationGracePeriodSeconds')
      ? []
      : [fieldRequired(`${path}.terminationGracePeriodSeconds`)]),
    ...volumes.errors,
    ...checkContainers(spec, path, rules),
    ...checkInitContainers(spec, path, rules),
    ...checkHostNetwork(spec, path),
    ...checkEnum(spec['restartPolicy'], `${path}.restartPolicy`, ['Always', 'OnFailure', 'Never']),
    ...checkEnum(spec['dnsPolicy'], `${path}.dnsPolicy`, [
      'ClusterFirstWithHostNet',
      'ClusterFirst',
      'Default',
      'None',
    ]),
    ...validateLabels(textMapAt(spec, 'nodeSelector'), `${path}.nodeSelector`),
    ...checkPodSecurityContext(spec, path),
    ...checkDns(spec, path),
    ...checkAffinity(spec, path),
    ...eachOf(spec, 'readinessGates', path, (gate, at) =>
      checkText(textAt(gate, 'conditionType'), `${at}.conditionType`, validateQualifiedName),
    ),
    ...checkSchedulingGates(spec, path),
    ...checkSpreadConstraints(spec, path),
    ...checkNames(spec, path),
    ...checkRange(spec['activeDeadlineSeconds'], `${path}.activeDeadlineSeconds`, 1, maxInt32),
    ...eachOf(spec, 'tolerations', path, checkToleration),
    ...checkEnum(
      spec['preemptionPolicy'],
      `${path}.preemptionPolicy`,
      ['PreemptLowerPriority', 'Never'],
      'fine',
    ),
  ];
}

const nameFields = [
  ['serviceAccountName', validateDns1123Subdomain],
  ['nodeName', validateDns1123Subdomain],
  ['hostname', validateDns1123Label],
  ['subdomain', validateDns1123Label],
  ['priorityClassName', validateDns1123Subdomain],
  ['runtimeClassName', validateDns1123Subdomain],
] as const;

const checkNames = (spec: Fields, path: string): FieldError[] =>
  nameFields.flatMap(([field, rule]) => {
    const value = textAt(spec, field);
    return value === '' ? [] : checkText(value, `${path}.${field}`, rule);
  });

/** On the host's network a container's port is the host's port. */
function checkHostNetwork(spec: Fields, path: string): FieldError[] {
  if (valueAt(spec, 'hostNetwork') !== true) return [];
  return eachOf(spec, 'containers', path, (container, at) =>
    eachOf(container, 'ports', at, (port, portAt) => {
      const hostPort = numberAt(port, 'hostPort') ?? 0;
      return hostPort === numberAt(port, 'containerPort')
        ? []
        : [
            fieldInvalid(
              `${portAt}.hostPort`,
              hostPort,
              'must match `containerPort` when `hostNetwork` is true',
            ),
          ];
    }),
  );
}

function checkPodSecurityContext(spec: Fields, path: string): FieldError[] {
  const at = `${path}.securityContext`;
  const context = spec['securityContext'];
  return [
    ...['fsGroup', 'runAsUser', 'runAsGroup'].flatMap((field) =>
      checkRange(valueAt(context, field), `${at}.${field}`, 0, maxInt32),
    ),
    ...(spec['shareProcessNamespace'] === true && spec['hostPID'] === true
      ? [
          fieldInvalid(
            `${at}.shareProcessNamespace`,
            true,
            'ShareProcessNamespace and HostPID cannot both be enabled',
          ),
        ]
      : []),
  ];
}

function checkDns(spec: Fields, path: string): FieldError[] {
  if (spec['dnsPolicy'] !== 'None') return [];
  const at = `${path}.dnsConfig`;
  if (!has(spec, 'dnsConfig'))
    return [fieldRequired(at, 'must provide `dnsConfig` when `dnsPolicy` is None')];
  const servers = valueAt(spec, 'dnsConfig.nameservers');
  return Array.isArray(servers) && servers.length > 0
    ? []
    : [
        fieldRequired(
          `${at}.nameservers`,
          'must provide at least one DNS nameserver when `dnsPolicy` is None',
        ),
      ];
}

function checkSchedulingGates(spec: Fields, path: string): FieldError[] {
  const seen = new Set<string>();
  return eachOf(spec, 'schedulingGates', path, (gate, at) => {
    const name = textAt(gate, 'name');
    const repeated = seen.has(name);
    seen.add(name);
    return [
      // Upstream gives the path of the gate here, not of its name.
      ...checkText(name, at, validateQualifiedName),
      ...(repeated ? [fieldDuplicate(at, name)] : []),
    ];
  });
}

const spreadActions = ['DoNotSchedule', 'ScheduleAnyway'];

function checkSpreadConstraints(spec: Fields, path: string): FieldError[] {
  const seen = new Set<string>();
  return eachOf(spec, 'topologySpreadConstraints', path, (constraint, at) => {
    const key = textAt(constraint, 'topologyKey');
    const action = textAt(constraint, 'whenUnsatisfiable');
    const pair = `{${key}, ${action}}`;
    const repeated = seen.has(pair);
    seen.add(pair);
    const skew = numberAt(constraint, 'maxSkew') ?? 0;
    return [
      ...(skew > 0 ? [] : [fieldInvalid(`${at}.maxSkew`, skew, 'must be greater than zero')]),
      ...(key === '' ? [fieldRequired(`${at}.topologyKey`, 'can not be empty')] : []),
      ...(spreadActions.includes(action)
        ? []
        : [fieldNotSupported(`${at}.whenUnsatisfiable`, action, spreadActions)]),
      ...(repeated ? [fieldDuplicate(`${at}.{topologyKey, whenUnsatisfiable}`, pair)] : []),
      ...checkLabelSelector(constraint['labelSelector'], `${at}.labelSelector`),
    ];
  });
}

const operators = ['Equal', 'Exists'];
const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateTolerations` */
export function checkToleration(toleration: Fields, path: string): FieldError[] {
  const key = textAt(toleration, 'key');
  const operator = textAt(toleration, 'operator');
  const effect = textAt(toleration, 'effect');
  return [
    ...(key === '' ? [] : checkText(key, `${path}.key`, validateQualifiedName)),
    ...(key === '' && operator !== 'Exists'
      ? [
          fieldInvalid(
            `${path}.operator`,
            operator,
            'operator must be Exists when `key` is empty, which means "match all values and all keys"',
          ),
        ]
      : []),
    ...(has(toleration, 'tolerationSeconds') && effect !== 'NoExecute'
      ? [
          fieldInvalid(
            `${path}.effect`,
            effect,
            "effect must be 'NoExecute' when `tolerationSeconds` is set",
          ),
        ]
      : []),
    ...checkTolerationValue(operator, textAt(toleration, 'value'), path),
    ...checkEnum(effect, `${path}.effect`, effects, 'fine'),
  ];
}

function checkTolerationValue(operator: string, value: string, path: string): FieldError[] {
  if (operator === 'Exists') {
    return value === ''
      ? []
      : [
          fieldInvalid(
            `${path}.operator`,
            value,
            "value must be empty when `operator` is 'Exists'",
          ),
        ];
  }
  if (operator !== '' && operator !== 'Equal') {
    return checkEnum(operator, `${path}.operator`, operators);
  }
  const problems = validateLabelValue(value);
  return problems.length === 0 ? [] : [fieldInvalid(`${path}.operator`, value, problems.join(';'))];
}

/** Inter-pod terms and node terms, as far as they decide whether the scheduler can read them. */
function checkAffinity(spec: Fields, path: string): FieldError[] {
  return ['podAffinity', 'podAntiAffinity'].flatMap((kind) => {
    const affinity = valueAt(spec, `affinity.${kind}`);
    const at = `${path}.affinity.${kind}`;
    return [
      ...eachOf(
        affinity,
        'requiredDuringSchedulingIgnoredDuringExecution',
        at,
        checkPodAffinityTerm,
      ),
      ...eachOf(
        affinity,
        'preferredDuringSchedulingIgnoredDuringExecution',
        at,
        (weighted, termAt) => [
          ...checkWeight(weighted, termAt),
          ...checkPodAffinityTerm(
            (weighted['podAffinityTerm'] ?? {}) as Fields,
            `${termAt}.podAffinityTerm`,
          ),
        ],
      ),
    ];
  });
}

function checkWeight(weighted: Fields, path: string): FieldError[] {
  const weight = numberAt(weighted, 'weight') ?? 0;
  return weight >= 1 && weight <= 100
    ? []
    : [fieldInvalid(`${path}.weight`, weight, 'must be in the range 1-100')];
}

function checkPodAffinityTerm(term: Fields, path: string): FieldError[] {
  const key = textAt(term, 'topologyKey');
  return [
    ...checkLabelSelector(term['labelSelector'], `${path}.labelSelector`),
    ...checkLabelSelector(term['namespaceSelector'], `${path}.namespaceSelector`),
    ...(key === ''
      ? [fieldRequired(`${path}.topologyKey`, 'can not be empty')]
      : checkText(key, `${path}.topologyKey`, validateQualifiedName)),
  ];
}
