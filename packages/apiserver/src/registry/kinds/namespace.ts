import {
  fieldInvalid,
  validateDns1123Label,
  validateQualifiedName,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { ensureFields, fill, textAt, textsAt } from '../object-fields.js';
import { emptyStruct, resetStatus, type KindStrategy } from './base.js';
import { checkText } from './checks.js';

const ownFinalizer = 'kubernetes';
const nameLabel = 'kubernetes.io/metadata.name';

/** @see kubernetes/kubernetes `pkg/registry/core/namespace/strategy.go` */
export const namespace: KindStrategy = () => ({
  nameRule: validateDns1123Label,
  hasStatus: true,
  defaults: (object) => {
    emptyStruct(object, 'spec', 'status');
    labelWithName(object);
    fill(ensureFields(object, 'status'), { phase: 'Active' });
  },
  prepareForCreate: (object) => {
    labelWithName(object);
    resetStatus(object, { phase: 'Active' });
    const finalizers = textsAt(object, 'spec.finalizers');
    ensureFields(object, 'spec')['finalizers'] = finalizers.includes(ownFinalizer)
      ? finalizers
      : [...finalizers, ownFinalizer];
  },
  // Finalizers of the spec change through the finalize subresource alone.
  prepareForUpdate: (object, current) => {
    const spec = ensureFields(object, 'spec');
    const finalizers = textsAt(current, 'spec.finalizers');
    if (finalizers.length > 0) spec['finalizers'] = [...finalizers];
    else delete spec['finalizers'];
    labelWithName(object);
  },
  validate: checkFinalizers,
  validateStatusUpdate: checkPhase,
});

/** A generated name is known only once it is generated, so this runs again before the write. */
function labelWithName({ metadata }: KubeObject): void {
  if (metadata.name === undefined || metadata.name === '') return;
  metadata.labels = { ...metadata.labels, [nameLabel]: metadata.name };
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateFinalizerName` */
export function checkFinalizers(object: Immutable<KubeObject>): FieldError[] {
  return textsAt(object, 'spec.finalizers').flatMap((finalizer) => {
    const malformed = checkText(finalizer, 'spec.finalizers', validateQualifiedName);
    if (malformed.length > 0 || finalizer.includes('/')) return malformed;
    return [ownFinalizer, 'orphan', 'foregroundDeletion'].includes(finalizer)
      ? []
      : [
          fieldInvalid(
            'spec.finalizers',
            finalizer,
            'name is neither a standard finalizer name nor is it fully qualified',
          ),
        ];
  });
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateNamespaceStatusUpdate` */
function checkPhase(object: Immutable<KubeObject>): FieldError[] {
  const phase = textAt(object, 'status.phase');
  const dying = object.metadata.deletionTimestamp !== undefined;
  if (phase === (dying ? 'Terminating' : 'Active')) return [];
  const message = dying
    ? "may only be 'Terminating' if `deletionTimestamp` is not empty"
    : "may only be 'Active' if `deletionTimestamp` is empty";
  return [fieldInvalid('status.Phase', phase, message)];
}
