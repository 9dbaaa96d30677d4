import {
  fieldDuplicate,
  fieldForbidden,
  fieldInvalid,
  fieldNotFound,
  fieldRequired,
  validateDns1123Label,
  type FieldError,
} from '@skewplane/apimachinery';
import { has, listAt, numberAt, textAt, type Fields } from '../object-fields.js';
import {
  checkEnum,
  checkName,
  checkPort,
  checkRequired,
  eachOf,
  portNameRule,
  protocols,
} from './checks.js';
import {
  checkInitRestartPolicy,
  checkResizePolicy,
  checkRestartPolicy,
} from './container-restart-validation.js';
import { checkEnvironment } from './env-validation.js';
import { checkDevices, checkMounts } from './mount-validation.js';
import type { PodRules } from './pod-rules.js';
import { checkLifecycle, checkProbes } from './probe-validation.js';
import { checkResourceRequirements } from './resource-requirements.js';
import { checkSecurityContext } from './security-context-validation.js';

/** What containers must fit: the pod around them. */
export interface ContainerRules extends PodRules {
  /** Volumes that mounts may name. */
  readonly volumes: ReadonlyMap<string, Fields>;
  readonly claims: ReadonlySet<string>;
  readonly gracePeriod: number | undefined;
  readonly restartPolicy: string;
  readonly hostUsers: boolean;
  /** Undefined when the pod does not say. */
  readonly os: string | undefined;
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateContainers` */
export function checkContainers(spec: Fields, path: string, rules: ContainerRules): FieldError[] {
  if (listAt(spec, 'containers').length === 0) return [fieldRequired(`${path}.containers`)];
  const names = new Set<string>();
  return [
    ...eachOf(spec, 'containers', path, (container, at) => [
      ...checkCommon(container, at, rules),
      ...checkUnique(textAt(container, 'name'), names, at),
      ...checkLifecycle(container, at, rules),
      ...checkProbes(container, at),
      ...(rules.restartRules
        ? checkRestartPolicy(container, at, rules.minor)
        : has(container, 'restartPolicy')
          ? [fieldForbidden(`${at}.restartPolicy`, 'may not be set for non-init containers')]
          : []),
    ]),
    ...checkHostPorts(spec, 'containers', path),
  ];
}

function checkUnique(name: string, names: Set<string>, path: string): FieldError[] {
  if (names.has(name)) return [fieldDuplicate(`${path}.name`, name)];
  names.add(name);
  return [];
}

const onlyForRunning = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'];

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateInitContainers` */
export function checkInitContainers(
  spec: Fields,
  path: string,
  rules: ContainerRules,
): FieldError[] {
  const names = new Set(listAt(spec, 'containers').map((each) => textAt(each, 'name')));
  return eachOf(spec, 'initContainers', path, (container, at, index) => [
    ...checkCommon(container, at, rules),
    ...checkInitRestartPolicy(container, at, rules),
    ...checkUnique(textAt(container, 'name'), names, at),
    // Upstream judges them one by one, so that the path is always that of the first.
    ...checkHostPortsOf(container, `${path}.initContainers[0]`, new Set()),
    ...(container['restartPolicy'] === 'Always'
      ? [...checkLifecycle(container, at, rules), ...checkProbes(container, at)]
      : onlyForRunning
          .filter((field) => has(container, field))
          .map((field) =>
            fieldForbidden(
              `${at}.${field}`,
              'may not be set for init containers without restartPolicy=Always',
            ),
          )),
    ...checkInitResizePolicy(container, `${path}.initContainers[${String(index)}]`, rules.minor),
  ]);
}

function checkInitResizePolicy(container: Fields, path: string, minor: number): FieldError[] {
  const policies = listAt(container, 'resizePolicy');
  if (policies.length === 0) return [];
  if (minor < 33)
    return [fieldInvalid(`${path}.resizePolicy`, policies, 'must not be set for init containers')];
  // Refused since 1.36.
  if (minor < 36 || container['restartPolicy'] === 'Always') return [];
  return eachOf(container, 'resizePolicy', path, (policy, at) =>
    policy['restartPolicy'] === 'RestartContainer'
      ? [
          fieldInvalid(
            `${at}.restartPolicy`,
            'RestartContainer',
            "must not be set to 'RestartContainer' for non-sidecar initContainers",
          ),
        ]
      : [],
  );
}

/** Of a container for debugging: it comes and goes, so nothing may rely on it. */
const notForEphemeral = [
  'ports',
  'resources',
  'resizePolicy',
  'restartPolicy',
  'restartPolicyRules',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
];
const ephemeralMessage = 'cannot be set for an Ephemeral Container';

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateEphemeralContainers` */
export function checkEphemeralContainers(
  spec: Fields,
  path: string,
  rules: ContainerRules,
): FieldError[] {
  if (listAt(spec, 'ephemeralContainers').length === 0) return [];
  const others = new Set(
    [...listAt(spec, 'containers'), ...listAt(spec, 'initContainers')].map((each) =>
      textAt(each, 'name'),
    ),
  );
  const names = new Set(others);
  return eachOf(spec, 'ephemeralContainers', path, (container, at) => {
    const target = textAt(container, 'targetContainerName');
    return [
      ...checkCommon(container, at, rules),
      ...checkImageText(container, at),
      ...checkUnique(textAt(container, 'name'), names, at),
      ...(target !== '' && !others.has(target)
        ? [fieldNotFound(`${at}.targetContainerName`, target)]
        : []),
      ...notForEphemeral
        .filter((field) => isFilled(container[field]))
        .map((field) => fieldForbidden(`${at}.${field}`, ephemeralMessage)),
      ...eachOf(container, 'volumeMounts', at, (mount, mountAt) =>
        ['subPath', 'subPathExpr']
          .filter((field) => textAt(mount, field) !== '')
          .map((field) => fieldForbidden(`${mountAt}.${field}`, ephemeralMessage)),
      ),
    ];
  });
}

function isFilled(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

/** Only in pods, not in templates. */
export function checkImageText(container: Fields, path: string): FieldError[] {
  const image = textAt(container, 'image');
  return image === image.trim()
    ? []
    : [fieldInvalid(`${path}.image`, image, 'must not have leading or trailing whitespace')];
}

function checkCommon(container: Fields, path: string, rules: ContainerRules): FieldError[] {
  return [
    ...checkName(textAt(container, 'name'), `${path}.name`, validateDns1123Label),
    ...checkRequired(container, 'image', path),
    ...checkEnum(container['terminationMessagePolicy'], `${path}.terminationMessagePolicy`, [
      'File',
      'FallbackToLogsOnError',
    ]),
    ...checkPorts(container, path),
    ...checkEnvironment(container, path, rules),
    ...checkMounts(container, path, rules.volumes, rules.minor),
    ...checkDevices(container, path, rules.volumes),
    ...checkEnum(container['imagePullPolicy'], `${path}.imagePullPolicy`, [
      'Always',
      'IfNotPresent',
      'Never',
    ]),
    ...checkResourceRequirements(container['resources'], `${path}.resources`, rules.claims),
    ...checkResizePolicy(container, path, rules),
    ...checkSecurityContext(
      container['securityContext'],
      `${path}.securityContext`,
      rules.hostUsers,
    ),
  ];
}

function checkPorts(container: Fields, path: string): FieldError[] {
  const names = new Set<string>();
  return eachOf(container, 'ports', path, (port, at) => {
    const name = textAt(port, 'name');
    const misnamed = name === '' ? [] : portNameRule(name);
    const repeated = name !== '' && misnamed.length === 0 && names.has(name);
    names.add(name);
    const number = numberAt(port, 'containerPort') ?? 0;
    const hostPort = numberAt(port, 'hostPort') ?? 0;
    return [
      ...misnamed.map((problem) => fieldInvalid(`${at}.name`, name, problem)),
      ...(repeated ? [fieldDuplicate(`${at}.name`, name)] : []),
      ...(number === 0
        ? [fieldRequired(`${at}.containerPort`)]
        : checkPort(number, `${at}.containerPort`)),
      ...(hostPort === 0 ? [] : checkPort(hostPort, `${at}.hostPort`)),
      ...checkEnum(port['protocol'], `${at}.protocol`, protocols),
    ];
  });
}

/** Two containers of one pod cannot have the same port of the host. */
function checkHostPorts(spec: Fields, list: string, path: string): FieldError[] {
  const taken = new Set<string>();
  return eachOf(spec, list, path, (container, at) => checkHostPortsOf(container, at, taken));
}

function checkHostPortsOf(container: Fields, path: string, taken: Set<string>): FieldError[] {
  return eachOf(container, 'ports', path, (port, at) => {
    const hostPort = numberAt(port, 'hostPort') ?? 0;
    if (hostPort === 0) return [];
    const key = `${textAt(port, 'protocol')}/${textAt(port, 'hostIP')}/${String(hostPort)}`;
    if (taken.has(key)) return [fieldDuplicate(`${at}.hostPort`, key)];
    taken.add(key);
    return [];
  });
}
