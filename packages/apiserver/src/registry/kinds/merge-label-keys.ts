import { editable, editableList, textsAt, type EditableFields } from '../object-fields.js';

type Labels = Readonly<Record<string, string>>;

/**
 * Keys whose values are the pod's own become part of the selectors.
 * @see kubernetes/kubernetes `pkg/registry/core/pod/strategy.go`, `mutatePodAffinity`, `mutateTopologySpreadConstraints`
 */
export function mergeLabelKeys(spec: EditableFields, labels: Labels, minor: number): void {
  if (minor >= 31) {
    for (const kind of ['podAffinity', 'podAntiAffinity']) {
      const affinity = editable(editable(spec, 'affinity'), kind);
      for (const weighted of editableList(
        affinity,
        'preferredDuringSchedulingIgnoredDuringExecution',
      ))
        merge(editable(weighted, 'podAffinityTerm'), labels);
      for (const term of editableList(affinity, 'requiredDuringSchedulingIgnoredDuringExecution'))
        merge(term, labels);
    }
  }
  if (minor < 34) return;
  for (const constraint of editableList(spec, 'topologySpreadConstraints'))
    merge(constraint, labels);
}

/** A term without a selector picks nothing, and keys do not change that. */
function merge(term: EditableFields | undefined, labels: Labels): void {
  const selector = editable(term, 'labelSelector');
  if (selector === undefined) return;
  const expressions = [
    ...expressionsOf(textsAt(term, 'matchLabelKeys'), 'In', labels),
    ...expressionsOf(textsAt(term, 'mismatchLabelKeys'), 'NotIn', labels),
  ];
  if (expressions.length === 0) return;
  selector['matchExpressions'] = [...editableList(selector, 'matchExpressions'), ...expressions];
}

const expressionsOf = (keys: readonly string[], operator: string, labels: Labels) =>
  keys.flatMap((key) => {
    const value = labels[key];
    return value === undefined ? [] : [{ key, operator, values: [value] }];
  });
