import { randomInt } from 'node:crypto';
import type { Clock } from '@skewplane/apimachinery';
import { ClusterError } from '../../cluster-error.js';
import { etcdEnd, linkState } from './conditions.js';
import type { LinkedFault } from './conditions.js';
import { Link } from './link.js';

export interface PlaneLinksOptions {
  readonly instances: readonly { readonly name: string; readonly port: number }[];
  readonly etcdServers: readonly string[];
  /** Ports that others of the plane will listen on. */
  readonly reserved: ReadonlySet<number>;
  readonly clock: Clock;
  readonly random: () => number;
}

interface NamedLink {
  readonly from: string;
  readonly to: string;
  /** What the near end would connect to without it: `127.0.0.1:6451`, `http://127.0.0.1:6490`. */
  readonly insteadOf: string;
  readonly link: Link;
}

const host = '127.0.0.1';
/** Below the ranges systems take outgoing ports from, so that a port stays free while it refuses. */
const portRange = [10_000, 32_000] as const;
const attempts = 50;

/** A link from each instance to each other one, and from each to etcd. */
export class PlaneLinks {
  readonly #links: readonly NamedLink[];

  private constructor(links: readonly NamedLink[]) {
    this.#links = links;
  }

  static async open(options: PlaneLinksOptions): Promise<PlaneLinks> {
    const links = new PlaneLinks([...peerLinks(options), ...etcdLinks(options)]);
    const reserved = new Set(options.reserved);
    try {
      for (const { link } of links.#links) reserved.add(await openAnywhere(link, reserved));
    } catch (error) {
      await links.close();
      throw error;
    }
    return links;
  }

  /** Advertised addresses of the peers of an instance, and where it connects to instead. */
  peersOf(instance: string): ReadonlyMap<string, string> {
    return new Map(
      this.#from(instance)
        .filter(({ to }) => to !== etcdEnd)
        .map(({ insteadOf, link }) => [insteadOf, `${host}:${link.port}`]),
    );
  }

  /** What an instance takes for the servers of etcd; those that are reached directly as they are. */
  etcdServersOf(instance: string, servers: readonly string[]): string[] {
    const links = this.#from(instance).filter(({ to }) => to === etcdEnd);
    return servers.map((server) => {
      const found = links.find(({ insteadOf }) => insteadOf === server);
      return found === undefined ? server : `http://${host}:${found.link.port}`;
    });
  }

  has(from: string, to: string): boolean {
    return this.#links.some((each) => each.from === from && each.to === to);
  }

  /** From now on links do what these faults say, and nothing else. */
  async apply(faults: readonly LinkedFault[]): Promise<void> {
    for (const { from, to, link } of this.#links) await link.apply(linkState(faults, { from, to }));
  }

  async close(): Promise<void> {
    await Promise.all(this.#links.map(({ link }) => link.close()));
  }

  #from(instance: string): NamedLink[] {
    return this.#links.filter(({ from }) => from === instance);
  }
}

function peerLinks({ instances, clock, random }: PlaneLinksOptions): NamedLink[] {
  return instances.flatMap(({ name: from }) =>
    instances
      .filter(({ name }) => name !== from)
      .map(({ name: to, port }) => ({
        from,
        to,
        insteadOf: `${host}:${port}`,
        link: new Link({
          name: `${from} to ${to}`,
          target: { host, port },
          greets: true,
          clock,
          random,
        }),
      })),
  );
}

/** Only without TLS: a certificate of etcd would not name a link. */
function etcdLinks({ instances, etcdServers, clock, random }: PlaneLinksOptions): NamedLink[] {
  const plain = etcdServers.flatMap((server) => {
    const url = new URL(server);
    return url.protocol === 'http:' ? [{ server, url }] : [];
  });
  return instances.flatMap(({ name: from }) =>
    plain.map(({ server, url }) => ({
      from,
      to: etcdEnd,
      insteadOf: server,
      link: new Link({
        name: `${from} to etcd`,
        target: { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || '80') },
        greets: false,
        clock,
        random,
      }),
    })),
  );
}

async function openAnywhere(link: Link, reserved: ReadonlySet<number>): Promise<number> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const port = randomInt(...portRange);
    if (reserved.has(port)) continue;
    try {
      await link.open(port);
      return port;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
  throw new ClusterError('Could not find free ports for the links between instances');
}
