import {
  fieldDuplicate,
  fieldForbidden,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  fieldTooLong,
  validateDns1123Label,
  validateDns1123Subdomain,
  validateQualifiedName,
  type FieldError,
} from '@skewplane/apimachinery';
import {
  fieldsAt,
  has,
  listAt,
  numberAt,
  textAt,
  textMapAt,
  type Fields,
} from '../object-fields.js';
import { validateLabels } from '../object-meta-validation.js';
import { checkAffinity } from './affinity-validation.js';
import { checkEnum, checkName, checkRange, checkText, eachOf } from './checks.js';
import {
  checkContainers,
  checkEphemeralContainers,
  checkInitContainers,
  type ContainerRules,
} from './container-validation.js';
import { checkFileKeyVolumes } from './env-validation.js';
import { checkLegacyIp } from './ip-address.js';
import { checkDnsConfig } from './pod-dns-validation.js';
import { checkPodResources } from './pod-level-resources.js';
import type { PodRules } from './pod-rules.js';
import {
  checkHostNetwork,
  checkHostUsers,
  checkPodSecurityContext,
} from './pod-security-validation.js';
import { checkResourceRequirements } from './resource-requirements.js';
import { checkToleration } from './toleration-validation.js';
import { checkSpreadConstraints } from './topology-spread-validation.js';
import { checkVolumes } from './volume-validation.js';
import { checkHostProcess, checkLinuxPod, checkWindowsPod } from './windows-validation.js';

const maxInt32 = 2_147_483_647;
const dnsPolicies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];

/**
 * A pod spec, in a pod or in a template.
 * @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidatePodSpec`
 */
export function checkPodSpec(spec: Fields, path: string, rules: PodRules): FieldError[] {
  const { errors, volumes } = checkVolumes(spec, path, rules);
  const inPod: ContainerRules = {
    ...rules,
    volumes,
    claims: claimNames(spec),
    gracePeriod: numberAt(spec, 'terminationGracePeriodSeconds'),
    restartPolicy: textAt(spec, 'restartPolicy'),
    hostUsers: spec['hostUsers'] !== false,
    os: has(spec, 'os') ? textAt(spec, 'os.name') : undefined,
  };
  return [
    ...(has(spec, 'terminationGracePeriodSeconds')
      ? []
      : [fieldRequired(`${path}.terminationGracePeriodSeconds`)]),
    ...errors,
    ...checkResourceClaims(spec, path, rules),
    ...checkContainers(spec, path, inPod),
    ...checkInitContainers(spec, path, inPod),
    ...checkEphemeralContainers(spec, path, inPod),
    // Resources of the pod itself are on by default since 1.34.
    ...(rules.minor >= 34 ? checkPodResources(spec, path, inPod.claims) : []),
    ...checkHostNetwork(spec, path, rules.isPod),
    ...checkEnum(spec['restartPolicy'], `${path}.restartPolicy`, ['Always', 'OnFailure', 'Never']),
    ...checkEnum(spec['dnsPolicy'], `${path}.dnsPolicy`, dnsPolicies),
    ...validateLabels(textMapAt(spec, 'nodeSelector'), `${path}.nodeSelector`),
    ...checkPodSecurityContext(spec, path),
    ...checkAffinity(spec, path, rules.minor),
    ...checkDnsConfig(spec, path, rules),
    ...eachOf(spec, 'readinessGates', path, (gate, at) =>
      checkText(textAt(gate, 'conditionType'), `${at}.conditionType`, validateQualifiedName),
    ),
    ...checkSchedulingGates(spec, path),
    ...checkSpreadConstraints(spec, path, rules),
    ...checkHostProcess(spec, path),
    ...checkHostUsers(spec, path, rules.minor),
    ...checkHostnameOverride(spec, path),
    ...checkNames(spec, path, firstNames),
    ...checkRange(spec['activeDeadlineSeconds'], `${path}.activeDeadlineSeconds`, 1, maxInt32),
    ...checkNames(spec, path, hostNames),
    ...eachOf(spec, 'tolerations', path, (toleration, at) =>
      checkToleration(toleration, at, rules.minor),
    ),
    ...eachOf(spec, 'hostAliases', path, (alias, at) => checkHostAlias(alias, at, rules.minor)),
    ...checkNames(spec, path, classNames),
    ...(has(spec, 'preemptionPolicy')
      ? checkEnum(spec['preemptionPolicy'], `${path}.preemptionPolicy`, [
          'PreemptLowerPriority',
          'Never',
        ])
      : []),
    ...(has(spec, 'overhead')
      ? checkResourceRequirements({ limits: spec['overhead'] }, `${path}.overhead`)
      : []),
    ...checkOs(spec, path, rules.minor),
    ...checkFileKeyVolumes(spec, path),
  ];
}

