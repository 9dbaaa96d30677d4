import type { Generation } from '../../../packages/apiserver/src/peer-proxy/generation.js';

/** One release that stands for its generation. */
export interface Release {
  /** Second word of a test's name. */
  readonly label: string;
  readonly generation: Generation;
  readonly minor: number;
}

const d33: Release = { label: 'D33', generation: 'D33', minor: 34 };
const d35: Release = { label: 'D35', generation: 'D35', minor: 35 };
const d36: Release = { label: 'D36', generation: 'D36', minor: 36 };
const sv: Release = { label: 'SV', generation: 'SV', minor: 32 };
/** Has the bug that one address too few makes all too few, and sends no UID. */
const sv131: Release = { label: 'SV 1.31', generation: 'SV', minor: 31 };

export const releases = { sv131, sv, d33, d35, d36 };

/** The tags of the scenarios, as releases. */
export const all = [sv, d33, d35, d36];
export const since33 = [d33, d35, d36];
export const since35 = [d35, d36];
