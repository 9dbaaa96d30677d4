import {
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  fieldTooLong,
  isRecord,
  type FieldError,
} from '@skewplane/apimachinery';
import { has, textAt, textsAt, valueAt, type Fields } from '../object-fields.js';
import { checkRange } from './checks.js';
import { checkRelativePath } from './file-path-validation.js';
import { checkWindowsOptions } from './windows-validation.js';

const maxInt32 = 2_147_483_647;

export const checkId = (context: Fields, field: string, path: string): FieldError[] =>
  checkRange(context[field], `${path}.${field}`, 0, maxInt32);

/**
 * Of a container.
 * @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateSecurityContext`
 */
export function checkSecurityContext(
  context: unknown,
  path: string,
  hostUsers: boolean,
): FieldError[] {
  if (!isRecord(context)) return [];
  return [
    ...checkId(context, 'runAsUser', path),
    ...checkId(context, 'runAsGroup', path),
    ...checkProcMount(context['procMount'], `${path}.procMount`, hostUsers),
    ...checkSeccomp(context['seccompProfile'], `${path}.seccompProfile`),
    ...checkEscalation(context, path),
    ...checkWindowsOptions(context['windowsOptions'], `${path}.windowsOptions`),
    ...checkAppArmor(context['appArmorProfile'], `${path}.appArmorProfile`),
  ];
}

function checkProcMount(mount: unknown, path: string, hostUsers: boolean): FieldError[] {
  if (mount === undefined || mount === null) return [];
  return [
    ...(mount === 'Default' || mount === 'Unmasked'
      ? []
      : [fieldNotSupported(path, mount, ['Default', 'Unmasked'])]),
    ...(mount === 'Unmasked' && hostUsers
      ? [fieldInvalid(path, mount, '`hostUsers` must be false to use `Unmasked`')]
      : []),
  ];
}

function checkEscalation(context: Fields, path: string): FieldError[] {
  if (context['allowPrivilegeEscalation'] !== false) return [];
  const message = (what: string): string =>
    `cannot set \`allowPrivilegeEscalation\` to false and ${what}`;
  return [
    ...(context['privileged'] === true
      ? [fieldInvalid(path, context, message('`privileged` to true'))]
      : []),
    ...textsAt(context, 'capabilities.add')
      .filter((capability) => capability === 'CAP_SYS_ADMIN')
      .map(() => fieldInvalid(path, context, message('`capabilities.Add` CAP_SYS_ADMIN'))),
  ];
}

const profileTypes = ['Localhost', 'RuntimeDefault', 'Unconfined'];

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateSeccompProfileField` */
export function checkSeccomp(profile: unknown, path: string): FieldError[] {
  if (!isRecord(profile)) return [];
  const type = textAt(profile, 'type');
  return [
    ...checkProfileType(type, `${path}.type`, 'seccompProfile'),
    ...(type === 'Localhost'
      ? has(profile, 'localhostProfile')
        ? checkRelativePath(textAt(profile, 'localhostProfile'), `${path}.localhostProfile`)
        : [fieldRequired(`${path}.localhostProfile`, 'must be set when seccomp type is Localhost')]
      : has(profile, 'localhostProfile')
        ? [
            fieldInvalid(
              `${path}.localhostProfile`,
              { Type: type, LocalhostProfile: valueAt(profile, 'localhostProfile') },
              'can only be set when seccomp type is Localhost',
            ),
          ]
        : []),
  ];
}

function checkProfileType(type: string, path: string, what: string): FieldError[] {
  if (type === '') return [fieldRequired(path, `type is required when ${what} is set`)];
  return profileTypes.includes(type) ? [] : [fieldNotSupported(path, type, profileTypes)];
}

const longestProfileName = 4095;

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateAppArmorProfileField` */
export function checkAppArmor(profile: unknown, path: string): FieldError[] {
  if (!isRecord(profile)) return [];
  const type = textAt(profile, 'type');
  const at = `${path}.localhostProfile`;
  if (type !== 'Localhost') {
    const wrong = checkProfileType(type, `${path}.type`, 'appArmorProfile');
    if (wrong.length > 0 || !has(profile, 'localhostProfile')) return wrong;
    const message = 'can only be set when AppArmor type is Localhost';
    return [fieldInvalid(at, valueAt(profile, 'localhostProfile'), message)];
  }
  const name = textAt(profile, 'localhostProfile');
  const missing = [fieldRequired(at, 'must be set when AppArmor type is Localhost')];
  if (!has(profile, 'localhostProfile')) return missing;
  return [
    ...(name !== name.trim()
      ? [fieldInvalid(at, name, 'must not be padded with whitespace')]
      : name === ''
        ? missing
        : []),
    ...(name.length > longestProfileName ? [fieldTooLong(at, longestProfileName)] : []),
  ];
}