const claimNames = (spec: Fields): ReadonlySet<string> =>
  new Set(
    listAt(spec, 'resourceClaims')
      .map((claim) => textAt(claim, 'name'))
      .filter((name) => name !== ''),
  );

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validatePodResourceClaim` */
function checkResourceClaims(spec: Fields, path: string, rules: PodRules): FieldError[] {
  const names = new Set<string>();
  const choices = ['resourceClaimName', 'resourceClaimTemplateName'] as const;
  return eachOf(spec, 'resourceClaims', path, (claim, at) => {
    if (rules.mirror) return [fieldForbidden('', 'static pods do not support resource claims')];
    const name = textAt(claim, 'name');
    const repeated = names.has(name);
    names.add(name);
    const chosen = choices.filter((field) => has(claim, field));
    return [
      ...(repeated && name !== ''
        ? [fieldDuplicate(`${at}.name`, name)]
        : checkName(name, `${at}.name`, validateDns1123Label)),
      ...(chosen.length > 1
        ? [
            fieldInvalid(
              at,
              claim,
              'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified',
            ),
          ]
        : []),
      ...(chosen.length === 0
        ? [
            fieldInvalid(
              at,
              claim,
              'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`',
            ),
          ]
        : []),
      ...chosen.flatMap((field) =>
        checkText(textAt(claim, field), `${at}.${field}`, validateDns1123Subdomain),
      ),
    ];
  });
}

const firstNames = [
  ['serviceAccountName', validateDns1123Subdomain],
  ['nodeName', validateDns1123Subdomain],
] as const;
const hostNames = [
  ['hostname', validateDns1123Label],
  ['subdomain', validateDns1123Label],
] as const;
const classNames = [
  ['priorityClassName', validateDns1123Subdomain],
  ['runtimeClassName', validateDns1123Subdomain],
] as const;

const checkNames = (
  spec: Fields,
  path: string,
  fields: typeof firstNames | typeof hostNames | typeof classNames,
): FieldError[] =>
  fields.flatMap(([field, rule]) => {
    const value = textAt(spec, field);
    const unset = field === 'runtimeClassName' ? !has(spec, field) : value === '';
    return unset ? [] : checkText(value, `${path}.${field}`, rule);
  });

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

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validatePodHostName` */
function checkHostnameOverride(spec: Fields, path: string): FieldError[] {
  if (!has(spec, 'hostnameOverride')) return [];
  const at = `${path}.hostnameOverride`;
  const name = textAt(spec, 'hostnameOverride');
  return [
    ...(spec['setHostnameAsFQDN'] === true
      ? [fieldForbidden(at, 'may not be specified when setHostnameAsFQDN is true')]
      : []),
    ...(spec['hostNetwork'] === true
      ? [fieldForbidden(at, 'may not be specified when hostNetwork is true')]
      : []),
    ...(name.length > 64 ? [fieldTooLong(at, 64)] : []),
    ...checkText(name, at, validateDns1123Subdomain),
  ];
}

function checkHostAlias(alias: Fields, path: string, minor: number): FieldError[] {
  const names = Array.isArray(alias['hostnames']) ? alias['hostnames'].map(String) : [];
  return [
    ...checkLegacyIp(textAt(alias, 'ip'), `${path}.ip`, minor),
    ...names.flatMap((name, index) =>
      checkText(name, `${path}.hostnames[${String(index)}]`, validateDns1123Subdomain),
    ),
  ];
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateOS` */
function checkOs(spec: Fields, path: string, minor: number): FieldError[] {
  if (!has(spec, 'os')) return [];
  const name = textAt(fieldsAt(spec, 'os'), 'name');
  switch (name) {
    case '':
      return [fieldRequired(`${path}.os.name`, minor < 34 ? 'cannot be empty' : '')];
    case 'linux':
      return checkLinuxPod(spec, path);
    case 'windows':
      return checkWindowsPod(spec, path);
    default:
      return [fieldNotSupported(`${path}.os`, name, ['linux', 'windows'])];
  }
}
