import { createServer } from 'node:net';
import type { Writable } from 'node:stream';
import { newestMinor } from '@skewplane/api';
import { AdjustableClock, seededRandom, systemClock, type Clock } from '@skewplane/apimachinery';
import { pino } from 'pino';
import { defaultAdvertiseAddress } from './advertise-address.js';
import { configFromFlags } from './config-from-flags.js';
import type { FlagValues } from './flags.js';
import { LogBatch } from './log-batch.js';
import type { Crash, ProcessCrash } from './peer-proxy/process-crash.js';
import { startServer, type ApiServer } from './server.js';

export interface RunOptions {
  /** Where the log goes, one JSON object a line. */
  readonly destination: Writable;
  /** Aborting it stops the server in order. */
  readonly signal: AbortSignal;
  /** Aborting it ends the server as SIGKILL ends a process: nothing is given back. */
  readonly killSignal?: AbortSignal;
  /** The system's when absent; with a control key one that can be put forward. */
  readonly clock?: Clock;
  /** In [0, 1); when absent, by `--skewplane-seed`, and without that `Math.random`. */
  readonly random?: () => number;
  /**
   * Told at once when the server comes to a point that upstream's process does not survive. Whoever owns the
   * process writes the report and ends it; in a process with more in it the server dies alone.
   */
  readonly onCrash?: Crash;
}

export interface RunningServer {
  readonly url: string;
  /**
   * Resolves when the server has stopped after its signal aborted; rejects with a `ProcessCrash` when it died
   * instead.
   */
  readonly closed: Promise<void>;
}

/**
 * One apiserver from its flags; resolves when it listens.
 * @throws {ConfigError} for flags that make no sense, an error of Node when the port is taken
 */
export async function runApiserver(
  flags: FlagValues,
  { destination, signal, killSignal, clock, random, onCrash }: RunOptions,
): Promise<RunningServer> {
  const read = await configFromFlags(flags, newestMinor);
  const config = {
    ...read,
    securePort: read.securePort === 0 ? await freePort(read.bindAddress) : read.securePort,
    advertiseAddress: read.advertiseAddress || defaultAdvertiseAddress(read.bindAddress),
  };
  const log = new LogBatch(destination);
  const logger = pino(
    { base: { instance: config.hostname }, level: config.verbosity >= 4 ? 'debug' : 'info' },
    log,
  );
  const death = new Death((crash) => {
    logger.fatal({ err: crash }, crash.message);
    log.flush();
    onCrash?.(crash);
  });
  const server = await startServer(config, {
    clock:
      clock ?? (config.controlKey === undefined ? systemClock : new AdjustableClock(systemClock)),
    logger,
    random: random ?? (config.seed === undefined ? Math.random : seededRandom(config.seed)),
    stdout: destination,
    startSignal: signal,
    crash: death.crash,
  }).catch((error: unknown) => {
    log.flush();
    throw error;
  });
  logger.info({ url: server.url, version: `1.${String(config.binaryMinor)}` }, 'Started serving');
  const closed = untilClosed(server, { signal, killSignal, death }).finally(() => {
    log.flush();
  });
  closed.catch(() => undefined); // whoever waits is told; a death that nobody waits for is logged
  return { url: server.url, closed };
}

/** The end of the server that nobody asked for. */
class Death {
  readonly cause: Promise<ProcessCrash>;
  readonly crash: Crash;

  constructor(onCrash: Crash) {
    let die: Crash = () => undefined;
    this.cause = new Promise((resolve) => {
      die = resolve;
    });
    this.crash = (crash) => {
      onCrash(crash);
      die(crash);
    };
  }
}

interface Ends {
  readonly signal: AbortSignal;
  readonly killSignal: AbortSignal | undefined;
  readonly death: Death;
}

async function untilClosed(server: ApiServer, { signal, killSignal, death }: Ends): Promise<void> {
  const end = await Promise.race([
    aborted(signal).then(() => 'stop' as const),
    ...(killSignal === undefined ? [] : [aborted(killSignal).then(() => 'kill' as const)]),
    death.cause,
  ]);
  if (end === 'stop') {
    await server.close();
    return;
  }
  await server.kill();
  if (end !== 'kill') throw end;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      resolve();
    };
    if (signal.aborted) done();
    else signal.addEventListener('abort', done, { once: true });
  });
}

/** The port must be known before anything starts: it is a part of the address that peers are told. */
function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, host, () => {
      const address = probe.address();
      probe.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}
