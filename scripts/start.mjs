import { join } from 'node:path';
import { root } from './setup/root.mjs';
import { setUp } from './setup/set-up.mjs';
import { main } from './setup/step.mjs';

/** `npm start`: whatever set-up is needed, then `skewplane up`, in this very process. */
await main(async () => {
  const args = process.argv.slice(2);
  const asksHelp = args.some((arg) => arg === '--help' || arg === '-h');
  const ownEtcd = !args.some((arg) => arg.startsWith('--etcd-servers'));
  const { etcdPath } = await setUp({ etcd: ownEtcd && !asksHelp });

  process.chdir(root);
  const { realHost, run } = await import('../packages/cli/dist/index.js');
  const host = realHost(process, join(root, 'packages/cli/dist/main.js'));
  const env = etcdPath === undefined ? host.env : { ...host.env, SKEWPLANE_ETCD: etcdPath };
  return run(['up', ...args], { ...host, env });
});
