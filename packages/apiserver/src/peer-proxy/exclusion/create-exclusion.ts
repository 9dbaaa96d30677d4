import type { GenerationTraits } from '../generation.js';
import { GvExclusionManager, type GvExclusionDeps } from './gv-exclusion-manager.js';
import { MutableExclusionFilter, type MutableExclusionDeps } from './mutable-exclusion-filter.js';
import { noExclusion } from './no-exclusion.js';
import type { PeerExclusion } from './peer-exclusion.js';

/** The exclusion that a generation has. */
export function createExclusion(
  kind: GenerationTraits['exclusion'],
  deps: GvExclusionDeps & MutableExclusionDeps,
): PeerExclusion {
  switch (kind) {
    case 'none':
      return noExclusion(deps.raw);
    case 'mutable':
      return new MutableExclusionFilter(deps);
    case 'recomputed':
      return new GvExclusionManager(deps);
  }
}
