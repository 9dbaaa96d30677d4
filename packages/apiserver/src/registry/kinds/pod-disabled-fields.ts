import {
  editable,
  editableList,
  has,
  listAt,
  textAt,
  type EditableFields,
  type Fields,
} from '../object-fields.js';
import type { StrategyContext } from '../strategy.js';
import { containerLists } from './pod-rules.js';

/** A field and the object that has it. */
type Place = readonly [holder: EditableFields, field: string];

interface GatedFields {
  readonly gate: string;
  /** First minor in which the feature is on by default. */
  readonly since: number;
  /** Where the fields are in a spec; only those that are set. */
  readonly places: (spec: EditableFields) => readonly Place[];
}

const never = Number.POSITIVE_INFINITY;

const set = (holder: EditableFields | undefined, ...fields: string[]): readonly Place[] =>
  holder === undefined
    ? []
    : fields.filter((field) => has(holder, field)).map((field) => [holder, field] as const);

const containersOf = (spec: EditableFields): readonly EditableFields[] =>
  containerLists.flatMap((list) => editableList(spec, list));

const affinityTerms = (spec: EditableFields): readonly EditableFields[] =>
  ['podAffinity', 'podAntiAffinity'].flatMap((kind) => {
    const affinity = editable(editable(spec, 'affinity'), kind);
    return [
      ...editableList(affinity, 'requiredDuringSchedulingIgnoredDuringExecution'),
      ...editableList(affinity, 'preferredDuringSchedulingIgnoredDuringExecution').flatMap(
        (weighted): readonly EditableFields[] => {
          const term = editable(weighted, 'podAffinityTerm');
          return term === undefined ? [] : [term];
        },
      ),
    ];
  });

const projections = (spec: EditableFields, field: string): readonly Place[] =>
  editableList(spec, 'volumes').flatMap((volume) =>
    editableList(editable(volume, 'projected'), 'sources').flatMap((source) => set(source, field)),
  );

const ofSpec =
  (...fields: string[]) =>
  (spec: EditableFields): readonly Place[] =>
    set(spec, ...fields);
const ofContext =
  (field: string) =>
  (spec: EditableFields): readonly Place[] =>
    set(editable(spec, 'securityContext'), field);
const ofContainers =
  (field: string) =>
  (spec: EditableFields): readonly Place[] =>
    containersOf(spec).flatMap((container) => set(container, field));

/**
 * Fields of features that are off by default: what clients send in them is dropped.
 * @see kubernetes/kubernetes `pkg/api/pod/util.go`, `dropDisabledFields`
 */
const gated: readonly GatedFields[] = [
  { gate: 'UserNamespacesSupport', since: 33, places: ofSpec('hostUsers') },
  { gate: 'SupplementalGroupsPolicy', since: 33, places: ofContext('supplementalGroupsPolicy') },
  { gate: 'SELinuxChangePolicy', since: 33, places: ofContext('seLinuxChangePolicy') },
  { gate: 'PodLevelResources', since: 34, places: ofSpec('resources') },
  { gate: 'HostnameOverride', since: 35, places: ofSpec('hostnameOverride') },
  { gate: 'GenericWorkload', since: never, places: ofSpec('schedulingGroup', 'workloadRef') },
  { gate: 'InPlacePodVerticalScaling', since: 33, places: ofContainers('resizePolicy') },
  { gate: 'ContainerRestartRules', since: 35, places: ofContainers('restartPolicyRules') },
  {
    gate: 'MatchLabelKeysInPodAffinity',
    since: 31,
    places: (spec) =>
      affinityTerms(spec).flatMap((term) => set(term, 'matchLabelKeys', 'mismatchLabelKeys')),
  },
  {
    gate: 'DynamicResourceAllocation',
    since: 34,
    places: (spec) => [
      ...set(spec, 'resourceClaims'),
      ...containersOf(spec).flatMap((container) => set(editable(container, 'resources'), 'claims')),
    ],
  },
  {
    gate: 'ClusterTrustBundleProjection',
    since: never,
    places: (spec) => projections(spec, 'clusterTrustBundle'),
  },
  {
    gate: 'PodCertificateRequest',
    since: never,
    places: (spec) => projections(spec, 'podCertificate'),
  },
  {
    gate: 'RecursiveReadOnlyMounts',
    since: 31,
    places: (spec) =>
      containersOf(spec).flatMap((container) =>
        editableList(container, 'volumeMounts').flatMap((mount) => set(mount, 'recursiveReadOnly')),
      ),
  },
  {
    gate: 'EnvFiles',
    since: 35,
    places: (spec) =>
      containersOf(spec).flatMap((container) =>
        editableList(container, 'env').flatMap((variable) =>
          set(editable(variable, 'valueFrom'), 'fileKeyRef'),
        ),
      ),
  },
];

