import { once } from 'node:events';
import { Agent, request } from 'node:https';
import { latencies } from '../statistics.mjs';
import { configMap, createNamespace } from './requests.mjs';

const watchers = 100;
/** Writes a second for the latency: a busy cluster, not an overload. */
const pace = 40;
const settleMs = 3_000;

/**
 * Latency from the sending of a write to its event at each of 100 watchers, and the greatest rate of events.
 *
 * @param {import('./main.mjs').LoadJob} job
 * @param {typeof import('../http-client.mjs').createClient} createClient
 */
export async function measureWatch({ url, tls, seconds }, createClient) {
  const client = createClient(url, tls, 8);
  const agent = new Agent({ ...tls, keepAlive: true, maxSockets: watchers });
  const samples = [];
  const tally = { events: 0 };
  let collect = false;
  try {
    const path = await createNamespace(client, `bench-watch-${process.pid}`);
    const streams = await Promise.all(
      Array.from({ length: watchers }, () =>
        openWatch(`${url}${path}?watch=true`, agent, (sentMs) => {
          tally.events += 1;
          if (collect) samples.push(performance.now() - sentMs);
        }),
      ),
    );
    const write = (index) => {
      const body = configMap(`w-${index}`, `@${performance.now().toFixed(3)}@`);
      return client.expect(201, 'POST', path, body);
    };
    let written = 0;
    for (; written < 20; written++) await write(written);
    collect = true;
    const paced = [];
    const firstPaced = performance.now();
    for (let index = 0; index < pace * seconds; index++) {
      paced.push(write(written++));
      const dueMs = firstPaced + ((index + 1) * 1000) / pace - performance.now();
      if (dueMs > 0) await new Promise((resolve) => setTimeout(resolve, dueMs));
    }
    await Promise.all(paced);
    await untilReceived(tally, written * watchers);
    collect = false;

    const burstFrom = performance.now();
    const before = tally.events;
    const writer = async () => {
      while (performance.now() < burstFrom + seconds * 1000) await write(written++);
    };
    await Promise.all(Array.from({ length: 8 }, writer));
    await untilReceived(tally, written * watchers);
    const burstSeconds = (performance.now() - burstFrom) / 1000;
    const lost = written * watchers - tally.events;
    for (const stream of streams) stream.destroy();
    return {
      ...latencies(samples),
      perSecond: (tally.events - before) / burstSeconds,
      lost,
    };
  } finally {
    agent.destroy();
    await client.close();
  }
}

async function untilReceived(tally, expected) {
  const deadline = performance.now() + settleMs;
  while (tally.events < expected && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** Calls back with the time that each event carries; resolves when the watch is answered. */
async function openWatch(url, agent, onEvent) {
  const outgoing = request(url, { agent });
  outgoing.end();
  const [response] = await once(outgoing, 'response');
  if (response.statusCode !== 200) throw new Error(`Watch answered ${response.statusCode}`);
  let rest = '';
  response.setEncoding('latin1').on('data', (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const sentMs = /@([\d.]+)@/.exec(line)?.[1];
      if (sentMs !== undefined) onEvent(Number(sentMs));
    }
  });
  response.on('error', () => undefined); // comes with our own `destroy`
  return response;
}
