import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundle } from './bundle.mjs';
import { root, stateDirectory } from './root.mjs';
import { runCommand } from './run-command.mjs';
import { step } from './step.mjs';

const stampPath = join(stateDirectory, 'build-stamp');

/** `tsc -b` and the bundle of it, when a source has changed since the last time or an output is missing. */
export async function ensureBuild() {
  const stamp = await fingerprint();
  if (stamp === (await readStamp()) && (await outputsExist())) return;
  await step('build (tsc -b)', () =>
    runCommand(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b']),
  );
  await step('bundle (rolldown)', () => bundle());
  await mkdir(stateDirectory, { recursive: true });
  await writeFile(stampPath, stamp);
}

/** Names, sizes and times of all sources: reading them all would take longer than a start may. */
async function fingerprint() {
  const packages = await packageNames();
  const files = [
    join(root, 'package-lock.json'),
    join(root, 'tsconfig.json'),
    join(root, 'packages/tsconfig.base.json'),
    ...(await Promise.all(packages.map(sourcesOf))).flat(),
  ].sort();
  const lines = await Promise.all(
    files.map(async (file) => {
      const { size, mtimeMs } = await stat(file);
      return `${file} ${size} ${mtimeMs}\n`;
    }),
  );
  return createHash('sha256').update(lines.join('')).digest('hex');
}

async function sourcesOf(name) {
  const directory = join(root, 'packages', name);
  const entries = await readdir(join(directory, 'src'), { recursive: true, withFileTypes: true });
  const sources = entries
    .filter((entry) => entry.isFile() && /(?<!\.test)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return [join(directory, 'package.json'), join(directory, 'tsconfig.json'), ...sources];
}

async function packageNames() {
  const entries = await readdir(join(root, 'packages'), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

async function readStamp() {
  return readFile(stampPath, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

async function outputsExist() {
  const outputs = [
    ...(await packageNames()).map((name) => join(root, 'packages', name, 'dist/index.js')),
    join(root, 'packages/cli/dist/bundle/main.js'),
  ];
  const found = await Promise.all(
    outputs.map((path) =>
      stat(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.every(Boolean);
}
