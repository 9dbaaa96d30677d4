import { copyFile, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { hasDebianPackages, withDebianPackage } from './debian-package.mjs';
import { withEtcdRelease } from './etcd-release.mjs';
import { findProgram } from './find-program.mjs';
import { binDirectory } from './root.mjs';
import { SetupError, step } from './step.mjs';

/** Path of an etcd; fetches one when there is none. */
export async function ensureEtcd() {
  const { SKEWPLANE_ETCD, KUBEBUILDER_ASSETS } = process.env;
  const preferred = [SKEWPLANE_ETCD, KUBEBUILDER_ASSETS && join(KUBEBUILDER_ASSETS, 'etcd')];
  const found = await findProgram('etcd', preferred);
  return found ?? step('etcd (download)', fetchEtcd);
}

async function fetchEtcd() {
  const failures = [];
  for (const attempt of [fromDebian, fromRelease]) {
    try {
      const installed = await attempt();
      if (installed !== undefined) return installed;
    } catch (error) {
      failures.push(error.message);
    }
  }
  throw new SetupError(
    ['etcd could not be fetched; install it and name it in SKEWPLANE_ETCD', ...failures].join('\n'),
  );
}

async function fromDebian() {
  if (!(await hasDebianPackages())) return undefined;
  return withDebianPackage('etcd-server', (files) =>
    installProgram(join(files, 'usr/bin/etcd'), 'etcd'),
  );
}

function fromRelease() {
  return withEtcdRelease((path) => installProgram(path, 'etcd'));
}

/** Copies beside, then renames: a program that is running can be replaced, and none is half there. */
export async function installProgram(source, name) {
  await mkdir(binDirectory, { recursive: true });
  const target = join(binDirectory, name);
  await copyFile(source, `${target}.new`);
  await rename(`${target}.new`, target);
  return target;
}
