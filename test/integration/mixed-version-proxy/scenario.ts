import { afterAll, beforeAll, it } from 'vitest';
import type { Release } from './generations.js';
import { prepareGround, Skew3, type Ground, type PlaneOptions } from './skew3.js';

/** One row of the scenario table, for all releases whose outcome it tells. */
export interface Scenario {
  /** `S02`. */
  readonly id: string;
  readonly releases: readonly Release[];
  readonly title: string;
  readonly run: (context: ScenarioContext) => Promise<void>;
  /** Waits for something that no clock of ours makes faster: such ones come last and wait together. */
  readonly isSlow?: true;
}

export interface ScenarioContext {
  readonly release: Release;
  readonly ground: Ground;
  /** The plane that all scenarios of the release share, settled. Whoever changes it puts it right again. */
  readonly sharedPlane: () => Promise<Skew3>;
  /** A plane that this scenario may break. */
  readonly ownPlane: (options?: PlaneOptions) => Promise<Skew3>;
  /** The same, with nothing running yet. */
  readonly preparedPlane: (options?: PlaneOptions) => Promise<Skew3>;
}

/** `S02 D36`: by this a test is found. */
export const testId = (id: string, { label }: Release): string => `${id} ${label}`;

const orderOf = ({ id, isSlow }: Scenario): string => `${isSlow === true ? 1 : 0}${id}`;

/** Declares the tests of one release, in the order of their numbers. */
export function runScenarios(release: Release, scenarios: readonly Scenario[]): void {
  let ground: Ground;
  let shared: Promise<Skew3> | undefined;
  beforeAll(async () => {
    ground = await prepareGround();
  });
  afterAll(async () => {
    await (await shared)?.close();
    await ground.close();
  });
  const sharedPlane = async () => {
    const plane = await (shared ??= Skew3.start(release, ground));
    await plane.settled();
    return plane;
  };
  const ofRelease = scenarios
    .filter(({ releases }) => releases.includes(release))
    .sort((x, y) => (orderOf(x) < orderOf(y) ? -1 : 1));
  for (const { id, title, run, isSlow = false } of ofRelease) {
    const options = { timeout: 120_000, concurrent: isSlow };
    it(`${testId(id, release)}: ${title}`, options, async () => {
      const own: Skew3[] = [];
      const kept = (plane: Skew3) => {
        own.push(plane);
        return plane;
      };
      try {
        await run({
          release,
          ground,
          sharedPlane,
          ownPlane: async (options) => kept(await Skew3.start(release, ground, options)),
          preparedPlane: async (options) => kept(await Skew3.prepare(release, ground, options)),
        });
      } finally {
        await Promise.all(own.map((plane) => plane.close()));
      }
    });
  }
}
