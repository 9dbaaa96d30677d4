import {
  stringifyExactJson,
  fieldInvalid,
  forbidden,
  isRecord,
  validateDns1123Subdomain,
  validateQualifiedName,
  type FieldError,
  type GroupVersionResource,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { applySchemaDefaults } from '../decoding/apply-schema-defaults.js';
import type { ScalePaths } from '../registry/resource-scope.js';
import type { Strategy } from '../registry/strategy.js';
import { dropNulls } from './custom-resource-reader.js';
import type { StructuralSchema } from './structural-schema.js';
import { validateEmbeddedResources } from './validation/embedded-resources.js';
import { validateListTypes } from './validation/list-types.js';
import { jsonTypeOf } from './validation/scalar-checks.js';
import { SchemaValidator } from './validation/schema-validator.js';

export interface CustomResourceType {
  readonly gvr: GroupVersionResource;
  readonly namespaced: boolean;
  readonly hasStatus: boolean;
  readonly structural: StructuralSchema;
  readonly scale: ScalePaths | undefined;
  /** Is the definition being deleted? */
  readonly terminating: boolean;
  readonly minor: number;
}

/**
 * How objects of one version of a definition are written.
 * @see kubernetes/apiextensions-apiserver `pkg/registry/customresource/strategy.go`
 */
export function customResourceStrategy(type: CustomResourceType): Strategy {
  const { gvr, namespaced, hasStatus, structural, terminating } = type;
  const validators = new Validators(type);
  return {
    namespaced,
    nameRule: validateDns1123Subdomain,
    hasStatus,
    allowCreateOnUpdate: false,
    allowUnconditionalUpdate: false,
    tracksGeneration: true,
    defaults: (object) => {
      dropNulls(object, structural);
      applySchemaDefaults(object, structural);
    },
    prepareForCreate: (object) => {
      if (terminating) {
        const problem = 'create not allowed while custom resource definition is terminating';
        throw forbidden(gvr, object.metadata.name ?? '', problem);
      }
      if (hasStatus) delete object['status'];
    },
    // Only stored objects have a revision: those are judged together with what they were.
    validate: (object) =>
      (object.metadata.resourceVersion ?? '') === '' ? validators.validate(object) : [],
    validateUpdate: (object, current) => validators.validateUpdate(object, current),
    validateStatusUpdate: (object, current) => validators.validateStatus(object, current),
    warnings: (object) => finalizerWarnings(object.metadata.finalizers ?? []),
  };
}

class Validators {
  readonly #type: CustomResourceType;
  readonly #whole: SchemaValidator;
  readonly #status: SchemaValidator | undefined;

  constructor(type: CustomResourceType) {
    this.#type = type;
    const { raw } = type.structural;
    this.#whole = new SchemaValidator(raw, type.minor);
    const status = raw.properties?.['status'];
    this.#status = status === undefined ? undefined : new SchemaValidator(status, type.minor);
  }

  validate(object: Immutable<KubeObject>): FieldError[] {
    const { structural } = this.#type;
    return [
      ...this.#whole.validate(object),
      ...this.#scale(object),
      ...validateEmbeddedResources(object, structural),
      ...validateListTypes(object, structural),
    ];
  }

  validateUpdate(object: Immutable<KubeObject>, current: Immutable<KubeObject>): FieldError[] {
    const { structural } = this.#type;
    return [
      ...this.#whole.validate(object, { old: current }),
      ...this.#scale(object),
      ...validateEmbeddedResources(object, structural),
      ...this.#listTypes(object, current),
    ];
  }

  validateStatus(object: Immutable<KubeObject>, current: Immutable<KubeObject>): FieldError[] {
    const { structural, scale } = this.#type;
    const { status } = object;
    return [
      ...(status === undefined
        ? []
        : (this.#status?.validate(status, { old: current['status'], at: 'status' }) ?? [])),
      ...(scale === undefined ? [] : validateStatusScale(object, scale)),
      ...validateEmbeddedResources(object, structural),
      ...this.#listTypes(object, current),
    ];
  }

  /** Objects that broke the rule before it was made may stay as they are. */
  #listTypes(object: Immutable<KubeObject>, current: Immutable<KubeObject>): FieldError[] {
    const { structural } = this.#type;
    return validateListTypes(current, structural).length > 0
      ? []
      : validateListTypes(object, structural);
  }

  #scale(object: Immutable<KubeObject>): FieldError[] {
    const { scale } = this.#type;
    if (scale === undefined) return [];
    return [...validateReplicas(object, scale.specReplicas), ...validateStatusScale(object, scale)];
  }
}

function validateStatusScale(object: Immutable<KubeObject>, scale: ScalePaths): FieldError[] {
  return [
    ...validateReplicas(object, scale.statusReplicas),
    ...(scale.selector === undefined ? [] : validateSelector(object, scale.selector)),
  ];
}

const maxInt32 = 2 ** 31 - 1;

/** @see kubernetes/apiextensions-apiserver `pkg/registry/customresource/validator.go`, `ValidateScaleSpec` */
function validateReplicas(object: Immutable<KubeObject>, path: string): FieldError[] {
  const found = nested(object, path, 'int64', (value) => jsonTypeOf(value) === 'integer');
  const field = `.${path}`;
  if (found.problem !== undefined) return [fieldInvalid(field, 0, found.problem)];
  const replicas = Number(found.value ?? 0);
  if (replicas < 0) return [fieldInvalid(field, replicas, 'should be a non-negative integer')];
  return replicas > maxInt32
    ? [fieldInvalid(field, replicas, `should be less than or equal to ${String(maxInt32)}`)]
    : [];
}

function validateSelector(object: Immutable<KubeObject>, path: string): FieldError[] {
  const { problem } = nested(object, path, 'string', (value) => typeof value === 'string');
  return problem === undefined ? [] : [fieldInvalid(`.${path}`, '', problem)];
}

/** Reads a path as `unstructured.NestedInt64` and its like do, in their words for what is in the way. */
function nested(
  object: unknown,
  path: string,
  wanted: string,
  fits: (value: unknown) => boolean,
): { readonly value?: unknown; readonly problem?: string } {
  let value = object;
  const parts = path.split('.');
  for (const [at, part] of parts.entries()) {
    if (!isRecord(value)) {
      const where = `.${parts.slice(0, at).join('.')}`;
      return {
        problem: `${where} accessor error: ${goText(value)} is of the type ${goType(value)}, expected map[string]interface{}`,
      };
    }
    if (!Object.hasOwn(value, part)) return {};
    value = value[part];
  }
  if (fits(value)) return { value };
  return {
    problem: `.${path} accessor error: ${goText(value)} is of the type ${goType(value)}, expected ${wanted}`,
  };
}

function goText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  return typeof value === 'string' ? value : stringifyExactJson(value);
}

function goType(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return '[]interface {}';
  switch (typeof value) {
    case 'bigint':
      return 'int64';
    case 'number':
      return Number.isInteger(value) ? 'int64' : 'float64';
    case 'boolean':
      return 'bool';
    case 'string':
      return 'string';
    default:
      return 'map[string]interface {}';
  }
}

const standardFinalizers = new Set(['orphan', 'foregroundDeletion', 'kubernetes']);

/** @see kubernetes/apiextensions-apiserver `pkg/registry/customresource/validator.go`, `validateKubeFinalizerName` */
function finalizerWarnings(finalizers: readonly string[]): string[] {
  return [...finalizers].sort().flatMap((finalizer) => {
    const head = `metadata.finalizers: ${JSON.stringify(finalizer)}: `;
    const problems = validateQualifiedName(finalizer);
    if (!finalizer.includes('/') && !standardFinalizers.has(finalizer)) {
      problems.push(
        finalizer.includes('.')
          ? 'prefer a domain-qualified finalizer name including a path (/) to avoid accidental conflicts with other finalizer writers'
          : 'prefer a domain-qualified finalizer name to avoid accidental conflicts with other finalizer writers',
      );
    }
    return problems.map((problem) => head + problem);
  });
}
