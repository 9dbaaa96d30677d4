import {
  fieldInvalid,
  validateDns1123Subdomain,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { ensureFields } from '../object-fields.js';
import type { Strategy } from '../strategy.js';

/** What a kind says of itself; the rest is as most built-in kinds have it. */
export type StrategyParts = Partial<Strategy>;

/** A strategy as the given minor has it. */
export type KindStrategy = (minor: number) => StrategyParts;

/** Most kinds: a subdomain as name, no status, no creation by PUT, updates without a resourceVersion. */
export function builtInStrategy(namespaced: boolean, parts: StrategyParts): Strategy {
  const { validate } = parts;
  return {
    namespaced,
    nameRule: validateDns1123Subdomain,
    hasStatus: false,
    allowCreateOnUpdate: false,
    allowUnconditionalUpdate: true,
    tracksGeneration: false,
    ...parts,
    validate: (object, current) => [
      ...checkFinalizers(object),
      ...(validate?.(object, current) ?? []),
    ],
  };
}

const standardFinalizers = ['kubernetes', 'orphan', 'foregroundDeletion'];

/**
 * Only custom resources may have finalizers of one word.
 * @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateKubeFinalizerName`
 */
function checkFinalizers({ metadata }: Immutable<KubeObject>): FieldError[] {
  if (metadata.finalizers === undefined) return [];
  return metadata.finalizers.flatMap((finalizer, index) =>
    finalizer.includes('/') || standardFinalizers.includes(finalizer)
      ? []
      : [
          fieldInvalid(
            `metadata.finalizers[${String(index)}]`,
            finalizer,
            'name is neither a standard finalizer name nor is it fully qualified',
          ),
        ],
  );
}

/** Status of new objects is the server's: whatever came is dropped. */
export function resetStatus(
  object: KubeObject,
  initial: Readonly<Record<string, unknown>> = {},
): void {
  object['status'] = structuredClone(initial);
}

/** Go writes a struct that is not a pointer even when nothing is in it. */
export function emptyStruct(object: KubeObject, ...fields: string[]): void {
  for (const field of fields) ensureFields(object, field);
}

/** Is this the first write? Only stored objects have a resourceVersion. */
export const isNew = ({ metadata }: Immutable<KubeObject>): boolean =>
  (metadata.resourceVersion ?? '') === '';

export type Validate = (
  object: Immutable<KubeObject>,
  current?: Immutable<KubeObject>,
) => FieldError[];
export type ValidateUpdate = (
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject>,
) => FieldError[];