/** Drops what the minor has switched off, unless the object did it before. */
export function dropDisabledPodFields(
  spec: EditableFields | undefined,
  old: Fields | undefined,
  minor: number,
  isFeatureOn?: StrategyContext['isFeatureOn'],
): void {
  if (spec === undefined) return;
  const isOn = (gate: string, since: number) => isFeatureOn?.(gate) ?? minor >= since;
  for (const { gate, since, places } of gated) {
    if (isOn(gate, since)) continue;
    const found = places(spec);
    if (found.length === 0 || usedBefore(places, old)) continue;
    for (const [holder, field] of found) Reflect.deleteProperty(holder, field);
  }
  if (!isOn('ProcMountType', 33)) resetProcMounts(spec, old);
  if (minor === 34 && !isOn('ContainerRestartRules', 35)) dropRestartPolicies(spec, old);
  if (!isOn('ImageVolume', 35)) dropImageVolumes(spec, old);
  if (!isOn('ContainerStopSignals', never)) dropStopSignals(spec, old);
}

const usedBefore = (places: GatedFields['places'], old: Fields | undefined): boolean =>
  // Places are only looked at here, never written.
  old !== undefined && places(old).length > 0;

/** The one field that is put back to its default: an old mistake that stored objects rely on. */
function resetProcMounts(spec: EditableFields, old: Fields | undefined): void {
  const unmasked = (container: Fields): boolean =>
    has(container, 'securityContext.procMount') &&
    textAt(container, 'securityContext.procMount') !== 'Default';
  if (old !== undefined && containersOf(old).some(unmasked)) return;
  for (const container of containersOf(spec)) {
    const context = editable(container, 'securityContext');
    if (context !== undefined && has(context, 'procMount')) context['procMount'] = 'Default';
  }
}

/** 1.34 knows policies of single containers, but has them off. */
function dropRestartPolicies(spec: EditableFields, old: Fields | undefined): void {
  const placesOf = (each: EditableFields): readonly Place[] => [
    ...editableList(each, 'initContainers')
      .filter((container) => container['restartPolicy'] !== 'Always')
      .flatMap((container) => set(container, 'restartPolicy')),
    ...['containers', 'ephemeralContainers'].flatMap((list) =>
      editableList(each, list).flatMap((container) => set(container, 'restartPolicy')),
    ),
  ];
  if (usedBefore(placesOf, old)) return;
  for (const [holder, field] of placesOf(spec)) Reflect.deleteProperty(holder, field);
}

/** Without its volume a mount would dangle, so both go. */
function dropImageVolumes(spec: EditableFields, old: Fields | undefined): void {
  const isImage = (volume: Fields): boolean => has(volume, 'image');
  const volumes = editableList(spec, 'volumes');
  if (!volumes.some(isImage) || listAt(old, 'volumes').some(isImage)) return;
  const names = new Set(volumes.filter(isImage).map((volume) => textAt(volume, 'name')));
  spec['volumes'] = volumes.filter((volume) => !isImage(volume));
  for (const container of containersOf(spec)) {
    if (!has(container, 'volumeMounts')) continue;
    container['volumeMounts'] = editableList(container, 'volumeMounts').filter(
      (mount) => !names.has(textAt(mount, 'name')),
    );
  }
}

/** A lifecycle of nothing but the signal goes with it. */
function dropStopSignals(spec: EditableFields, old: Fields | undefined): void {
  const signalled = (container: Fields): boolean => has(container, 'lifecycle.stopSignal');
  if (old !== undefined && containersOf(old).some(signalled)) return;
  for (const container of containersOf(spec).filter(signalled)) {
    const lifecycle = editable(container, 'lifecycle');
    delete lifecycle?.['stopSignal'];
    if (Object.keys(lifecycle ?? {}).length === 0) delete container['lifecycle'];
  }
}
