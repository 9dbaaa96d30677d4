import {
  fieldDuplicate,
  fieldForbidden,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  isRecord,
  type FieldError,
} from '@skewplane/apimachinery';
import { has, listAt, textAt, valueAt, type Fields } from '../object-fields.js';
import { checkEnum, checkRange, eachOf } from './checks.js';
import { containersWithPaths } from './pod-rules.js';
import { checkAppArmor, checkId, checkSeccomp } from './security-context-validation.js';
import { checkWindowsOptions } from './windows-validation.js';

const maxInt32 = 2_147_483_647;

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validatePodSpecSecurityContext` */
export function checkPodSecurityContext(spec: Fields, path: string): FieldError[] {
  const at = `${path}.securityContext`;
  const context = isRecord(spec['securityContext']) ? spec['securityContext'] : {};
  const groups = context['supplementalGroups'];
  return [
    ...['fsGroup', 'runAsUser', 'runAsGroup'].flatMap((field) => checkId(context, field, at)),
    ...(Array.isArray(groups) ? groups : []).flatMap((group, index) =>
      checkRange(group, `${at}.supplementalGroups[${String(index)}]`, 0, maxInt32),
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
    ...checkSysctls(context, spec, at),
    ...checkChoice(context, 'fsGroupChangePolicy', at, ['Always', 'OnRootMismatch']),
    ...checkSeccomp(context['seccompProfile'], `${at}.seccompProfile`),
    ...checkWindowsOptions(context['windowsOptions'], `${at}.windowsOptions`),
    ...checkAppArmor(context['appArmorProfile'], `${at}.appArmorProfile`),
    ...checkChoice(context, 'supplementalGroupsPolicy', at, ['Merge', 'Strict']),
    ...checkChoice(context, 'seLinuxChangePolicy', at, ['MountOption', 'Recursive']),
  ];
}

/** Set to nothing is set all the same. */
function checkChoice(
  holder: Fields,
  field: string,
  path: string,
  supported: readonly string[],
): FieldError[] {
  if (!has(holder, field)) return [];
  const value = textAt(holder, field);
  return value === ''
    ? [fieldNotSupported(`${path}.${field}`, value, supported)]
    : checkEnum(value, `${path}.${field}`, supported);
}

const sysctlPattern = '^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$';
const sysctlName = new RegExp(sysctlPattern);
const longestSysctl = 253;

function checkSysctls(context: Fields, spec: Fields, path: string): FieldError[] {
  const names = new Set<string>();
  return eachOf(context, 'sysctls', path, (sysctl, at) => {
    const name = textAt(sysctl, 'name');
    const repeated = names.has(name);
    names.add(name);
    return [
      ...(name === ''
        ? [fieldRequired(`${at}.name`)]
        : name.length > longestSysctl || !sysctlName.test(name)
          ? [
              fieldInvalid(
                `${at}.name`,
                name,
                `must have at most ${String(longestSysctl)} characters and match regex ${sysctlPattern}`,
              ),
            ]
          : repeated
            ? [fieldDuplicate(`${at}.name`, name)]
            : []),
      ...checkHostSysctl(name, spec, `${at}.name`),
    ];
  });
}

/** Parameters that belong to a namespace the pod shares with its host. */
function checkHostSysctl(name: string, spec: Fields, path: string): FieldError[] {
  const dotted = name.replaceAll('/', '.');
  if (spec['hostNetwork'] === true && dotted.startsWith('net.'))
    return [fieldInvalid(path, name, "may not be specified when 'hostNetwork' is true")];
  const ipc = /^(kernel\.shm|kernel\.msg|kernel\.sem$|fs\.mqueue\.)/.test(dotted);
  return spec['hostIPC'] === true && ipc
    ? [fieldInvalid(path, name, "may not be specified when 'hostIPC' is true")]
    : [];
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateHostUsers` */
export function checkHostUsers(spec: Fields, path: string, minor: number): FieldError[] {
  if (spec['hostUsers'] !== false) return [];
  // Said another way before 1.34.
  const message = minor >= 34 ? 'when `hostUsers` is false' : 'when `pod.Spec.HostUsers` is false';
  const shared = [
    ['hostNetwork', 'hostNetwork'],
    ['hostPID', 'HostPID'],
    ['hostIPC', 'HostIPC'],
  ] as const;
  return [
    ...shared
      .filter(([field]) => spec[field] === true)
      .map(([, named]) => fieldForbidden(`${path}.${named}`, message)),
    ...(minor >= 34
      ? containersWithPaths(spec, path)
          .filter(([container]) => listAt(container, 'volumeDevices').length > 0)
          .map(([, at]) => fieldForbidden(`${at}.volumeDevices`, message))
      : []),
  ];
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validatePodHostNetworkDeps` */
export function checkHostNetwork(spec: Fields, path: string, isPod: boolean): FieldError[] {
  if (spec['hostNetwork'] !== true) return [];
  return eachOf(spec, 'containers', path, (container, at) =>
    eachOf(container, 'ports', at, (port, portAt) => {
      const hostPort = Number(valueAt(port, 'hostPort') ?? 0);
      // In a template the port may be left to the pod's own defaults.
      const judged = isPod || hostPort !== 0;
      return !judged || hostPort === valueAt(port, 'containerPort')
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
