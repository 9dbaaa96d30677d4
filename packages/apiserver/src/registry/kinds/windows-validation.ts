import {
  fieldForbidden,
  fieldInvalid,
  isRecord,
  validateDns1123Subdomain,
  type FieldError,
} from '@skewplane/apimachinery';
import { fieldsAt, has, listAt, textAt, valueAt, type Fields } from '../object-fields.js';
import { checkText } from './checks.js';
import { allContainersOf, containersWithPaths } from './pod-rules.js';

const specLimitKiB = 64;
const domainLimit = 256;
const userLimit = 104;
const netBios = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const dnsLabel = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const dnsDomain = new RegExp(`^${dnsLabel}(?:\\.${dnsLabel})*$`);

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateWindowsSecurityContextOptions` */
export function checkWindowsOptions(options: unknown, path: string): FieldError[] {
  if (!isRecord(options)) return [];
  return [
    ...(has(options, 'gmsaCredentialSpecName')
      ? checkText(
          textAt(options, 'gmsaCredentialSpecName'),
          `${path}.gmsaCredentialSpecName`,
          validateDns1123Subdomain,
        )
      : []),
    ...(has(options, 'gmsaCredentialSpec')
      ? checkCredentials(textAt(options, 'gmsaCredentialSpec'), `${path}.gmsaCredentialSpec`)
      : []),
    ...(has(options, 'runAsUserName')
      ? userProblems(textAt(options, 'runAsUserName')).map((problem) =>
          fieldInvalid(`${path}.runAsUserName`, textAt(options, 'runAsUserName'), problem),
        )
      : []),
  ];
}

function checkCredentials(spec: string, path: string): FieldError[] {
  if (spec === '')
    return [fieldInvalid(path, spec, 'gmsaCredentialSpec cannot be an empty string')];
  return Buffer.byteLength(spec) > specLimitKiB * 1024
    ? [
        fieldInvalid(
          path,
          spec,
          `gmsaCredentialSpec size must be under ${String(specLimitKiB)} KiB`,
        ),
      ]
    : [];
}

function userProblems(name: string): string[] {
  if (name === '') return ['runAsUserName cannot be an empty string'];
  if (/\p{Cc}/u.test(name)) return ['runAsUserName cannot contain control characters'];
  const parts = name.split('\\');
  if (parts.length > 2) return ['runAsUserName cannot contain more than one backslash'];
  const user = parts.at(-1) ?? '';
  const domain = parts.length === 2 ? (parts[0] ?? '') : undefined;
  return [
    ...(domain !== undefined && domain.length >= domainLimit
      ? [`runAsUserName's Domain length must be under ${String(domainLimit)} characters`]
      : []),
    ...(domain !== undefined && !netBios.test(domain) && !dnsDomain.test(domain)
      ? ["runAsUserName's Domain doesn't match the NetBios nor the DNS format"]
      : []),
    ...(user === '' ? ["runAsUserName's User cannot be empty"] : []),
    ...(user.length > userLimit
      ? [`runAsUserName's User length must not be longer than ${String(userLimit)} characters`]
      : []),
    ...(/^[. ]+$/.test(user) ? ["runAsUserName's User cannot contain only periods or spaces"] : []),
    ...(/["/\\:;|=,+*?<>@[\]]/.test(user)
      ? ['runAsUserName\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]']
      : []),
  ];
}

const hostProcessOf = (holder: unknown): boolean | undefined => {
  const value = valueAt(holder, 'securityContext.windowsOptions.hostProcess');
  return typeof value === 'boolean' ? value : undefined;
};

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateWindowsHostProcessPod` */
export function checkHostProcess(spec: Fields, path: string): FieldError[] {
  const ofPod = hostProcessOf(spec);
  const asked = [spec, ...allContainersOf(spec)].some((each) => hostProcessOf(each) !== undefined);
  if (!asked) return [];
  const containers = containersWithPaths(spec, path);
  const hosts = containers.filter(([each]) => hostProcessOf(each) ?? ofPod ?? false).length;
  const errors =
    ofPod === undefined
      ? []
      : containers.flatMap(([container, at]) => {
          const own = hostProcessOf(container);
          return own === undefined || own === ofPod
            ? []
            : [
                fieldInvalid(
                  `${at}.securityContext.windowsOptions.hostProcess`,
                  own,
                  `pod hostProcess value must be identical if both are specified, was ${String(ofPod)}`,
                ),
              ];
        });
  if (hosts === 0) return errors;
  return [
    ...errors,
    ...(hosts === containers.length
      ? []
      : [
          fieldInvalid(
            path,
            '',
            'If pod contains any hostProcess containers then all containers must be HostProcess containers',
          ),
        ]),
    ...(spec['hostNetwork'] === true
      ? []
      : [
          fieldInvalid(
            `${path}.hostNetwork`,
            false,
            'hostNetwork must be true if pod contains any hostProcess containers',
          ),
        ]),
  ];
}

const notForWindows = 'cannot be set for a windows pod';
const notForLinux = 'windows options cannot be set for a linux pod';

/** Of the pod itself, in upstream's order; those that stand in its security context are marked. */
const podFields = [
  ['securityContext', 'appArmorProfile'],
  ['securityContext', 'seLinuxOptions'],
  ['', 'hostUsers'],
  ['', 'hostPID'],
  ['', 'hostIPC'],
  ['securityContext', 'seccompProfile'],
  ['securityContext', 'fsGroup'],
  ['securityContext', 'fsGroupChangePolicy'],
  ['securityContext', 'sysctls'],
  ['', 'shareProcessNamespace'],
  ['securityContext', 'runAsUser'],
  ['securityContext', 'runAsGroup'],
  ['securityContext', 'supplementalGroups'],
  ['securityContext', 'supplementalGroupsPolicy'],
  ['securityContext', 'seLinuxChangePolicy'],
] as const;

const containerFields = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
];

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateWindows` */
export const checkWindowsPod = (spec: Fields, path: string): FieldError[] => [
  ...podFields
    .filter(([holder, field]) => isSet(holder === '' ? spec : fieldsAt(spec, holder), field))
    .map(([holder, field]) =>
      fieldForbidden(`${path}.${holder === '' ? field : `${holder}.${field}`}`, notForWindows),
    ),
  ...containersWithPaths(spec, path).flatMap(([container, at]) =>
    containerFields
      .filter((field) => has(container, `securityContext.${field}`))
      .map((field) => fieldForbidden(`${at}.securityContext.${field}`, notForWindows)),
  ),
];

/** What is a plain value upstream counts only when it is not zero. */
function isSet(holder: Fields, field: string): boolean {
  if (field === 'hostPID' || field === 'hostIPC') return holder[field] === true;
  if (field === 'sysctls') return listAt(holder, field).length > 0;
  return has(holder, field);
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateLinux` */
export const checkLinuxPod = (spec: Fields, path: string): FieldError[] => [
  ...(has(spec, 'securityContext.windowsOptions')
    ? [fieldForbidden(`${path}.securityContext.windowsOptions`, notForLinux)]
    : []),
  ...containersWithPaths(spec, path)
    .filter(([container]) => has(container, 'securityContext.windowsOptions'))
    .map(([, at]) => fieldForbidden(`${at}.securityContext.windowsOptions`, notForLinux)),
];
