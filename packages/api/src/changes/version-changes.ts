import { resourceTable } from '../catalogue/resource-table.js';
import { formatMinor } from '../versions/effective-version.js';
import { apiChanges } from './api-changes.js';
import { changeAreas } from './changes.js';
import type { ChangeFilter, FieldOwner, RbacChange, VersionChanges } from './changes.js';
import { schemaChanges } from './field-changes.js';
import { gateChanges } from './gate-changes.js';
import { rbacChanges } from './rbac-changes.js';

/**
 * What is different in release 1.`to` seen from 1.`from`, as the tables have it; backwards too.
 * @throws {RangeError} for a minor that the tables do not hold
 */
export function versionChanges(
  from: number,
  to: number,
  filter: ChangeFilter = {},
): VersionChanges {
  const areas = new Set(filter.areas ?? changeAreas);
  const isMeant = matcher(filter);
  const { fields, defaults } =
    areas.has('fields') || areas.has('defaults')
      ? schemaChanges(from, to)
      : { fields: [], defaults: [] };
  return {
    from: formatMinor(from),
    to: formatMinor(to),
    ...(areas.has('apis') ? { apis: apiChanges(from, to).filter(isMeant) } : {}),
    ...(areas.has('fields') ? { fields: ownedBy(isMeant, fields) } : {}),
    ...(areas.has('defaults') ? { defaults: ownedBy(isMeant, defaults) } : {}),
    ...(areas.has('gates') && isAll(filter) ? { gates: gateChanges(from, to) } : {}),
    ...(areas.has('rbac') ? { rbac: rbacChanges(from, to).filter(rbacMatcher(filter)) } : {}),
  };
}

const isAll = ({ group, kind }: ChangeFilter) => group === undefined && kind === undefined;

type Matcher = (kind: { readonly group: string; readonly kind: string }) => boolean;

function matcher({ group, kind }: ChangeFilter): Matcher {
  const wanted = { group: group === 'core' ? '' : group, kind: kind?.toLowerCase() };
  return (candidate) =>
    (wanted.group === undefined || candidate.group === wanted.group) &&
    (wanted.kind === undefined || candidate.kind.toLowerCase() === wanted.kind);
}

/** The owners that are meant; definitions that none of the kinds has stay only when all are meant. */
function ownedBy<T extends { readonly owners: readonly FieldOwner[] }>(
  isMeant: Matcher,
  changes: readonly T[],
): T[] {
  return changes.flatMap((change) => {
    const owners = change.owners.filter(isMeant);
    const lost = change.owners.length > 0 && owners.length === 0;
    const isNobodys = change.owners.length === 0 && !isMeant({ group: '\0', kind: '\0' });
    return lost || isNobodys ? [] : [{ ...change, owners }];
  });
}

function rbacMatcher(filter: ChangeFilter): (change: RbacChange) => boolean {
  if (isAll(filter)) return () => true;
  const isMeant = matcher(filter);
  const resources = resourceTable().resources.filter(isMeant);
  const names = new Set(resources.map(({ group, resource }) => `${group}/${resource}`));
  return ({ group, resources: named = [] }) =>
    group !== undefined &&
    named.some((resource) => {
      const [parent = ''] = resource.split('/');
      return names.has(`${group}/${parent}`);
    });
}
