import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from './http-client.mjs';
import { adminTls, soleResources } from './plane.mjs';

/** The peer proxy asks again after 5 ms, 10 ms, 20 ms and so on: longer than this, and it is no start any more. */
const peersTimeoutMs = 8_000;
const pollMs = 10;

/**
 * @typedef {object} StartFigures milliseconds from the beginning of the start
 * @property {number} etcd is up
 * @property {number} listening the last of the instances listens
 * @property {number} ready every instance is ready
 * @property {number | undefined} peers each instance proxies to each other one, as far as it ever does
 * @property {readonly string[]} blind pairs that did not find each other: 1.34 and older give up after 155 ms, as upstream
 */

/**
 * @param {import('./plane.mjs').Plane} plane
 * @returns {Promise<StartFigures>}
 */
export async function startFigures(plane) {
  const { steps, startedAtMs } = plane;
  const peers = await untilPeersKnown(plane);
  const begun = performance.timeOrigin + startedAtMs;
  const listening = await Promise.all(
    plane.instances.map(({ name }) => listeningAt(plane.dataDirectory, name)),
  );
  return {
    etcd: steps.get('etcd'),
    listening: Math.max(...listening) - begun,
    ready: steps.get('apiservers'),
    ...peers,
  };
}

/**
 * When an instance last said that it serves, on the wall clock.
 *
 * @param {string} dataDirectory
 * @param {string} name
 */
async function listeningAt(dataDirectory, name) {
  const log = await readFile(join(dataDirectory, 'logs', `${name}.log`), 'utf8');
  const line = log.split('\n').findLast((each) => each.includes('"Started serving"'));
  return line === undefined ? Number.NaN : JSON.parse(line).time;
}

/** @param {import('./plane.mjs').Plane} plane */
async function untilPeersKnown({ dataDirectory, instances, startedAtMs }) {
  const tls = await adminTls(dataDirectory);
  const letters = Object.keys(soleResources);
  const deadline = performance.now() + peersTimeoutMs;
  const found = await Promise.all(
    instances.flatMap(({ url, version }, index) =>
      letters
        .filter((_, other) => other !== index)
        .map(async (letter) => {
          const patience = Number(version.split('.')[1]) <= 34 ? 1_000 : peersTimeoutMs;
          const until = Math.min(deadline, performance.now() + patience);
          const atMs = await untilServed(url, tls, { letter, until });
          return { pair: `${letters[index]}→${letter}`, atMs };
        }),
    ),
  );
  const known = found.flatMap(({ atMs }) => (atMs === undefined ? [] : [atMs - startedAtMs]));
  return {
    peers: known.length === 0 ? undefined : Math.max(...known),
    blind: found.filter(({ atMs }) => atMs === undefined).map(({ pair }) => pair),
  };
}

async function untilServed(url, tls, { letter, until }) {
  const { groupVersion, resource } = soleResources[letter];
  const client = createClient(url, tls, 1);
  try {
    while (performance.now() < until) {
      if ((await client.send('GET', `/apis/${groupVersion}/${resource}?limit=1`)).status === 200) {
        return performance.now();
      }
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
    return undefined;
  } finally {
    await client.close();
  }
}
