import { accessActions } from './actions/access.mjs';
import { changeActions } from './actions/change.mjs';
import { createActions } from './actions/create.mjs';
import { deleteActions } from './actions/delete.mjs';
import { readActions } from './actions/read.mjs';
import { workloadActions } from './actions/workloads.mjs';

/** All that is tried, in this order; each makes what it needs. */
export const actions = [
  ...createActions,
  ...changeActions,
  ...workloadActions,
  ...readActions,
  ...accessActions,
  ...deleteActions,
];
