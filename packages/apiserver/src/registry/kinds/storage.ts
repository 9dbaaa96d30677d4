import { formatTime, type KubeObject } from '@skewplane/apimachinery';
import { ensureFields, fieldsAt, fill, has } from '../object-fields.js';
import { resetStatus, type KindStrategy } from './base.js';
import { checkClaimStatus, checkClaimUpdate } from './claim-update-validation.js';
import { checkClaimSpec } from './claim-validation.js';
import {
  attributesClassSince,
  checkVolume,
  checkVolumeUpdate,
} from './persistent-volume-validation.js';
import { defaultRemoteVolume } from './pod-spec-defaults.js';
import { defaultClaimSpec } from './storage-defaults.js';

/** The feature is off in the minor. */
function dropAttributesClass(object: KubeObject): void {
  delete ensureFields(object, 'spec')['volumeAttributesClassName'];
}

/** @see kubernetes/kubernetes `pkg/registry/core/persistentvolume/strategy.go` */
export const persistentVolume: KindStrategy = (minor) => ({
  hasStatus: true,
  defaults: (object) => {
    const spec = ensureFields(object, 'spec');
    fill(ensureFields(object, 'status'), { phase: 'Pending' });
    fill(spec, { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' });
    defaultRemoteVolume(spec);
  },
  prepareForCreate: (object, { nowMs }) => {
    resetStatus(object, {
      phase: 'Pending',
      // Known by default since 1.29.
      ...(minor >= 29 ? { lastPhaseTransitionTime: formatTime(nowMs) } : {}),
    });
    if (minor < attributesClassSince) dropAttributesClass(object);
  },
  prepareForUpdate: (object, current) => {
    if (minor < attributesClassSince && !has(current, 'spec.volumeAttributesClassName'))
      dropAttributesClass(object);
  },
  validate: (object) => checkVolume(object, minor),
  validateUpdate: (object, current) => checkVolumeUpdate(object, current, minor),
});

/** @see kubernetes/kubernetes `pkg/registry/core/persistentvolumeclaim/strategy.go` */
export const persistentVolumeClaim: KindStrategy = (minor) => ({
  hasStatus: true,
  defaults: (object) => {
    const spec = ensureFields(object, 'spec');
    defaultClaimSpec(spec);
    fill(ensureFields(object, 'status'), { phase: 'Pending' });
    mirrorDataSource(spec);
  },
  prepareForCreate: (object) => {
    resetStatus(object, { phase: 'Pending' });
    if (minor < attributesClassSince) dropAttributesClass(object);
  },
  prepareForUpdate: (object, current) => {
    if (minor < attributesClassSince && !has(current, 'spec.volumeAttributesClassName'))
      dropAttributesClass(object);
  },
  validate: (object, current) =>
    checkClaimSpec(
      fieldsAt(object, 'spec'),
      'spec',
      minor,
      ['dataSource', 'dataSourceRef'].some((field) => has(current, `spec.${field}.apiGroup`)),
    ),
  validateUpdate: (object, current) => checkClaimUpdate(object, current, minor),
  validateStatusUpdate: (object) => checkClaimStatus(object, minor),
});

/** Old and new name of one field. @see kubernetes/kubernetes `pkg/api/persistentvolumeclaim/util.go`, `NormalizeDataSources` */
function mirrorDataSource(spec: Record<string, unknown>): void {
  if (has(spec, 'dataSource') && !has(spec, 'dataSourceRef')) {
    spec['dataSourceRef'] = structuredClone(spec['dataSource']);
  } else if (has(spec, 'dataSourceRef') && !has(spec, 'dataSource')) {
    if (!has(spec, 'dataSourceRef.namespace'))
      spec['dataSource'] = structuredClone(spec['dataSourceRef']);
  }
}
