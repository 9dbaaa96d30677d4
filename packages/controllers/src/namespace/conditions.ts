import { formatTime } from '@skewplane/apimachinery';

export interface NamespaceCondition {
  type: string;
  status: 'True' | 'False';
  reason: string;
  message: string;
  lastTransitionTime: string;
}

/** What one pass over a terminating namespace found. */
export interface DeletionReport {
  /** Discovery could not be read, or names group-versions that are stale. */
  readonly discoveryFailure: string | undefined;
  /** Deleting content failed. */
  readonly contentFailure: string | undefined;
  /** Objects left, by `resource.group`. */
  readonly remaining: ReadonlyMap<string, number>;
  /** Objects that a finalizer holds, by finalizer. */
  readonly finalizers: ReadonlyMap<string, number>;
}

/**
 * The five conditions of a terminating namespace, in the words that upstream gives them.
 * @see kubernetes/kubernetes `pkg/controller/namespace/deletion/status_condition_utils.go`
 */
export function namespaceConditions(
  report: DeletionReport,
  existing: readonly NamespaceCondition[],
  nowMs: number,
): NamespaceCondition[] {
  const wanted = [
    report.discoveryFailure === undefined
      ? no(
          'NamespaceDeletionDiscoveryFailure',
          'ResourcesDiscovered',
          'All resources successfully discovered',
        )
      : yes('NamespaceDeletionDiscoveryFailure', 'DiscoveryFailed', report.discoveryFailure),
    no(
      'NamespaceDeletionGroupVersionParsingFailure',
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ),
    report.contentFailure === undefined
      ? no(
          'NamespaceDeletionContentFailure',
          'ContentDeleted',
          'All content successfully deleted, may be waiting on finalization',
        )
      : yes('NamespaceDeletionContentFailure', 'ContentDeletionFailed', report.contentFailure),
    report.remaining.size === 0
      ? no('NamespaceContentRemaining', 'ContentRemoved', 'All content successfully removed')
      : yes(
          'NamespaceContentRemaining',
          'SomeResourcesRemain',
          `Some resources are remaining: ${counts(report.remaining, (name, count) => `${name} has ${String(count)} resource instances`)}`,
        ),
    report.finalizers.size === 0
      ? no(
          'NamespaceFinalizersRemaining',
          'ContentHasNoFinalizers',
          'All content-preserving finalizers finished',
        )
      : yes(
          'NamespaceFinalizersRemaining',
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${counts(report.finalizers, (name, count) => `${name} in ${String(count)} resource instances`)}`,
        ),
  ];
  return wanted.map((condition) => {
    const before = existing.find(({ type }) => type === condition.type);
    const lastTransitionTime =
      before?.status === condition.status ? before.lastTransitionTime : formatTime(nowMs);
    return { ...condition, lastTransitionTime };
  });
}

type Wanted = Omit<NamespaceCondition, 'lastTransitionTime'>;
const yes = (type: string, reason: string, message: string): Wanted => ({
  type,
  status: 'True',
  reason,
  message,
});
const no = (type: string, reason: string, message: string): Wanted => ({
  type,
  status: 'False',
  reason,
  message,
});

function counts(
  map: ReadonlyMap<string, number>,
  text: (name: string, count: number) => string,
): string {
  return [...map]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => text(name, count))
    .join(', ');
}
