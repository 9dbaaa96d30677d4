import type { Mix, Rehearsal } from './build-rehearsal.js';
import type { CheckResult } from './run-check.js';

export interface RehearsalResult {
  readonly from: string;
  readonly to: string;
  readonly check?: string;
  readonly objects: number;
  readonly outcome: 'passed' | 'failed' | 'interrupted' | 'error';
  /** Why it went no further. */
  readonly message?: string;
  /** How many there were to be. */
  readonly planned: number;
  /** Those that were visited. */
  readonly mixes: readonly MixResult[];
  /** The first mix at which anything differed. */
  readonly firstDifference?: MixResult;
}

export interface MixResult extends Mix {
  readonly check?: CheckResult;
  readonly differences: readonly MixDifference[];
}

export interface MixDifference {
  /** `Deployment default/web`, or what of the check. */
  readonly what: string;
  /** Through which it was seen. */
  readonly instance?: string;
  /** Lines, `-` as at the first mix and `+` as now. */
  readonly diff: readonly string[];
}

type Ending = Pick<RehearsalResult, 'outcome'> & { readonly message?: string };

export function resultOf(
  rehearsal: Rehearsal,
  mixes: readonly MixResult[],
  ending?: Ending,
): RehearsalResult {
  const { from, to, check, objects } = rehearsal;
  const firstDifference = mixes.find(({ differences }) => differences.length > 0);
  return {
    from,
    to,
    ...(check === undefined ? {} : { check }),
    objects: objects.length,
    ...(ending ?? { outcome: firstDifference === undefined ? 'passed' : 'failed' }),
    planned: rehearsal.mixes.length,
    mixes,
    ...(firstDifference === undefined ? {} : { firstDifference }),
  };
}
