/** Starts a plane from the built launcher, tells its process ids and waits to be killed. */
import { startCluster } from '../../../packages/cluster/dist/index.js';

const [, , dataDirectory, program] = process.argv;
const cluster = await startCluster({ host: process, dataDirectory, program });
const pids = [cluster.etcd.pid, ...cluster.instances.map(({ pid }) => pid)];
process.stdout.write(`${JSON.stringify(pids)}\n`);
