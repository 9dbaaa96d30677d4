import type { StorageLogger } from '../../packages/apiserver/src/storage/logger.js';

/** For tests that look at what happens and not at what is logged. */
export const silentLogger: StorageLogger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
