import { isRecord } from '../kube-object.js';
import { goString } from './go-format.js';
import { getOwn } from './json-value.js';
import { untypedError } from './patch-error.js';
import { identityOf } from './strategic-order.js';
import { badArgument, directiveMarker, setElementOrderPrefix } from './strategic-schema.js';

/**
 * The elements a patch sets must all stand in its `$setElementOrder` list, in the same relative order.
 * @throws {StatusError} 500 when they do not
 * @see kubernetes/apimachinery `pkg/util/strategicpatch/patch.go`, `validatePatchWithSetOrderList`
 */
export function checkAgainstElementOrder(
  patch: readonly unknown[],
  order: readonly unknown[],
  mergeKey: string | undefined,
): void {
  if (order.length === 0 || patch.length === 0) return;
  const elements = mergeKey === undefined ? patch : patch.filter(isNoDeletion);
  let next = 0;
  let place = 0;
  while (next < elements.length && place < order.length) {
    if (isDirective(elements[next])) {
      next++;
      continue;
    }
    if (identityOf(elements[next], mergeKey) === identityOf(order[place], mergeKey)) next++;
    place++;
  }
  // A directive to replace that comes after the last element of the order counts as one that is not in it.
  if (next < elements.length) {
    throw untypedError(
      `The order in patch list:\n${goString(patch)}\n doesn't match ${setElementOrderPrefix} list:\n${goString(order)}\n`,
    );
  }
}

function isNoDeletion(element: unknown): boolean {
  if (!isRecord(element)) throw badArgument('map', element);
  return getOwn(element, directiveMarker) !== 'delete';
}

const isDirective = (element: unknown): boolean =>
  isRecord(element) && Object.hasOwn(element, directiveMarker);
