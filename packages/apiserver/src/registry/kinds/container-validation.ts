import {
  fieldDuplicate,
  fieldForbidden,
  fieldInvalid,
  fieldNotFound,
  fieldRequired,
  validateDns1123Label,
  type FieldError,
} from '@skewplane/apimachinery';
import { has, listAt, numberAt, textAt, textsAt, valueAt, type Fields } from '../object-fields.js';
import {
  checkEnum,
  checkName,
  checkPort,
  checkRequired,
  eachOf,
  portNameRule,
  protocols,
} from './checks.js';
import { checkEnvironment } from './env-validation.js';
import { checkHandler, checkProbes } from './probe-validation.js';
import { checkResourceRequirements } from './resource-requirements.js';
import { checkLocalPath } from './volume-validation.js';

export interface ContainerRules {
  readonly minor: number;
  /** Volumes that mounts may name. */
  readonly volumes: ReadonlySet<string>;
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateContainers` */
export function checkContainers(spec: Fields, path: string, rules: ContainerRules): FieldError[] {
  const containers = listAt(spec, 'containers');
  if (containers.length === 0) return [fieldRequired(`${path}.containers`)];
  const names = new Set<string>();
  return [
    ...eachOf(spec, 'containers', path, (container, at) => [
      ...checkCommon(container, at, rules),
      ...checkUnique(textAt(container, 'name'), names, at),
      ...checkLifecycle(container, at),
      ...checkProbes(container, at),
      ...(rules.minor < 35 && has(container, 'restartPolicy')
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

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateInitContainers` */
export function checkInitContainers(
  spec: Fields,
  path: string,
  rules: ContainerRules,
): FieldError[] {
  const names = new Set(listAt(spec, 'containers').map((each) => textAt(each, 'name')));
  return eachOf(spec, 'initContainers', path, (container, at) => [
    ...checkCommon(container, at, rules),
    ...checkEnum(container['restartPolicy'], `${at}.restartPolicy`, ['Always'], 'fine'),
    ...checkUnique(textAt(container, 'name'), names, at),
    ...checkHostPortsOf(container, at, new Set()),
    ...(container['restartPolicy'] === 'Always'
      ? [...checkLifecycle(container, at), ...checkProbes(container, at)]
      : ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe']
          .filter((field) => has(container, field))
          .map((field) =>
            fieldForbidden(
              `${at}.${field}`,
              'may not be set for init containers without restartPolicy=Always',
            ),
          )),
  ]);
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
    ...checkEnvironment(container, path, rules.minor),
    ...checkMounts(container, path, rules.volumes),
    ...checkEnum(container['imagePullPolicy'], `${path}.imagePullPolicy`, [
      'Always',
      'IfNotPresent',
      'Never',
    ]),
    ...checkResourceRequirements(container['resources'], `${path}.resources`),
    ...checkSecurityContext(container['securityContext'], `${path}.securityContext`),
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

function checkMounts(container: Fields, path: string, volumes: ReadonlySet<string>): FieldError[] {
  const taken = new Set<string>();
  return eachOf(container, 'volumeMounts', path, (mount, at) => {
    const name = textAt(mount, 'name');
    const to = textAt(mount, 'mountPath');
    const repeated = taken.has(to);
    taken.add(to);
    const subPath = textAt(mount, 'subPath');
    const expression = textAt(mount, 'subPathExpr');
    return [
      ...checkRequired(mount, 'name', at),
      ...(volumes.has(name) ? [] : [fieldNotFound(`${at}.name`, name)]),
      ...checkRequired(mount, 'mountPath', at),
      ...(repeated ? [fieldInvalid(`${at}.mountPath`, to, 'must be unique')] : []),
      // Upstream leaves the index out of these two paths.
      ...(subPath === '' ? [] : checkLocalPath(subPath, `${path}.volumeMounts.subPath`)),
      ...(expression !== '' && subPath !== ''
        ? [
            fieldInvalid(
              `${at}.subPathExpr`,
              expression,
              'subPathExpr and subPath are mutually exclusive',
            ),
          ]
        : []),
    ];
  });
}

function checkLifecycle(container: Fields, path: string): FieldError[] {
  return ['postStart', 'preStop'].flatMap((hook) => {
    const handler = valueAt(container, `lifecycle.${hook}`);
    return handler === undefined || handler === null
      ? []
      : checkHandler(handler, `${path}.lifecycle.${hook}`);
  });
}

function checkSecurityContext(context: unknown, path: string): FieldError[] {
  if (valueAt(context, 'allowPrivilegeEscalation') !== false) return [];
  const added = textsAt(context, 'capabilities.add');
  return [
    ...(valueAt(context, 'privileged') === true
      ? [
          fieldInvalid(
            path,
            context,
            'cannot set `allowPrivilegeEscalation` to false and `privileged` to true',
          ),
        ]
      : []),
    ...(added.includes('CAP_SYS_ADMIN')
      ? [
          fieldInvalid(
            path,
            context,
            'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN',
          ),
        ]
      : []),
  ];
}
