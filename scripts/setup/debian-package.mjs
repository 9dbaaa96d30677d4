import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from './find-program.mjs';
import { runCommand } from './run-command.mjs';

/** Whether packages of Debian or one of its kin can be had here. */
export async function hasDebianPackages() {
  const tools = await Promise.all(['apt-get', 'dpkg-deb'].map((name) => findProgram(name)));
  return tools.every((tool) => tool !== undefined);
}

/**
 * Unpacks a package without installing it, which needs no root and starts no service; apt checks
 * its signature. `use` gets the directory with its files, which is gone afterwards.
 */
export async function withDebianPackage(name, use) {
  const directory = await mkdtemp(join(tmpdir(), 'skewplane-deb-'));
  try {
    await download(name, directory);
    const file = (await readdir(directory)).find((entry) => entry.endsWith('.deb'));
    const files = join(directory, 'files');
    await runCommand('dpkg-deb', ['-x', join(directory, file), files]);
    return await use(files);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function download(name, directory) {
  // As root apt drops to a user of its own, who may not write here.
  const args = ['-o', 'APT::Sandbox::User=root', 'download', name];
  try {
    await runCommand('apt-get', args, { cwd: directory });
  } catch (error) {
    if (process.getuid?.() !== 0) throw error;
    await runCommand('apt-get', ['update']); // A fresh image has no package lists.
    await runCommand('apt-get', args, { cwd: directory });
  }
}
