// A test process that is about to be killed: starts a plane, says which processes and folder are its own, and waits.
import { startControlPlane } from '@skewplane/testing';

const plane = await startControlPlane({ instances: ['1.36'] });
const { cluster } = plane;
process.stdout.write(
  `${JSON.stringify({
    pids: [cluster.etcd.pid, ...plane.instances.map(({ pid }) => pid)],
    directory: cluster.pkiDirectory,
  })}\n`,
);
setInterval(() => undefined, 1_000);
