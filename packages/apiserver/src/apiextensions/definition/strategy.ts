import {
  formatTime,
  isRecord,
  validateDns1123Subdomain,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import {
  editable,
  editableList,
  ensureFields,
  fill,
  textAt,
  type EditableFields,
} from '../../registry/object-fields.js';
import type { Strategy } from '../../registry/strategy.js';
import {
  cleanupFinalizer,
  definitionOf,
  storageVersionOf,
  withCondition,
} from '../custom-resource-definition.js';
import { normalizeSchema } from './normalize-schema.js';
import { validateDefinition, validateDefinitionUpdate } from './validate-definition.js';
import { validateNames } from './validate-names.js';
import { definitionWarnings } from './warnings.js';

/**
 * CustomResourceDefinitions.
 * @param minor decides which formats count in schemas
 * @see kubernetes/apiextensions-apiserver `pkg/registry/customresourcedefinition/strategy.go`
 */
export function customResourceDefinitionStrategy(minor: number): Strategy {
  return {
    namespaced: false,
    nameRule: validateDns1123Subdomain,
    hasStatus: true,
    allowCreateOnUpdate: false,
    allowUnconditionalUpdate: false,
    tracksGeneration: true,
    defaults,
    prepareForCreate: (object) => {
      object['status'] = {
        conditions: null,
        acceptedNames: { plural: '', kind: '' },
        storedVersions: [],
      };
      rememberStorageVersion(object);
    },
    prepareForUpdate: rememberStorageVersion,
    // Only stored objects have a revision; an update is judged by what was there before.
    validate: (object) =>
      (object.metadata.resourceVersion ?? '') === ''
        ? validateDefinition(definitionOf(object), minor)
        : [],
    validateUpdate: (object, current) =>
      validateDefinitionUpdate(definitionOf(object), definitionOf(current), minor),
    validateStatusUpdate: validateStatus,
    markForDeletion,
    warnings: (object) => definitionWarnings(definitionOf(object), minor),
  };
}

/** @see kubernetes/apiextensions-apiserver `pkg/apis/apiextensions/v1/defaults.go` */
function defaults(object: KubeObject): void {
  const spec = ensureFields(object, 'spec');
  fill(spec, { group: '', scope: '' });
  const names = ensureFields(spec, 'names');
  fill(names, { plural: '', kind: '' });
  const kind = textAt(names, 'kind');
  if (kind !== '') fill(names, { singular: kind.toLowerCase(), listKind: `${kind}List` });
  fill(spec, { conversion: { strategy: 'None' } });
  const service = editable(
    editable(editable(editable(spec, 'conversion'), 'webhook'), 'clientConfig'),
    'service',
  );
  if (service !== undefined) fill(service, { port: 443 });
  for (const version of editableList(spec, 'versions')) {
    fill(version, { served: false, storage: false });
    const schema = editable(editable(version, 'schema'), 'openAPIV3Schema');
    if (schema !== undefined) normalizeSchema(schema);
  }
  defaultStatus(object);
}

function defaultStatus(object: KubeObject): void {
  const status = object['status'];
  if (!isRecord(status)) return;
  const stored = status['storedVersions'];
  if (Array.isArray(stored) && stored.length > 0) return;
  const storage = storageVersionOf(definitionOf(object).spec);
  if (storage !== undefined) status['storedVersions'] = [storage];
}

/** Once objects may be stored in a version, the status names it until an administrator says that none is left. */
function rememberStorageVersion(object: KubeObject): void {
  const storage = storageVersionOf(definitionOf(object).spec);
  if (storage === undefined) return;
  const status: EditableFields = ensureFields(object, 'status');
  const stored = status['storedVersions'];
  const versions: unknown[] = Array.isArray(stored) ? stored : [];
  if (!versions.includes(storage)) status['storedVersions'] = [...versions, storage];
}

function validateStatus(object: Immutable<KubeObject>): FieldError[] {
  const { status } = definitionOf(object);
  return status?.acceptedNames === undefined
    ? []
    : validateNames(status.acceptedNames, 'status.acceptedNames');
}

/**
 * A definition goes only after its objects, so its first delete just begins the end.
 * @see kubernetes/apiextensions-apiserver `pkg/registry/customresourcedefinition/etcd.go`, `Delete`
 */
function markForDeletion(current: Immutable<KubeObject>, nowMs: number): KubeObject {
  const object = structuredClone(current) as KubeObject;
  const { metadata } = object;
  metadata.deletionTimestamp = formatTime(nowMs);
  const finalizers = metadata.finalizers ?? [];
  if (!finalizers.includes(cleanupFinalizer))
    metadata.finalizers = [...finalizers, cleanupFinalizer];
  const { status } = definitionOf(current);
  const conditions = withCondition(
    status?.conditions,
    {
      type: 'Terminating',
      status: 'True',
      reason: 'InstanceDeletionPending',
      message:
        'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon',
    },
    nowMs,
  );
  object['status'] = { ...(object['status'] as object | undefined), conditions };
  return object;
}
