import { isRecord } from '../kube-object.js';
import { getOwn } from './json-value.js';
import { untypedError } from './patch-error.js';
import { badArgument, noMergeKey } from './strategic-schema.js';

/**
 * What tells the elements of a merged list apart: the value of the merge key, or the element itself in a
 * list of scalars (`mergeKey` undefined).
 * @throws {StatusError} 500 when an element lacks the merge key
 */
export function identityOf(element: unknown, mergeKey: string | undefined): unknown {
  if (mergeKey === undefined) return element;
  if (!isRecord(element)) throw badArgument('map', element);
  if (!Object.hasOwn(element, mergeKey)) throw noMergeKey(element, mergeKey);
  return getOwn(element, mergeKey);
}

interface Order {
  /** The order the client asked for. */
  readonly patch: readonly unknown[];
  /** The order before the patch. */
  readonly server: readonly unknown[];
  readonly mergeKey: string | undefined;
}

/**
 * Orders a merged list: elements the client named come in its order, the rest keep the server's order, and
 * where both are known to the server a rest element goes before the next named one it preceded there.
 * @see kubernetes/apimachinery `pkg/util/strategicpatch/patch.go`, `normalizeElementOrder`
 */
export function orderElements(merged: readonly unknown[], order: Order): unknown[] {
  const identify = (element: unknown): unknown => identityOf(element, order.mergeKey);
  if (order.mergeKey !== undefined) checkPlaces(merged, order.patch, order.mergeKey);
  const patchRank = rankBy(order.patch, identify);
  const serverRank = rankBy(order.server, identify);

  const named = merged.filter((each) => patchRank.has(identify(each)));
  const serverOnly = merged.filter((each) => !patchRank.has(identify(each)));
  const sortBy = (rank: ReadonlyMap<unknown, number>) => (a: unknown, b: unknown) =>
    (rank.get(identify(a)) ?? rank.size) - (rank.get(identify(b)) ?? rank.size);
  named.sort(sortBy(patchRank));
  serverOnly.sort(sortBy(serverRank));

  return interleave(serverOnly, named, (left, right) => {
    const leftRank = serverRank.get(identify(left));
    const rightRank = serverRank.get(identify(right));
    return leftRank !== undefined && rightRank !== undefined && leftRank < rightRank;
  });
}

/** Each element is looked for in the order asked for; what is no object there stops the search. */
function checkPlaces(
  merged: readonly unknown[],
  order: readonly unknown[],
  mergeKey: string,
): void {
  const stop = order.findIndex((each) => !isRecord(each));
  if (stop < 0) return;
  const before = new Set(order.slice(0, stop).map((each) => identityOf(each, mergeKey)));
  if (merged.every((each) => before.has(identityOf(each, mergeKey)))) return;
  throw untypedError(`value for key ${String(stop)} is not a map`);
}

/** Position of each element in `list`; the first one of those that are alike. */
function rankBy(
  list: readonly unknown[],
  identify: (element: unknown) => unknown,
): Map<unknown, number> {
  const rank = new Map<unknown, number>();
  list.forEach((element, index) => {
    const identity = identify(element);
    if (!rank.has(identity)) rank.set(identity, index);
  });
  return rank;
}

function interleave(
  left: readonly unknown[],
  right: readonly unknown[],
  leftFirst: (left: unknown, right: unknown) => boolean,
): unknown[] {
  const result: unknown[] = [];
  let next = 0;
  for (const each of right) {
    while (next < left.length && leftFirst(left[next], each)) result.push(left[next++]);
    result.push(each);
  }
  return [...result, ...left.slice(next)];
}
