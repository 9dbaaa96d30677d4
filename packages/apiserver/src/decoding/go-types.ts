import type { Schema } from '@skewplane/apimachinery';

/** What Go calls the JSON value it could not use. */
export function goValueName(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'number';
  return typeof value === 'object' ? 'object' : typeof value;
}

/** `io.k8s.api.core.v1.PodSpec` to `PodSpec`. */
export function structName({ name }: Schema): string {
  return name === undefined ? '' : name.slice(name.lastIndexOf('.') + 1);
}

/** The Go type a schema stands for, as error texts print it: `v1.PodSpec`, `[]string`, `int32`. */
export function goTypeName(schema: Schema): string {
  if (schema.type === 'array')
    return `[]${schema.items ? goTypeName(schema.items) : 'interface {}'}`;
  if (schema.additionalProperties !== undefined) return goMapName(schema.additionalProperties);
  if (schema.type === 'object') return schema.name?.split('.').slice(-2).join('.') ?? 'struct {}';
  if (schema.type === 'int-or-string') return 'intstr.IntOrString';
  if (schema.format === 'byte') return '[]uint8';
  if (schema.type === 'number') return 'float64';
  if (schema.type === 'boolean') return 'bool';
  return schema.type === 'integer' ? (schema.format ?? 'int64') : 'string';
}

/** All maps of quantities are ResourceList but for a few; other maps have no name of their own. */
function goMapName(values: Schema): string {
  if (values.format === 'quantity') return 'v1.ResourceList';
  return `map[string]${values.type === 'array' ? 'v1.ExtraValue' : goTypeName(values)}`;
}

/** The internal (unversioned) Go package of a built-in group, as conversion errors name it. */
export function internalPackage(group: string): string {
  const special: Readonly<Record<string, string>> = {
    '': 'core',
    'events.k8s.io': 'core',
    'rbac.authorization.k8s.io': 'rbac',
    'internal.apiserver.k8s.io': 'apiserverinternal',
  };
  return special[group] ?? group.split('.')[0] ?? group;
}
