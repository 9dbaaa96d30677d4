import {
  fieldForbidden,
  fieldRequired,
  validateDns1123Subdomain,
  validateQualifiedName,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { ensureFields, fill, has, semanticallyEqual, textAt, textsAt } from '../object-fields.js';
import { emptyStruct, resetStatus, type KindStrategy } from './base.js';
import { checkEnum, checkImmutable, checkText } from './checks.js';

/** @see kubernetes/kubernetes `pkg/apis/storage/validation/validation.go`, `ValidateStorageClass` */
export const storageClass: KindStrategy = (minor) => ({
  defaults: (object) => {
    fill(object, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' });
  },
  validate: (object) => [
    ...(textAt(object, 'provisioner') === ''
      ? [fieldRequired('provisioner')]
      : checkText(
          textAt(object, 'provisioner').toLowerCase(),
          'provisioner',
          validateQualifiedName,
        )),
    ...checkEnum(object['reclaimPolicy'], 'reclaimPolicy', ['Delete', 'Retain'], 'fine'),
    ...checkEnum(object['volumeBindingMode'], 'volumeBindingMode', [
      'Immediate',
      'WaitForFirstConsumer',
    ]),
  ],
  validateUpdate: (object, current) => [
    ...['parameters', 'provisioner', 'reclaimPolicy'].flatMap((field) =>
      // Said another way since 1.36.
      minor >= 36
        ? checkImmutable(object[field], current[field], field)
        : forbidChange(object, current, field),
    ),
    ...checkImmutable(
      object['volumeBindingMode'],
      current['volumeBindingMode'],
      'volumeBindingMode',
    ),
  ],
});

const forbidChange = (
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject>,
  field: string,
): FieldError[] =>
  semanticallyEqual(object[field], current[field])
    ? []
    : [fieldForbidden(field, `updates to ${field} are forbidden.`)];

/** @see kubernetes/kubernetes `pkg/apis/storage/validation/validation.go`, `ValidateVolumeAttributesClassUpdate` */
export const volumeAttributesClass: KindStrategy = () => ({
  validate: (object) => (textAt(object, 'driverName') === '' ? [fieldRequired('driverName')] : []),
  validateUpdate: (object, current) => [
    ...forbidChange(object, current, 'driverName'),
    ...forbidChange(object, current, 'parameters'),
  ],
});

/** @see kubernetes/kubernetes `pkg/apis/storage/v1/defaults.go`, `SetDefaults_CSIDriver` */
export const csiDriver: KindStrategy = () => ({
  allowUnconditionalUpdate: false,
  defaults: (object) => {
    const spec = ensureFields(object, 'spec');
    if (textsAt(spec, 'volumeLifecycleModes').length === 0) delete spec['volumeLifecycleModes'];
    fill(spec, {
      attachRequired: true,
      podInfoOnMount: false,
      storageCapacity: false,
      fsGroupPolicy: 'ReadWriteOnceWithFSType',
      volumeLifecycleModes: ['Persistent'],
      requiresRepublish: false,
      seLinuxMount: false,
    });
  },
});

/** @see kubernetes/kubernetes `pkg/registry/storage/csinode/strategy.go` */
export const csiNode: KindStrategy = () => ({
  allowUnconditionalUpdate: false,
  defaults: (object) => {
    const spec = ensureFields(object, 'spec');
    if (!has(spec, 'drivers')) spec['drivers'] = null;
  },
});

/** @see kubernetes/kubernetes `pkg/apis/storage/validation/validation.go`, `ValidateCSIStorageCapacity` */
export const csiStorageCapacity: KindStrategy = () => ({
  allowUnconditionalUpdate: false,
  validate: (object) =>
    checkText(textAt(object, 'storageClassName'), 'storageClassName', validateDns1123Subdomain),
  validateUpdate: (object, current) => [
    ...checkImmutable(object['nodeTopology'], current['nodeTopology'], 'nodeTopology'),
    ...checkImmutable(object['storageClassName'], current['storageClassName'], 'storageClassName'),
  ],
});

/** @see kubernetes/kubernetes `pkg/apis/storage/validation/validation.go`, `ValidateVolumeAttachment` */
export const volumeAttachment: KindStrategy = () => ({
  allowUnconditionalUpdate: false,
  hasStatus: true,
  defaults: (object) => {
    emptyStruct(object, 'spec');
    fill(ensureFields(object, 'spec'), { source: {} });
    fill(ensureFields(object, 'status'), { attached: false });
  },
  prepareForCreate: (object) => {
    resetStatus(object, { attached: false });
  },
  validate: (object) => [
    ...(textAt(object, 'spec.attacher') === '' ? [fieldRequired('spec.attacher')] : []),
    ...(['inlineVolumeSpec', 'persistentVolumeName'].some((each) =>
      has(object, `spec.source.${each}`),
    )
      ? []
      : [
          fieldRequired(
            'spec.source',
            'must specify exactly one of inlineVolumeSpec and persistentVolumeName',
          ),
        ]),
    ...checkText(textAt(object, 'spec.nodeName'), 'spec.nodeName', validateDns1123Subdomain),
  ],
  validateUpdate: (object, current) => checkImmutable(object['spec'], current['spec'], 'spec'),
});
