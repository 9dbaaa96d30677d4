import type { InstanceChanges } from '../instance/apiserver-instance.js';

/** What another process may ask the launcher of a running plane to do with an instance. */
export const instanceOperations = ['start', 'stop', 'restart', 'upgrade'] as const;
export type InstanceOperation = (typeof instanceOperations)[number];

/** Changes that go with a start, a restart or an upgrade. */
export type InstanceOperationBody = InstanceChanges;

export interface ControlledInstance {
  readonly name: string;
  readonly version: string;
  readonly url: string;
  readonly pid?: number;
  readonly running: boolean;
}

/** The body of every refusal. */
export interface ControlFailure {
  readonly error: string;
}
