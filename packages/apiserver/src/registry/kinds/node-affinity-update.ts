import { fieldInvalid, type FieldError } from '@skewplane/apimachinery';
import {
  fieldsAt,
  has,
  listAt,
  semanticallyEqual,
  type EditableFields,
  type Fields,
} from '../object-fields.js';

const terms = 'requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';

/**
 * A pod that waits for its gates may still be told more exactly on which nodes to run; edits `munged` so that it no
 * longer differs in that.
 * @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateNodeAffinityMutation`
 */
export function checkGatedAffinity(munged: EditableFields, old: Fields): FieldError[] {
  const next = fieldsAt(munged, 'affinity.nodeAffinity');
  const before = fieldsAt(old, 'affinity.nodeAffinity');
  if (semanticallyEqual(next, before)) return [];
  const errors = checkTerms(listAt(next, terms), listAt(before, terms));
  const affinity = { ...fieldsAt(munged, 'affinity') };
  if (has(old, 'affinity.nodeAffinity')) affinity['nodeAffinity'] = before;
  else delete affinity['nodeAffinity'];
  munged['affinity'] = affinity;
  return errors;
}

function checkTerms(next: readonly Fields[], old: readonly Fields[]): FieldError[] {
  const path = `spec.affinity.nodeAffinity.${terms}`;
  if (old.length === 0) return [];
  if (next.length !== old.length) {
    const message = 'no additions/deletions to non-empty NodeSelectorTerms list are allowed';
    return [fieldInvalid(path, next, message)];
  }
  return old.flatMap((term, index) =>
    onlyAdds(next[index] ?? {}, term)
      ? []
      : [
          fieldInvalid(
            `${path}[${String(index)}]`,
            next[index],
            'only additions are allowed (no mutations or deletions)',
          ),
        ],
  );
}

const lists = ['matchExpressions', 'matchFields'];

function onlyAdds(next: Fields, old: Fields): boolean {
  // An empty term picks nothing; more of it would pick something.
  if (lists.every((list) => listAt(old, list).length === 0))
    return lists.every((list) => listAt(next, list).length === 0);
  return lists.every((list) => {
    const before = listAt(old, list);
    return semanticallyEqual(listAt(next, list).slice(0, before.length), before);
  });
}
