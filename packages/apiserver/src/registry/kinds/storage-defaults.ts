import { fill, type EditableFields } from '../object-fields.js';

/** @see kubernetes/kubernetes `pkg/apis/core/v1/defaults.go`, `SetDefaults_PersistentVolumeClaimSpec` */
export function defaultClaimSpec(spec: EditableFields): void {
  fill(spec, { resources: {}, volumeMode: 'Filesystem' });
}
