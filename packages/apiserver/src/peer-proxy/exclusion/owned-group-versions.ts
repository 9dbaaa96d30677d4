import { isRecord, type Immutable, type KubeObject } from '@skewplane/apimachinery';
import { gvKey } from '../gvr-key.js';

/** Every version a CRD names, served or not, as `gvKey`s. */
export function groupVersionsOfCrd(crd: Immutable<KubeObject>): string[] {
  const spec = crd['spec'];
  if (!isRecord(spec)) return [];
  const { group, versions } = spec;
  if (typeof group !== 'string' || !Array.isArray(versions)) return [];
  return versions
    .filter(isRecord)
    .map(({ name }) => name)
    .filter((name) => typeof name === 'string')
    .map((version) => gvKey({ group, version }));
}

/** The group-version of an APIService, if another server answers for it. */
export function groupVersionsOfApiService(apiService: Immutable<KubeObject>): string[] {
  const spec = apiService['spec'];
  if (!isRecord(spec) || !isRecord(spec['service'])) return [];
  const { group, version } = spec;
  if (typeof version !== 'string') return [];
  return [gvKey({ group: typeof group === 'string' ? group : '', version })];
}
