import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SetupError } from '../setup/step.mjs';

/**
 * A plane under measurement, as its users have it: `skewplane up` in a process of its own.
 *
 * @typedef {object} Plane
 * @property {string} dataDirectory
 * @property {readonly { name: string; version: string; url: string }[]} instances
 * @property {ReadonlyMap<string, number>} steps when each step of the start was done, in ms from its beginning
 * @property {number} readyMs until it said that it is up
 * @property {number} startedAtMs on the clock of `performance.now()`
 * @property {() => Promise<void>} stop
 */

/**
 * API groups that one instance each serves, so that an answer for one tells that its server is known.
 */
export const soleResources = {
  a: { groupVersion: 'node.k8s.io/v1', resource: 'runtimeclasses' },
  b: { groupVersion: 'discovery.k8s.io/v1', resource: 'endpointslices' },
  c: { groupVersion: 'policy/v1', resource: 'poddisruptionbudgets' },
};

const startTimeoutMs = 60_000;

/**
 * @param {readonly string[]} command what to run in front of the arguments of `up`
 * @param {{ dataDirectory: string; versions: string; cwd: string }} options
 * @returns {Promise<Plane>} once the plane says that it is up
 */
export async function startPlane(command, { dataDirectory, versions, cwd }) {
  const startedAtMs = performance.now();
  const args = ['--data-dir', dataDirectory, '--base-port', '0', '--versions', versions];
  const [program = '', ...first] = command;
  const child = spawn(program, [...first, ...args, '-o', 'json', ...ownGroups()], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  const exited = once(child, 'close');
  const steps = new Map();
  const printed = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    printed.push(line);
    const done = /^✓ (\S+)/.exec(line)?.[1];
    if (done !== undefined) steps.set(done, performance.now() - startedAtMs);
  });
  const stop = async () => {
    // npm, when it is the child, does not pass every signal on: the plane itself is asked.
    const pid = await ownerOf(dataDirectory).catch(() => child.pid); // it never came up
    if (child.exitCode === null && child.signalCode === null) process.kill(pid, 'SIGTERM');
    await exited;
  };
  const summary = await Promise.race([
    readSummary(child.stdout),
    exited.then(() => undefined),
    new Promise((resolve) => setTimeout(resolve, startTimeoutMs).unref()),
  ]);
  if (summary === undefined) {
    await stop();
    throw new SetupError(`The plane did not come up:\n${printed.slice(-20).join('\n')}`);
  }
  const readyMs = performance.now() - startedAtMs;
  return { dataDirectory, instances: summary.instances, steps, readyMs, startedAtMs, stop };
}

/** Each instance without the groups of the other two. */
function ownGroups() {
  const letters = Object.keys(soleResources);
  return letters.flatMap((letter) => {
    const others = letters.filter((other) => other !== letter);
    const off = others.map((other) => `${soleResources[other].groupVersion}=false`);
    return ['--apiserver-arg', `apiserver-${letter}:--runtime-config=${off.join(',')}`];
  });
}

/**
 * The JSON of `up -o json`, as soon as it is complete.
 *
 * @param {import('node:stream').Readable} stream
 */
function readSummary(stream) {
  return new Promise((resolve) => {
    let text = '';
    stream.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      if (!text.trimEnd().endsWith('}')) return;
      try {
        resolve(JSON.parse(text.slice(text.indexOf('{'))));
      } catch {
        // Not all of it is here yet.
      }
    });
  });
}

/** @param {string} dataDirectory */
async function ownerOf(dataDirectory) {
  return JSON.parse(await readFile(join(dataDirectory, 'plane.json'), 'utf8')).owner.pid;
}

/**
 * What the plane's processes are, by name.
 *
 * @param {Plane} plane
 * @returns {Promise<Map<string, number>>}
 */
export async function processesOf({ dataDirectory }) {
  const state = JSON.parse(await readFile(join(dataDirectory, 'plane.json'), 'utf8'));
  const found = new Map(state.instances.map(({ name, pid }) => [name, pid]));
  found.set('controllers', state.controllers.pid);
  found.set('launcher and balancer', state.owner.pid);
  found.set('etcd', state.etcd.pid);
  return found;
}

/**
 * Credentials of the plane's administrator.
 *
 * @param {string} dataDirectory
 */
export async function adminTls(dataDirectory) {
  const read = (name) => readFile(join(dataDirectory, 'pki', name), 'utf8');
  const [ca, cert, key] = await Promise.all([read('ca.crt'), read('admin.crt'), read('admin.key')]);
  return { ca, cert, key };
}
