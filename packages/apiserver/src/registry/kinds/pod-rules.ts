import {
  fieldsAt,
  has,
  listAt,
  numberAt,
  textAt,
  textsAt,
  valueAt,
  type Fields,
} from '../object-fields.js';
import { relaxedEnvName, strictEnvName } from './env-names.js';

/** What decides how strictly a pod spec is judged. */
export interface PodRules {
  readonly minor: number;
  /** A pod itself, not the template of one. */
  readonly isPod: boolean;
  /** Empty for templates and for pods whose name is not known yet. */
  readonly podName: string;
  /** A copy of a pod that a kubelet runs without being asked. */
  readonly mirror: boolean;
  readonly relaxedEnv: boolean;
  readonly relaxedDns: boolean;
  readonly envFiles: boolean;
  readonly sleepMayBeZero: boolean;
  readonly restartRules: boolean;
  readonly oddSpreadSelector: boolean;
  readonly oddTokenPath: boolean;
}

/** First minor in which the feature is on by default. */
const since = {
  relaxedEnv: 32,
  relaxedDns: 33,
  envFiles: 35,
  sleepMayBeZero: 33,
  restartRules: 35,
} as const;

export interface PodRulesInput {
  readonly minor: number;
  readonly isPod?: boolean;
  readonly podName?: string;
  readonly mirror?: boolean;
  /** The spec before an update: what it does already, it may keep doing. */
  readonly old?: Fields | undefined;
}

/** @see kubernetes/kubernetes `pkg/api/pod/util.go`, `GetValidationOptionsFromPodSpecAndMeta` */
export function podRules({ minor, isPod, podName, mirror, old }: PodRulesInput): PodRules {
  const containers = old === undefined ? [] : allContainersOf(old);
  const inUse = (test: (container: Fields) => boolean): boolean => containers.some(test);
  return {
    minor,
    isPod: isPod === true,
    podName: podName ?? '',
    mirror: mirror === true,
    relaxedEnv: minor >= since.relaxedEnv || inUse(usesRelaxedEnv),
    relaxedDns: minor >= since.relaxedDns || usesRelaxedDns(old),
    envFiles: minor >= since.envFiles || inUse(usesEnvFiles),
    sleepMayBeZero: minor >= since.sleepMayBeZero || inUse(sleepsNoTime),
    restartRules: minor >= since.restartRules || inUse(usesRestartRules),
    oddSpreadSelector: hasOddSelector(old),
    oddTokenPath: hasOddTokenPath(old),
  };
}

export const containerLists = ['initContainers', 'containers', 'ephemeralContainers'] as const;

export const allContainersOf = (spec: Fields): readonly Fields[] =>
  containerLists.flatMap((list) => listAt(spec, list));

/** Every container with its path, in upstream's order of visits. */
export const containersWithPaths = (
  spec: Fields,
  path: string,
): readonly (readonly [container: Fields, path: string])[] =>
  containerLists.flatMap((list) =>
    listAt(spec, list).map(
      (container, index) => [container, `${path}.${list}[${String(index)}]`] as const,
    ),
  );

const usesRelaxedEnv = (container: Fields): boolean =>
  [
    ...listAt(container, 'env').map((each) => textAt(each, 'name')),
    ...listAt(container, 'envFrom').map((each) => textAt(each, 'prefix')),
  ].some(
    (name) => name !== '' && strictEnvName(name).length > 0 && relaxedEnvName(name).length === 0,
  );

const usesRelaxedDns = (spec: Fields | undefined): boolean =>
  textsAt(spec, 'dnsConfig.searches').some((each) => each === '.' || each.includes('_'));

const usesEnvFiles = (container: Fields): boolean =>
  listAt(container, 'env').some((each) => has(each, 'valueFrom.fileKeyRef'));

const sleepsNoTime = (container: Fields): boolean =>
  ['preStop', 'postStart'].some(
    (hook) =>
      has(container, `lifecycle.${hook}.sleep`) &&
      (numberAt(container, `lifecycle.${hook}.sleep.seconds`) ?? 0) === 0,
  );

const usesRestartRules = (container: Fields): boolean =>
  listAt(container, 'restartPolicyRules').length > 0 ||
  (has(container, 'restartPolicy') && container['restartPolicy'] !== 'Always');

const hasOddSelector = (spec: Fields | undefined): boolean =>
  listAt(spec, 'topologySpreadConstraints').some((constraint) =>
    Object.values(fieldsAt(constraint, 'labelSelector.matchLabels')).some(
      (value) =>
        typeof value === 'string' && !/^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/.test(value),
    ),
  );

const hasOddTokenPath = (spec: Fields | undefined): boolean =>
  listAt(spec, 'volumes').some((volume) =>
    listAt(volume, 'projected.sources').some((source) => {
      const path = valueAt(source, 'serviceAccountToken.path');
      return typeof path === 'string' && (path.startsWith('/') || path.startsWith('..'));
    }),
  );
