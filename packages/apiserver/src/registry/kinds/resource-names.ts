import { fieldInvalid, validateQualifiedName, type FieldError } from '@skewplane/apimachinery';

const forContainers = new Set(['cpu', 'memory', 'ephemeral-storage']);
const counted = [
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
];
const quotas = new Set([
  ...forContainers,
  ...['requests', 'limits'].flatMap((kind) =>
    [...forContainers].map((resource) => `${kind}.${resource}`),
  ),
  'requests.storage',
  ...counted,
]);
const standard = new Set([...quotas, 'storage']);

export const isHugePages = (name: string): boolean => name.startsWith('hugepages-');
const isQuotaHugePages = (name: string): boolean =>
  isHugePages(name) || name.startsWith('requests.hugepages-');

/** @see kubernetes/kubernetes `pkg/apis/core/helper/helpers.go`, `IsNativeResource` */
export const isNativeResource = (name: string): boolean =>
  !name.includes('/') || name.includes('kubernetes.io/');
/** @see kubernetes/kubernetes `pkg/apis/core/helper/helpers.go`, `IsExtendedResourceName` */
const isExtended = (name: string): boolean =>
  !isNativeResource(name) &&
  !name.startsWith('requests.') &&
  validateQualifiedName(`requests.${name}`).length === 0;
/** Amounts of everything else must be the same as request and as limit. */
export const mayOvercommit = (name: string): boolean =>
  isNativeResource(name) && !isHugePages(name);
/** Are there only whole ones? */
export const isWhole = (name: string): boolean => counted.includes(name) || isExtended(name);

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateResourceName` */
export function checkResourceName(name: string, path: string): FieldError[] {
  const malformed = validateQualifiedName(name);
  if (malformed.length > 0) return malformed.map((problem) => fieldInvalid(path, name, problem));
  return name.includes('/') || standard.has(name) || isQuotaHugePages(name)
    ? []
    : [fieldInvalid(path, name, 'must be a standard resource type or fully qualified')];
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateContainerResourceName` */
export function checkContainerResource(name: string, path: string): FieldError[] {
  // Known ones in the usual form need no second look.
  if (forContainers.has(name)) return [];
  const errors = checkResourceName(name, path);
  if (!name.includes('/')) {
    return isHugePages(name)
      ? errors
      : [...errors, fieldInvalid(path, name, 'must be a standard resource for containers')];
  }
  return isNativeResource(name) || isExtended(name)
    ? errors
    : [...errors, fieldInvalid(path, name, "doesn't follow extended resource name standard")];
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateResourceQuotaResourceName` */
export function checkQuotaResource(name: string, path: string): FieldError[] {
  const errors = checkResourceName(name, path);
  return name.includes('/') || quotas.has(name) || isQuotaHugePages(name)
    ? errors
    : [...errors, fieldInvalid(path, name, 'must be a standard resource for quota')];
}
