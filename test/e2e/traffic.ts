import { setTimeout as delay } from 'node:timers/promises';
import { StatusError, isExpired } from '@skewplane/apimachinery';
import type { KubeObject } from '@skewplane/apimachinery';
import type { RestClient } from '@skewplane/client';

const pauseMs = 15;

export interface TrafficApi {
  /** `/apis/batch/v1/namespaces/default/jobs` */
  readonly path: string;
  readonly build: (name: string) => object;
}

/** What a writer was told is stored: the newest resourceVersion by name, and every version in order. */
export class Acknowledged {
  readonly newest = new Map<string, string>();
  readonly versions: string[] = [];

  add(object: KubeObject): void {
    const { name = '', resourceVersion = '' } = object.metadata;
    this.newest.set(name, resourceVersion);
    this.versions.push(resourceVersion);
  }
}

/**
 * Creates an object, changes it, reads it and lists, over and over until the signal aborts.
 *
 * @param prefix of the names, so that several writers stay apart
 * @param onError whatever is refused or fails; the writer goes on with its next object
 */
export async function writeUntil(
  client: RestClient,
  { path, build }: TrafficApi,
  options: {
    readonly prefix: string;
    readonly acknowledged: Acknowledged;
    readonly onError: (error: unknown) => void;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { prefix, acknowledged, onError, signal } = options;
  for (let number = 0; !signal.aborted; number++) {
    const name = `${prefix}-${number}`;
    try {
      acknowledged.add(await client.create(path, build(name)));
      const labels = { changed: 'yes' };
      acknowledged.add(await client.mergePatch(`${path}/${name}`, { metadata: { labels } }));
      await client.get(`${path}/${name}`);
      await client.list(path, { query: { limit: 5 } });
    } catch (error) {
      onError(error);
    }
    await delay(pauseMs);
  }
}

/** Names whose acknowledged state is gone, or older than acknowledged. */
export async function lostWrites(
  client: RestClient,
  path: string,
  { newest }: Acknowledged,
): Promise<string[]> {
  const { items } = await client.list(path);
  const stored = new Map(items.map(({ metadata }) => [metadata.name, metadata.resourceVersion]));
  // A write that was not acknowledged may have been made all the same: then it is newer.
  return [...newest]
    .filter(([name, version]) => Number(stored.get(name) ?? 0) < Number(version))
    .map(([name]) => name);
}

/** Follows a collection as an informer does: from a list on, and again from the last version seen. */
export class Follower {
  /** resourceVersions of events in the order they came. */
  readonly versions: number[] = [];
  reconnects = 0;
  /** resourceVersions that came with a list: the first one, and one after each 410, as informers do it. */
  readonly listed = new Set<number>();
  readonly #client: RestClient;
  readonly #path: string;
  #version = '';

  readonly #listsAgain: boolean;

  /** @param options.listsAgain after a 410; else it tries again, which reaches another instance when balanced */
  constructor(client: RestClient, path: string, options: { readonly listsAgain?: boolean } = {}) {
    this.#client = client;
    this.#path = path;
    this.#listsAgain = options.listsAgain ?? false;
  }

  async listFirst(): Promise<void> {
    const { items, metadata } = await this.#client.list(this.#path);
    for (const item of items) this.listed.add(Number(item.metadata.resourceVersion));
    this.#version = metadata.resourceVersion ?? '';
  }

  async followUntil(signal: AbortSignal, onError: (error: unknown) => void): Promise<void> {
    const ended = () => signal.aborted;
    while (!ended()) {
      try {
        const query = { resourceVersion: this.#version, allowWatchBookmarks: true };
        for await (const { type, object } of this.#client.watch(this.#path, { query, signal })) {
          this.#version = object.metadata.resourceVersion ?? '';
          if (type !== 'BOOKMARK') this.versions.push(Number(this.#version));
        }
      } catch (error) {
        if (!ended()) onError(error);
        if (this.#listsAgain && isExpired(error)) await this.listFirst().catch(onError);
      }
      this.reconnects++;
      await delay(pauseMs);
    }
  }
}

/** `404`, or nothing for errors that are no answers. */
export function codeOf(error: unknown): number | undefined {
  return error instanceof StatusError ? error.code : undefined;
}
