import { join } from 'node:path';
import { root } from './root.mjs';

/**
 * Puts the program and its libraries into few files beside the built one: instances load them in half the time.
 * `etcd3` stays outside: it reads its `.proto` files from where it is installed.
 *
 * @param {string} [tree] root of the built sources
 */
export async function bundle(tree = root) {
  const { rolldown } = await import('rolldown'); // not there yet when set-up begins
  const dist = join(tree, 'packages/cli/dist');
  const build = await rolldown({
    cwd: tree,
    input: join(dist, 'main.js'),
    platform: 'node',
    external: (id) => id.startsWith('etcd3'),
    logLevel: 'silent', // libraries name packages that they can do without
  });
  try {
    await build.write({ dir: join(dist, 'bundle'), format: 'esm', cleanDir: true });
  } finally {
    await build.close();
  }
}

if (import.meta.filename === process.argv[1]) await bundle();
