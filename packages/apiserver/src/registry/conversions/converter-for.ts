import {
  formatGroupVersion,
  parseGroupVersion,
  type GroupVersion,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { priorityLevelFromV1beta3, priorityLevelToV1beta3 } from './concurrency-shares.js';
import { betweenResourceVersions } from './device-requests.js';
import { eventFromEventsV1, eventToEventsV1 } from './events.js';
import { hpaFromV1, hpaToV1 } from './hpa.js';

/** Never edits its argument. */
export type Converter = (object: Immutable<KubeObject>) => Immutable<KubeObject>;

interface ConverterOptions {
  readonly resource: string;
  readonly from: GroupVersion;
  readonly to: GroupVersion;
  readonly minor: number;
}

/**
 * Takes objects of a resource from one version to another. Most kinds have one shape in all their versions, so
 * only `apiVersion` changes; the same object comes back when the versions are equal.
 */
export function converterFor({ resource, from, to, minor }: ConverterOptions): Converter {
  const apiVersion = formatGroupVersion(to);
  if (formatGroupVersion(from) === apiVersion) return (object) => object;
  const reshape = reshapeFor({ resource, from, to, minor });
  return (object) => {
    const { apiVersion: _before, kind, ...rest } = reshape(object);
    return { apiVersion, kind, ...rest };
  };
}

/** As `converterFor`, but from whatever version each object says it has. */
export function toVersion(options: Omit<ConverterOptions, 'from'>): Converter {
  const converters = new Map<string, Converter>();
  return (object) => {
    const from = parseGroupVersion(object.apiVersion);
    if (from === undefined) throw new TypeError(`Object has no version: ${object.apiVersion}`);
    const known = converters.get(object.apiVersion) ?? converterFor({ ...options, from });
    converters.set(object.apiVersion, known);
    return known(object);
  };
}

const asIs: Converter = (object) => object;

function reshapeFor({ resource, from, to, minor }: ConverterOptions): Converter {
  if (resource === 'events') return to.group === '' ? eventFromEventsV1 : eventToEventsV1;
  if (resource === 'horizontalpodautoscalers') {
    return to.version === 'v1' ? (object) => hpaToV1(object, minor) : hpaFromV1;
  }
  if (to.group === 'resource.k8s.io') return betweenResourceVersions(from.version, to.version);
  if (resource === 'prioritylevelconfigurations') {
    return to.version === 'v1beta3' ? priorityLevelToV1beta3 : priorityLevelFromV1beta3;
  }
  if (resource === 'storageversionmigrations' && from.version === 'v1alpha1') return migration;
  return asIs;
}

/** Since v1beta1 a migration names no version. @see kubernetes/api `storagemigration/v1beta1/types.go` */
const migration: Converter = (object) => {
  const copy = structuredClone(object) as KubeObject & {
    spec?: { resource?: { version?: string }; continueToken?: string };
  };
  delete copy.spec?.resource?.version;
  delete copy.spec?.continueToken;
  return copy;
};
