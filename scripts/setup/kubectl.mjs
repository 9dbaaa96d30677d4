import { join } from 'node:path';
import { hasDebianPackages, withDebianPackage } from './debian-package.mjs';
import { installProgram } from './etcd.mjs';
import { findProgram } from './find-program.mjs';
import { step } from './step.mjs';

/** Path of a kubectl, or nothing when none can be had: only some tests want one. */
export async function ensureKubectl() {
  const found = await findProgram('kubectl');
  if (found !== undefined) return found;
  try {
    if (await hasDebianPackages()) return await step('kubectl (download)', fromDebian);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
  }
  process.stderr.write('no kubectl here: tests that need it are skipped\n');
  return undefined;
}

function fromDebian() {
  return withDebianPackage('kubernetes-client', (files) =>
    installProgram(join(files, 'usr/bin/kubectl'), 'kubectl'),
  );
}
