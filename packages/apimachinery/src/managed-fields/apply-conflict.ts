import { StatusError } from '../status.js';
import { formatPath, hasPath, type FieldSet } from './field-set.js';
import type { Owner } from './managers.js';
import type { PathElement } from './path-element.js';

/** A field that an apply would change and another manager owns. */
export interface Conflict {
  readonly ownerId: string;
  readonly owner: Owner;
  readonly path: readonly PathElement[];
}

/** An apply that was not forced ran into fields of others. */
export class ApplyConflictError extends Error {
  readonly conflicts: readonly Conflict[];

  constructor(conflicts: readonly Conflict[]) {
    super(messageFor(conflicts));
    this.name = 'ApplyConflictError';
    this.conflicts = conflicts;
  }

  /** Those conflicts whose field is not in `allowed`. */
  without(allowed: FieldSet): Conflict[] {
    return this.conflicts.filter(({ path }) => !hasPath(allowed, path));
  }
}

/**
 * The 409 a client sees.
 * @see kubernetes/apimachinery `pkg/util/managedfields/internal/conflict.go`
 */
export function applyConflict(error: ApplyConflictError): StatusError {
  return new StatusError({
    code: 409,
    reason: 'Conflict',
    message: error.message,
    details: {
      causes: error.conflicts.map(({ owner, path }) => ({
        reason: 'FieldManagerConflict',
        message: `conflict with ${describe(owner)}`,
        field: formatPath(path),
      })),
    },
    cause: error,
  });
}

function messageFor(conflicts: readonly Conflict[]): string {
  const [only] = conflicts;
  if (conflicts.length === 1 && only !== undefined) {
    return `Apply failed with 1 conflict: conflict with ${describe(only.owner)}: ${formatPath(only.path)}`;
  }
  const byOwner = new Map<string, Conflict[]>();
  for (const conflict of conflicts) {
    byOwner.set(conflict.ownerId, [...(byOwner.get(conflict.ownerId) ?? []), conflict]);
  }
  const lines = [...byOwner.values()].flatMap((group) =>
    group.flatMap(({ owner, path }, index) => [
      ...(index === 0 ? [`conflicts with ${describe(owner)}:`] : []),
      `- ${formatPath(path)}`,
    ]),
  );
  return `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`;
}

function describe({ manager, subresource, operation, apiVersion }: Owner): string {
  const via = subresource === '' ? '' : ` with subresource ${JSON.stringify(subresource)}`;
  const using = operation === 'Update' ? ` using ${apiVersion}` : '';
  return `${JSON.stringify(manager)}${via}${using}`;
}
