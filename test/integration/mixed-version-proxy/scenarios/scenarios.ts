import type { Scenario } from '../scenario.js';
import { discoveryScenarios } from './discovery.js';
import { mergingScenarios } from './merging.js';
import { deathScenarios } from './deaths.js';
import { freshnessScenarios } from './freshness.js';
import { extensionScenarios } from './extensions.js';
import { storageVersionScenarios } from './storage-version.js';
import { admissionScenarios } from './admission.js';
import { failureScenarios } from './failures.js';
import { forwardingScenarios } from './forwarding.js';
import { startupScenarios } from './startup.js';
import { localScenarios } from './local.js';

/** The whole table of spec section 8. */
export const scenarios: readonly Scenario[] = [
  ...discoveryScenarios,
  ...mergingScenarios,
  ...deathScenarios,
  ...freshnessScenarios,
  ...extensionScenarios,
  ...storageVersionScenarios,
  ...admissionScenarios,
  ...failureScenarios,
  ...forwardingScenarios,
  ...localScenarios,
  ...startupScenarios,
];
