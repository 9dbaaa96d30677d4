export { apiserverFlags } from './flags.js';
export type { FlagDefinition, FlagValues } from './flags.js';
export { ConfigError } from './config.js';
export { runApiserver } from './run-apiserver.js';
export type { RunOptions, RunningServer } from './run-apiserver.js';
