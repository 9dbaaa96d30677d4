import type { GroupVersion } from '@skewplane/apimachinery';
import { atMinor, resourceTable } from './resource-table.js';

/** Which group and which version discovery puts first: higher is earlier, equals go by name. */
export interface DiscoveryPriorities {
  groupPriority(gv: GroupVersion): number;
  versionPriority(gv: GroupVersion): number;
}

/**
 * Custom resources rank below every built-in group.
 * @see kubernetes/kubernetes `pkg/controlplane/controller/crdregistration/crdregistration_controller.go`
 */
export const customGroupPriority = 1000;
export const customVersionPriority = 100;

/** The aggregator's own group: it has no APIService and is put before all others. */
const aggregatorPriority = { group: 20_001, version: 0 };

/**
 * Built-in priorities of a minor; unknown group-versions rank as custom ones.
 * @see kubernetes/kubernetes `pkg/controlplane/apiserver/aggregator.go`, `apiVersionPriorities`
 */
export function discoveryPriorities(minor: number): DiscoveryPriorities {
  const groups = new Map(resourceTable().groups.map((row) => [row.group, row]));
  const known = ({ group, version }: GroupVersion) => {
    const row = groups.get(group);
    const versionRow = row?.versions.find((each) => each.version === version);
    return row === undefined || versionRow === undefined ? undefined : { row, versionRow };
  };
  return {
    groupPriority: (gv) => {
      if (gv.group === 'apiregistration.k8s.io') return aggregatorPriority.group;
      const priority = known(gv)?.row.priority;
      return priority === undefined ? customGroupPriority : atMinor(priority, minor);
    },
    versionPriority: (gv) => {
      if (gv.group === 'apiregistration.k8s.io') return aggregatorPriority.version;
      const found = known(gv);
      if (found === undefined) return customVersionPriority;
      const { priority } = found.versionRow;
      return priority === undefined ? customVersionPriority : atMinor(priority, minor);
    },
  };
}
