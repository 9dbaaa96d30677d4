import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { adminTls } from './plane.mjs';

const program = fileURLToPath(new URL('load/main.mjs', import.meta.url));

/**
 * Runs one kind of load in a process of its own.
 *
 * @param {'requests' | 'watch' | 'proxy' | 'etcd'} kind
 * @param {import('./plane.mjs').Plane} plane
 * @param {{ seconds: number; tree: import('./source-tree.mjs').SourceTree }} options
 */
export async function runLoad(kind, plane, { seconds, tree }) {
  const state = JSON.parse(await readFile(join(plane.dataDirectory, 'plane.json'), 'utf8'));
  // Only the first instance serves what is proxied; the others are measured at the newest.
  const [first, last] = [state.instances.at(0), state.instances.at(-1)];
  const target = kind === 'proxy' ? first : last;
  return inChild({
    kind,
    seconds,
    tls: await adminTls(plane.dataDirectory),
    url: target.url,
    pid: kind === 'etcd' ? state.etcd.pid : target.pid,
    proxiedUrl: last.url,
    etcdUrl: state.etcd.servers[0],
    storageModule: pathToFileURL(
      join(tree.path, 'packages/apiserver/dist/storage/create-storage.js'),
    ).href,
  });
}

/** @param {import('./load/main.mjs').LoadJob} job */
async function inChild(job) {
  const child = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const exited = once(child, 'exit');
  child.send(job);
  const answer = await Promise.race([
    once(child, 'message').then(([message]) => message),
    exited.then(([code]) => ({ error: `The load process ended with code ${code}` })),
  ]);
  child.kill();
  await exited;
  if (answer.error !== undefined) throw new Error(`${job.kind}: ${answer.error}`);
  return answer.figures;
}
