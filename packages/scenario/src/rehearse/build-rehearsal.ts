import type { KubeObject } from '@skewplane/apimachinery';
import { instanceNames } from '@skewplane/cluster';
import { minorOf, problemOfVersion } from '../load/served.js';
import { RehearsalError } from './rehearsal-error.js';

export interface RehearsalOptions {
  /** `1.35`. */
  readonly from: string;
  readonly to: string;
  readonly instances: number;
  /** In the order in which they are to be created. */
  readonly objects: readonly KubeObject[];
  /** A line for the shell; undefined when only objects are compared. */
  readonly check: string | undefined;
}

/** Every mix of versions that an upgrade, its rollback, and the upgrade after that come by. */
export interface Rehearsal extends RehearsalOptions {
  readonly mixes: readonly Mix[];
}

export const phases = ['start', 'up', 'down', 'up again'] as const;
export type Phase = (typeof phases)[number];

export interface Mix {
  /** From 1. */
  readonly number: number;
  readonly phase: Phase;
  /** What made it of the mix before; none made the first. */
  readonly change?: MixChange;
  /** Of each instance. */
  readonly versions: readonly string[];
}

export interface MixChange {
  readonly action: 'upgrade' | 'downgrade';
  readonly instance: string;
  readonly version: string;
}

const maxInstances = 5;

/**
 * Plans a rehearsal: one instance at a time, one minor at a time, all up, all down, all up again. The way down is
 * taken in the same order as the way up, for it then comes by other mixes.
 *
 * @throws {RehearsalError} for versions and numbers that make no sense
 */
export function buildRehearsal(options: RehearsalOptions): Rehearsal {
  const { from, to, instances } = options;
  const problem = problemOfVersion(from) ?? problemOfVersion(to);
  if (problem !== undefined) throw new RehearsalError(problem);
  if (minorOf(from) >= minorOf(to)) {
    throw new RehearsalError(`an upgrade goes to a newer version: ${to} is not newer than ${from}`);
  }
  if (!Number.isInteger(instances) || instances < 1 || instances > maxInstances) {
    throw new RehearsalError(`a rehearsal has 1 to ${maxInstances} instances, not ${instances}`);
  }
  const up = versionsBetween(from, to);
  const down = [...up].reverse();
  const mixes: Mix[] = [
    { number: 1, phase: 'start', versions: Array<string>(instances).fill(from) },
  ];
  walk(mixes, 'up', up);
  walk(mixes, 'down', down);
  walk(mixes, 'up again', up);
  return { ...options, mixes };
}

function versionsBetween(from: string, to: string): string[] {
  const [first, last] = [minorOf(from), minorOf(to)];
  return Array.from({ length: last - first + 1 }, (_, index) => `1.${first + index}`);
}

/** Adds the mixes on the way along `versions`, which begins where the last mix stands. */
function walk(mixes: Mix[], phase: Phase, versions: readonly string[]): void {
  for (const version of versions.slice(1)) {
    const names = instanceNames(mixes[0]?.versions.length ?? 0);
    for (const [index, instance] of names.entries()) {
      const before = mixes.at(-1)?.versions ?? [];
      mixes.push({
        number: mixes.length + 1,
        phase,
        change: { action: phase === 'down' ? 'downgrade' : 'upgrade', instance, version },
        versions: before.map((old, place) => (place === index ? version : old)),
      });
    }
  }
}

/** What a check command learns of where it runs. */
export function checkEnvironment(rehearsal: Rehearsal, mix: Mix): Readonly<Record<string, string>> {
  return {
    SKEWPLANE_FROM: rehearsal.from,
    SKEWPLANE_TO: rehearsal.to,
    SKEWPLANE_STEP: String(mix.number),
    SKEWPLANE_STEPS: String(rehearsal.mixes.length),
    SKEWPLANE_PHASE: mix.phase,
    SKEWPLANE_MIX: mix.versions.join(','),
  };
}

/** `2/7 up: upgrade apiserver-a to 1.36`. */
export function titleOfMix({ number, phase, change, versions }: Mix): string {
  const what =
    change === undefined
      ? versions.join(', ')
      : `${change.action} ${change.instance} to ${change.version}`;
  return `${number} ${phase}: ${what}`;
}
