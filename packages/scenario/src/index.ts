export { ScenarioError, formatProblem } from './document/scenario-error.js';
export type { ScenarioProblem } from './document/scenario-error.js';
export type * from './document/scenario.js';
export type * from './record/run-record.js';
export type { RunEvent, RunOptions } from './run/run-options.js';
