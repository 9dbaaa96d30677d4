import { ensureBuild } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureEtcd } from './etcd.mjs';
import { ensureKubectl } from './kubectl.mjs';
import { SetupError } from './step.mjs';

const oldestNode = [20, 19];

/** Makes a fresh clone ready; does next to nothing the second time. */
export async function setUp({ etcd = true, kubectl = false } = {}) {
  checkNode(process.versions.node);
  const results = await Promise.allSettled([
    etcd ? ensureEtcd() : undefined,
    kubectl ? ensureKubectl() : undefined,
    ensureDependencies().then(ensureBuild),
  ]);
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  const [etcdPath, kubectlPath] = results.map(({ value }) => value);
  return { etcdPath, kubectlPath };
}

function checkNode(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new SetupError(`Node ${oldestNode.join('.')} or newer is needed, this is ${version}`);
}
