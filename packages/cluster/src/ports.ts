import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { ClusterError } from './cluster-error.js';

/** Where everything of one plane listens, all on loopback. */
export interface PlanePorts {
  readonly balanced: number;
  readonly instances: readonly number[];
  readonly etcdClient: number;
  readonly etcdPeer: number;
}

/** Away from 6443, which Docker Desktop, k3s and kubeadm take. */
export const defaultBasePort = 6450;
const etcdOffset = 40;
const portsPerPlane = etcdOffset + 2;
const attempts = 20;

/** Below the ranges systems take outgoing ports from, so that a port stays free over a restart. */
const randomRange = [20_000, 32_000] as const;

/**
 * Ports for a plane: `base` is the balanced address, the instances follow, etcd is 40 above.
 *
 * @param base 0 picks a free range
 * @throws {ClusterError} when one of them is taken
 */
export async function choosePorts(base: number, instanceCount: number): Promise<PlanePorts> {
  if (base !== 0) {
    const ports = portsFrom(base, instanceCount);
    const taken = await firstTaken(ports);
    if (taken !== undefined) throw portInUse(taken);
    return ports;
  }
  for (let attempt = 0; attempt < attempts; attempt++) {
    const ports = portsFrom(randomInt(...randomRange), instanceCount);
    if ((await firstTaken(ports)) === undefined) return ports;
  }
  throw new ClusterError('Could not find a free range of ports: name one with --base-port');
}

function portsFrom(base: number, instanceCount: number): PlanePorts {
  if (!Number.isInteger(base) || base < 1 || base + portsPerPlane > 65_535) {
    throw new ClusterError(
      `${base} cannot be a base port: use 0 or 1 to ${65_535 - portsPerPlane}`,
    );
  }
  return {
    balanced: base,
    instances: Array.from({ length: instanceCount }, (_, index) => base + 1 + index),
    etcdClient: base + etcdOffset,
    etcdPeer: base + etcdOffset + 1,
  };
}

async function firstTaken(ports: PlanePorts): Promise<number | undefined> {
  const all = [ports.balanced, ...ports.instances, ports.etcdClient, ports.etcdPeer];
  const free = await Promise.all(all.map(isFree));
  return all.find((_, index) => free[index] === false);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen({ port, host: '127.0.0.1', exclusive: true });
    await once(server, 'listening');
  } catch (error) {
    if (['EADDRINUSE', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return false;
    throw error;
  }
  server.close();
  await once(server, 'close');
  return true;
}

export function portInUse(port: number): ClusterError {
  return new ClusterError(
    `port ${port} is in use: stop what listens there, or choose other ports with --base-port <port> (0 picks free ones)`,
  );
}
