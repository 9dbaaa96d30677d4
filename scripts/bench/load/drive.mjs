import { readFile } from 'node:fs/promises';
import { latencies } from '../statistics.mjs';

/**
 * @typedef {object} Rate
 * @property {number} perSecond
 * @property {number} p50 milliseconds
 * @property {number} p99 milliseconds
 * @property {number | undefined} cpu microseconds of the server's processor time a call, which others on the machine hardly change
 */

/**
 * Keeps `concurrency` calls going for a while. The first part is warm-up and is not counted.
 *
 * @param {(index: number) => Promise<unknown>} call told how many calls came before
 * @param {{ concurrency: number; seconds: number; warmUpSeconds?: number; pid?: number | undefined }} options
 * @returns {Promise<Rate>}
 */
export async function drive(call, { concurrency, seconds, warmUpSeconds = seconds / 3, pid }) {
  const samples = [];
  const countFrom = performance.now() + warmUpSeconds * 1000;
  const end = countFrom + seconds * 1000;
  let next = 0;
  const worker = async () => {
    for (let begun = performance.now(); begun < end;) {
      await call(next++);
      const now = performance.now();
      if (begun >= countFrom && now <= end) samples.push(now - begun);
      begun = now;
    }
  };
  const spent = cpuBetween(pid, { fromMs: countFrom, toMs: end });
  await Promise.all(Array.from({ length: concurrency }, worker));
  const spentMs = await spent;
  return {
    perSecond: samples.length / seconds,
    ...latencies(samples),
    cpu: spentMs === undefined ? undefined : (spentMs * 1000) / samples.length,
  };
}

/** Processor time a process takes in a span of time to come; nothing where the kernel does not tell. */
async function cpuBetween(pid, { fromMs, toMs }) {
  const before = await until(fromMs).then(() => cpuMs(pid));
  const after = await until(toMs).then(() => cpuMs(pid));
  return before === undefined || after === undefined ? undefined : after - before;
}

function until(atMs) {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, atMs - performance.now())));
}

/** Linux counts in hundredths of a second, for programs whatever its own clock does. */
const msPerTick = 10;

async function cpuMs(pid) {
  if (pid === undefined) return undefined;
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  // The name of the program comes before, and may hold blanks.
  const [user, system] = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return (Number(user) + Number(system)) * msPerTick;
}
