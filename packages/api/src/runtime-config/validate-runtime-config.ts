import { formatGroupVersion } from '@skewplane/apimachinery';
import { registeredVersions } from './registered-versions.js';
import { versionMatchers } from './resource-config.js';
import type { RuntimeConfig } from './runtime-config.js';

/**
 * What is wrong with the keys before any of them is applied; empty when all is well.
 * @see kubernetes/apiserver `pkg/server/options/api_enablement.go`,
 * kubernetes/kubernetes `pkg/controlplane/apiserver/options/validation.go`
 */
export function validateRuntimeConfig(
  runtimeConfig: RuntimeConfig,
  { binaryMinor, priorityAndFairness }: { binaryMinor: number; priorityAndFairness: boolean },
): string[] {
  return [
    ...keyProblems(runtimeConfig, binaryMinor),
    ...(priorityAndFairness ? fairnessProblems(runtimeConfig) : []),
  ];
}

function keyProblems(runtimeConfig: RuntimeConfig, binaryMinor: number): string[] {
  if (runtimeConfig.size === 1 && runtimeConfig.get('api/all') === 'false') {
    return ['invalid runtime-config with only api/all=false'];
  }
  const registered = registeredVersions(binaryMinor);
  const unknown: string[] = [];
  for (const key of runtimeConfig.keys()) {
    if (versionMatchers.has(key)) continue;
    const [group = '', version, _resource, ...rest] = key.split('/');
    if (version === undefined || rest.length > 0) return [`runtime-config invalid key ${key}`];
    if (registered.hasGroup(group)) continue;
    unknown.push(binaryMinor >= 36 ? formatGroupVersion({ group, version }) : group);
  }
  if (unknown.length === 0) return [];
  // 1.36 names versions, sorted and once; before it was groups, once per key.
  const listed = binaryMinor >= 36 ? [...new Set(unknown)].sort() : unknown;
  return [`unknown api groups ${listed.join(',')}`];
}

/** Flow control needs its own API. */
function fairnessProblems(runtimeConfig: RuntimeConfig): string[] {
  const isOff = (key: string) => runtimeConfig.get(key) === 'false';
  const isOn = (key: string) => runtimeConfig.get(key) === 'true';
  const flowControl = 'flowcontrol.apiserver.k8s.io/v1';
  if (isOff(flowControl)) return [conflict(flowControl)];
  if (isOn(flowControl)) return [];
  if (isOff('api/ga')) return [conflict('api/ga')];
  if (isOn('api/ga')) return [];
  return isOff('api/all') ? [conflict('api/all')] : [];
}

function conflict(key: string): string {
  return `--runtime-config=${key}=false conflicts with --enable-priority-and-fairness=true`;
}
