import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../setup/bundle.mjs';
import { ensureBuild } from '../setup/build.mjs';
import { root } from '../setup/root.mjs';
import { runCommand } from '../setup/run-command.mjs';
import { step } from '../setup/step.mjs';

/**
 * A built copy of the project.
 *
 * @typedef {object} SourceTree
 * @property {string} label
 * @property {string} path
 * @property {boolean} isInstalled by npm: `npm start` there installs nothing
 * @property {() => Promise<void>} remove
 */

/**
 * The tree this script stands in, as it is.
 *
 * @returns {Promise<SourceTree>}
 */
export async function workingTree() {
  await ensureBuild(); // as `npm start` does, which then has nothing left to build
  return { label: 'this tree', path: root, isInstalled: true, remove: async () => undefined };
}

/**
 * Another revision in a work tree of its own, with the dependencies of this one.
 *
 * @param {string} revision
 * @returns {Promise<SourceTree>}
 */
export async function revisionTree(revision) {
  const path = await mkdtemp(join(tmpdir(), 'skewplane-bench-tree-'));
  const remove = async () => {
    await runCommand('git', ['worktree', 'remove', '--force', path]);
    await rm(path, { recursive: true, force: true });
  };
  await runCommand('git', ['worktree', 'add', '--detach', path, revision]);
  try {
    await linkDependencies(path);
    await step(`build of ${revision}`, () => build(path));
  } catch (error) {
    await remove();
    throw error;
  }
  return { label: revision, path, isInstalled: false, remove };
}

/**
 * Links what is installed here, but each workspace to its own sources.
 *
 * @param {string} path
 */
async function linkDependencies(path) {
  const own = join(path, 'node_modules', '@skewplane');
  await mkdir(own, { recursive: true });
  for (const entry of await readdir(join(root, 'node_modules'))) {
    if (entry === '@skewplane') continue;
    await symlink(join(root, 'node_modules', entry), join(path, 'node_modules', entry));
  }
  for (const name of await readdir(join(path, 'packages'))) {
    await symlink(join(path, 'packages', name), join(own, name));
    const nested = join('packages', name, 'node_modules');
    const installed = await readdir(join(root, nested)).catch(() => []); // most have none
    if (installed.length > 0) await symlink(join(root, nested), join(path, nested));
  }
}

/** @param {string} path */
async function build(path) {
  await runCommand(process.execPath, [join(path, 'node_modules/typescript/bin/tsc'), '-b'], {
    cwd: path,
  });
  await bundle(path); // a revision from before bundles does not use it
}
