export type { CliHost } from './cli-host.js';
export { realHost } from './real-host.js';
export { run } from './run.js';
