import { releases } from './generations.js';
import { runScenarios } from './scenario.js';
import { scenarios } from './scenarios/scenarios.js';

runScenarios(releases.d35, scenarios);
