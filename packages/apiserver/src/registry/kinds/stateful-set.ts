import {
  fieldForbidden,
  fieldInvalid,
  fieldRequired,
  validateDns1123Label,
  type FieldError,
} from '@skewplane/apimachinery';
import {
  editableList,
  ensureFields,
  fieldsAt,
  fill,
  has,
  listAt,
  semanticallyEqual,
  textAt,
  type EditableFields,
  type Fields,
} from '../object-fields.js';
import type { KindStrategy } from './base.js';
import { checkEnum, checkNotNegative, checkText, eachOf } from './checks.js';
import { checkClaimSpec } from './claim-validation.js';
import { defaultClaimSpec } from './storage-defaults.js';
import {
  checkPodTemplate,
  checkRunsAlways,
  checkSelector,
  checkSelectorMatches,
} from './workload-validation.js';
import { checkWorkloadStatus, statusRules } from './workload-status.js';
import { checkCounts, workload } from './workload.js';

const historyLimit = 'revisionHistoryLimit';
/** Fields of a stateful set that may change; the rest is fixed at creation. */
const changeable: readonly string[] = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  historyLimit,
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];

/** @see kubernetes/kubernetes `pkg/registry/apps/statefulset/strategy.go` */
export const statefulSet: KindStrategy = (minor) => ({
  ...workload({
    minor,
    initialStatus: { replicas: 0, availableReplicas: 0 },
    validateStatus: checkWorkloadStatus(statusRules.statefulSet),
    defaultSpec: (spec) => {
      defaultStatefulSetSpec(spec, minor);
    },
    validate: (spec, old) => checkStatefulSet(spec, minor, old),
  }),
  // The name begins the host name of each pod.
  nameRule: validateDns1123Label,
  validateUpdate: (object, current) => {
    const mayChange = minor >= 33 ? changeable : changeable.filter((each) => each !== historyLimit);
    const fixed = (spec: Fields): Fields =>
      Object.fromEntries(Object.entries(spec).filter(([field]) => !mayChange.includes(field)));
    return semanticallyEqual(fixed(fieldsAt(object, 'spec')), fixed(fieldsAt(current, 'spec')))
      ? []
      : [fieldForbidden('spec', statefulSetUpdateMessage(minor))];
  },
});

/** The history limit may change since 1.33. */
function statefulSetUpdateMessage(minor: number): string {
  const history = minor >= 33 ? "'revisionHistoryLimit', " : '';
  return `updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', ${history}'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden`;
}

function defaultStatefulSetSpec(spec: EditableFields, minor: number): void {
  fill(spec, { podManagementPolicy: 'OrderedReady', replicas: 1, revisionHistoryLimit: 10 });
  const strategy = ensureFields(spec, 'updateStrategy');
  if (!has(strategy, 'type') || strategy['type'] === '') {
    strategy['type'] = 'RollingUpdate';
    ensureFields(strategy, 'rollingUpdate');
  }
  if (strategy['type'] === 'RollingUpdate' && has(strategy, 'rollingUpdate')) {
    fill(ensureFields(strategy, 'rollingUpdate'), { partition: 0 });
  }
  const retention = { whenDeleted: 'Retain', whenScaled: 'Retain' };
  fill(ensureFields(spec, 'persistentVolumeClaimRetentionPolicy'), retention);
  if (minor < 34) fill(spec, { serviceName: '' });
  for (const claim of editableList(spec, 'volumeClaimTemplates'))
    defaultClaimTemplate(claim, minor);
}

function defaultClaimTemplate(claim: EditableFields, minor: number): void {
  fill(claim, { kind: 'PersistentVolumeClaim', apiVersion: 'v1', spec: {}, status: {} });
  const metadata = ensureFields(claim, 'metadata');
  if (minor < 34 && !has(metadata, 'creationTimestamp')) metadata['creationTimestamp'] = null;
  defaultClaimSpec(ensureFields(claim, 'spec'));
  fill(ensureFields(claim, 'status'), { phase: 'Pending' });
}

function checkStatefulSet(spec: Fields, minor: number, old: Fields | undefined): FieldError[] {
  return [
    ...checkManagementPolicy(textAt(spec, 'podManagementPolicy')),
    ...checkStatefulSetStrategy(fieldsAt(spec, 'updateStrategy')),
    ...['whenDeleted', 'whenScaled'].flatMap((field) =>
      checkEnum(
        fieldsAt(spec, 'persistentVolumeClaimRetentionPolicy')[field],
        `spec.persistentVolumeClaimRetentionPolicy.${field}`,
        ['Retain', 'Delete'],
      ),
    ),
    ...(old === undefined && minor >= 34
      ? eachOf(spec, 'volumeClaimTemplates', 'spec', (claim, at) =>
          checkClaimSpec(fieldsAt(claim, 'spec'), `${at}.spec`, minor),
        )
      : []),
    ...checkCounts(spec, 'replicas', 'minReadySeconds'),
    ...checkNotNegative(fieldsAt(spec, 'ordinals')['start'], 'spec.ordinals.start'),
    ...checkServiceName(textAt(spec, 'serviceName'), minor, old),
    ...checkSelector(spec, 'spec', 'statefulset'),
    ...checkSelectorMatches(spec, 'spec'),
    ...checkPodTemplate(withClaimVolumes(spec), 'spec.template', minor, old),
    ...checkRunsAlways(spec, 'spec', 'StatefulSet'),
  ];
}

/** Judged on creation, since 1.33. */
const checkServiceName = (name: string, minor: number, old: Fields | undefined): FieldError[] =>
  name === '' || minor < 33 || old !== undefined
    ? []
    : checkText(name, 'spec.serviceName', validateDns1123Label);

/** Mounts may name the claims that every pod of the set gets. */
function withClaimVolumes(spec: Fields): Fields {
  const template = fieldsAt(spec, 'template');
  const podSpec = fieldsAt(template, 'spec');
  const claims = listAt(spec, 'volumeClaimTemplates').map((claim) =>
    textAt(claim, 'metadata.name'),
  );
  const volumes = [
    ...claims.map((name) => ({ name, persistentVolumeClaim: { claimName: name } })),
    ...listAt(podSpec, 'volumes').filter((volume) => !claims.includes(textAt(volume, 'name'))),
  ];
  // Where the pods are named is the set's own matter.
  return { ...template, spec: { ...podSpec, volumes, subdomain: '', hostname: '' } };
}

function checkManagementPolicy(policy: string): FieldError[] {
  const path = 'spec.podManagementPolicy';
  if (policy === '') return [fieldRequired(path)];
  return policy === 'OrderedReady' || policy === 'Parallel'
    ? []
    : [fieldInvalid(path, policy, "must be 'OrderedReady' or 'Parallel'")];
}

function checkStatefulSetStrategy(strategy: Fields): FieldError[] {
  const path = 'spec.updateStrategy';
  switch (strategy['type']) {
    case 'OnDelete':
      return has(strategy, 'rollingUpdate')
        ? [
            fieldInvalid(
              `${path}.rollingUpdate`,
              strategy['rollingUpdate'],
              "only allowed for updateStrategy 'RollingUpdate'",
            ),
          ]
        : [];
    case 'RollingUpdate':
      return checkNotNegative(
        fieldsAt(strategy, 'rollingUpdate')['partition'],
        `${path}.rollingUpdate.partition`,
      );
    default:
      return [fieldInvalid(path, strategy, "must be 'RollingUpdate' or 'OnDelete'")];
  }
}
