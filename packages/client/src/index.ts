export * from './connection.js';
export * from './discovery.js';
export * from './informer.js';
export * from './leader-election.js';
export * from './resource-path.js';
export * from './rest-client.js';
export * from './watch-stream.js';
export * from './work-queue.js';
