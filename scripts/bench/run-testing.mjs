import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} TestingFigures milliseconds
 * @property {number} imported from the start of the process until the library is loaded
 * @property {number} started `startControlPlane` of two instances
 * @property {number} reset with 200 objects to take away
 * @property {number} stopped
 */

/**
 * What a test sees of `@skewplane/testing`, in a process of its own.
 *
 * @param {import('./source-tree.mjs').SourceTree} tree
 * @returns {Promise<TestingFigures>}
 */
export async function testingFigures(tree) {
  const script = fileURLToPath(new URL('testing/main.mjs', import.meta.url));
  const library = join(tree.path, 'packages/testing/dist/index.js');
  const { stdout } = await promisify(execFile)(process.execPath, [script, library]);
  return JSON.parse(stdout);
}
