export type * from './record/run-record.js';
