import { isRecord } from '../kube-object.js';
import { goString, goType } from './go-format.js';
import { getOwn, type JsonObject } from './json-value.js';
import { unprocessablePatch, untypedError } from './patch-error.js';
import { identityOf, orderElements } from './strategic-order.js';
import { badDirective, directiveMarker, noMergeKey } from './strategic-schema.js';

export interface ListMergeOptions {
  readonly mergeKey: string | undefined;
  /** Go kind of the elements' type, for one error text. */
  readonly elementKind: string;
  readonly mergeElement: (original: JsonObject, patch: JsonObject) => JsonObject;
}

/**
 * Merges a patch list into a list with merge strategy.
 * @see kubernetes/apimachinery `pkg/util/strategicpatch/patch.go`, `mergeSlice`
 */
export function mergeList(
  original: readonly unknown[],
  patch: readonly unknown[],
  options: ListMergeOptions,
): unknown[] {
  if (original.length === 0 && patch.length === 0) return [...original];
  if (elementType(original, patch) !== 'map') {
    const merged = [...new Set([...original, ...patch])];
    return orderElements(merged, { patch, server: original, mergeKey: undefined });
  }
  const { mergeKey } = options;
  if (mergeKey === undefined || mergeKey === '') {
    throw untypedError(`cannot merge lists without merge key for ${options.elementKind}`);
  }
  const { kept, additions } = applyElementDirectives(original, patch, mergeKey);
  const merged = mergeElements(kept, additions, { ...options, mergeKey });
  return orderElements(merged, { patch: additions, server: kept, mergeKey });
}

/** `$deleteFromPrimitiveList`: takes the listed scalars out. */
export function deleteFromList(
  original: readonly unknown[],
  doomed: readonly unknown[],
  options: ListMergeOptions,
): unknown[] {
  if (original.length === 0 && doomed.length === 0) return [...original];
  if (elementType(original, doomed) === 'map') return mergeList(original, doomed, options);
  const gone = new Set(doomed);
  return original.filter((each) => !gone.has(each));
}

/**
 * The order that `$setElementOrder` takes for the server's. Upstream merges in place, so what is added moves into the
 * places that deletions left, and stands there as if the server had known it.
 * @see kubernetes/apimachinery `pkg/util/strategicpatch/patch.go`, `mergePatchIntoOriginal` and `deleteMatchingEntries`
 */
export function orderAfterDeletions(
  original: readonly unknown[],
  patch: readonly unknown[],
  mergeKey: string,
): readonly unknown[] {
  const keyOf = (each: unknown): unknown => (isRecord(each) ? getOwn(each, mergeKey) : undefined);
  const isDirective = (each: unknown): boolean =>
    isRecord(each) && Object.hasOwn(each, directiveMarker);
  const doomed = new Set(patch.filter(isDirective).map(keyOf));
  const kept = original.filter((each) => !doomed.has(keyOf(each)));
  const known = new Set(kept.map(keyOf));
  const added = patch.filter((each) => !isDirective(each) && !known.has(keyOf(each)));
  return [...kept, ...added].slice(0, original.length);
}

/**
 * The type that all elements share.
 * @throws {StatusError} 422 for lists of lists, 500 when the types differ or there is no element
 */
export function elementType(...lists: (readonly unknown[])[]): 'map' | 'scalar' {
  const elements = lists.flat(1);
  const [first] = elements;
  if (first === undefined) throw untypedError('no elements in any of the given slices');
  // Only the first one is asked: a list further on is an element of another type.
  if (Array.isArray(first)) throw unprocessablePatch('lists of lists are not supported');
  const type = goType(first);
  if (elements.some((each) => goType(each) !== type)) {
    throw untypedError(`list element types are not identical: ${goString(lists)}`);
  }
  return isRecord(first) ? 'map' : 'scalar';
}

/** Carries out `$patch` of single elements: `delete` drops matches, `replace` drops all that was there. */
function applyElementDirectives(
  original: readonly unknown[],
  patch: readonly unknown[],
  mergeKey: string,
): { kept: readonly unknown[]; additions: JsonObject[] } {
  let kept = original;
  let replaced = false;
  const additions: JsonObject[] = [];
  for (const element of patch.filter(isRecord)) {
    const directive = getOwn(element, directiveMarker);
    if (!Object.hasOwn(element, directiveMarker)) {
      additions.push(element);
    } else if (directive === 'delete') {
      if (!Object.hasOwn(element, mergeKey)) throw noMergeKey(element, mergeKey);
      const doomed = getOwn(element, mergeKey);
      kept = kept.filter((each) => !isRecord(each) || getOwn(each, mergeKey) !== doomed);
    } else if (directive === 'replace') {
      replaced = true;
    } else if (directive === 'merge') {
      throw untypedError('merging lists cannot yet be specified in the patch');
    } else {
      throw badDirective(directive, element);
    }
  }
  return replaced ? { kept: additions, additions: [] } : { kept, additions };
}

function mergeElements(
  kept: readonly unknown[],
  additions: readonly JsonObject[],
  { mergeKey, mergeElement }: ListMergeOptions & { mergeKey: string },
): unknown[] {
  const merged = [...kept];
  const positions = new Map<unknown, number>();
  merged.forEach((each, index) => {
    const identity = isRecord(each) ? getOwn(each, mergeKey) : undefined;
    if (identity !== undefined && !positions.has(identity)) positions.set(identity, index);
  });
  for (const addition of additions) {
    const identity = identityOf(addition, mergeKey);
    const position = positions.get(identity);
    const current = position === undefined ? undefined : merged[position];
    if (position !== undefined && isRecord(current)) {
      merged[position] = mergeElement(current, addition);
    } else {
      positions.set(identity, merged.length);
      merged.push(addition);
    }
  }
  return merged;
}
