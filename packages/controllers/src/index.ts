export { runControllers } from './run-controllers.js';
export type { RunControllersOptions } from './run-controllers.js';
