/**
 * One order for the items of several lists that agrees with each of them where they agree with each other.
 * Items that no list relates come in plain string order; when lists contradict each other, all do.
 * @see kubernetes/apimachinery `pkg/util/sort/sort.go`, `MergePreservingRelativeOrder`
 */
export function consensusSort(lists: readonly (readonly string[])[]): readonly string[] {
  const followers = precedence(lists);
  const complete = lists.find(
    (list) => list.length === followers.size && new Set(list).size === list.length,
  );
  if (complete !== undefined) return complete;
  const sorted = topologicalOrder(followers);
  return sorted.length === followers.size ? sorted : [...followers.keys()].sort(byCodeUnits);
}

type Followers = ReadonlyMap<string, ReadonlySet<string>>;

/** Which items come right behind each item in any list. */
function precedence(lists: readonly (readonly string[])[]): Followers {
  const followers = new Map<string, Set<string>>();
  for (const list of lists) {
    list.forEach((item, index) => {
      const after = followers.get(item) ?? new Set();
      followers.set(item, after);
      const next = list[index + 1];
      if (next !== undefined) after.add(next);
    });
  }
  return followers;
}

/** Kahn's algorithm, taking the smallest of the ready items; shorter than the input when there is a cycle. */
function topologicalOrder(followers: Followers): string[] {
  const blockers = new Map<string, number>([...followers.keys()].map((item) => [item, 0]));
  for (const after of followers.values()) {
    for (const item of after) blockers.set(item, (blockers.get(item) ?? 0) + 1);
  }
  const ready = [...blockers].filter(([, count]) => count === 0).map(([item]) => item);
  const order: string[] = [];
  for (;;) {
    ready.sort(byCodeUnits);
    const item = ready.shift();
    if (item === undefined) return order;
    order.push(item);
    for (const after of followers.get(item) ?? []) {
      const left = (blockers.get(after) ?? 0) - 1;
      blockers.set(after, left);
      if (left === 0) ready.push(after);
    }
  }
}

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
