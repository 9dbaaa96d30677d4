import { readFile } from 'node:fs/promises';
import { processesOf } from './plane.mjs';

const settleMs = 3_000;

/**
 * Proportional set size of each process of an idle plane, in MB; nothing where the kernel does not tell.
 *
 * @param {import('./plane.mjs').Plane} plane
 * @returns {Promise<Record<string, number>>}
 */
export async function memoryFigures(plane) {
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  const figures = {};
  for (const [name, pid] of await processesOf(plane)) {
    const bytes = await proportionalSetSize(pid);
    if (bytes !== undefined) figures[name] = bytes / 1e6;
  }
  return figures;
}

/** @param {number} pid */
async function proportionalSetSize(pid) {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => undefined);
  const kib = /^Pss:\s+(\d+) kB/m.exec(text ?? '')?.[1];
  return kib === undefined ? undefined : Number(kib) * 1024;
}
