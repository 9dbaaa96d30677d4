import { isAlreadyExists } from '@skewplane/apimachinery';
import { RestClient } from '@skewplane/client';
import {
  buildKubeconfig,
  startCluster,
  type ApiCredentials,
  type Cluster,
  type Faults,
  type Instance,
} from '@skewplane/cluster';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { stringify } from 'yaml';
import { Baseline } from './baseline.js';
import { clusterOptionsOf, type AccessOptions, type ControlPlaneOptions } from './options.js';
import { roll, type RollOptions } from './roll.js';
import { makeScratchDirectory, type ScratchDirectory } from './scratch-directory.js';

const userAgent = 'skewplane-testing';
const shortestStepMs = 60_000;
const mostSteps = 20;

/**
 * Starts apiservers of the given minors over a real etcd and waits until all of them are ready. Everything is on
 * loopback, on ports that were free, with its data in a temporary directory: any number of planes run side by side,
 * in one process or in many. None outlives this process, even a killed one.
 *
 * @example
 * const plane = await startControlPlane({ instances: ['1.35', '1.36'] });
 * const kubeconfig = await plane.kubeconfig({ instance: 'a' });
 * await plane.stop();
 * @throws {ClusterError} when no etcd is found, a version is unknown or an instance does not start
 */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const scratch = await makeScratchDirectory();
  try {
    const cluster = await startCluster({
      host: process,
      dataDirectory: scratch.path,
      ...clusterOptionsOf(options),
    });
    return await ControlPlane.around(cluster, scratch, options.controllers ?? true);
  } catch (error) {
    await scratch.remove();
    throw error;
  }
}

/** A running plane in the hands of a test. */
export class ControlPlane implements AsyncDisposable {
  /** What it is made of, for what this class does not offer. */
  readonly cluster: Cluster;
  readonly #scratch: ScratchDirectory;
  readonly #admin: ApiCredentials;
  readonly #clients = new Map<string, Promise<RestClient>>();
  #baseline: Baseline | undefined;

  private constructor(cluster: Cluster, scratch: ScratchDirectory, admin: ApiCredentials) {
    this.cluster = cluster;
    this.#scratch = scratch;
    this.#admin = admin;
  }

  /** @internal */
  static async around(
    cluster: Cluster,
    scratch: ScratchDirectory,
    controllers: boolean,
  ): Promise<ControlPlane> {
    try {
      const plane = new ControlPlane(cluster, scratch, await adminOf(cluster));
      if (controllers) await plane.#makeServiceAccount();
      plane.#baseline = await Baseline.take(cluster, (instance) => plane.client({ instance }));
      return plane;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  }

  /** The address that is shared by all instances that are ready. */
  get url(): string {
    return this.cluster.balancer.url;
  }

  get instances(): readonly Instance[] {
    return this.cluster.instances;
  }

  /** Everything that can be broken on purpose, and mended. */
  get faults(): Faults {
    return this.cluster.faults;
  }

  /** @param name `apiserver-a`, or its letter @throws {ClusterError} when there is none */
  instance(name: string): Instance {
    return this.cluster.instance(name);
  }

  /** A kubeconfig as text, certificates included; good for `kubectl`, client-go, client-node and all others. */
  async kubeconfig({ instance, user }: AccessOptions = {}): Promise<string> {
    const credentials = await this.credentials(user);
    const name = instance === undefined ? 'skewplane' : this.instance(instance).name;
    const config = buildKubeconfig({
      contexts: [{ name, server: this.#urlOf(instance) }],
      currentContext: name,
      userName: user?.name ?? 'admin',
      caCertificate: credentials.caCertificate,
      user: credentials,
    });
    return stringify(config, { lineWidth: 0 });
  }

  /** Certificate and key, PEM. Of the admin without a user. */
  credentials(user?: AccessOptions['user']): Promise<ApiCredentials> {
    return user === undefined ? Promise.resolve(this.#admin) : this.cluster.credentialsFor(user);
  }

  /** A small JSON client; the same one for the same user and instance. It is closed by `stop`. */
  client({ instance, user }: AccessOptions = {}): Promise<RestClient> {
    const key = JSON.stringify([this.#urlOf(instance), user]);
    let client = this.#clients.get(key);
    if (client === undefined) {
      client = this.#connect(instance, user);
      this.#clients.set(key, client);
    }
    return client;
  }

  /** Starts an instance again as another minor, newer or older; its name, address and certificates stay. */
  async upgrade(instance: string, version: string): Promise<void> {
    await this.instance(instance).restart({ version });
  }

  /** A rolling upgrade or downgrade of all instances, with a look at every mix on the way. */
  async roll(version: string, options: RollOptions = {}): Promise<void> {
    await roll(this.cluster, version, options);
  }

  /**
   * Puts the clocks of all running instances forward, together and in steps, so that none sees the Leases of the others
   * grow old. etcd's own timers are not moved by it.
   */
  async advanceClock(byMs: number): Promise<void> {
    const names = this.instances.filter(({ running }) => running).map(({ name }) => name);
    const clients = await Promise.all(names.map((instance) => this.client({ instance })));
    const stepMs = Math.max(shortestStepMs, byMs / mostSteps);
    for (let leftMs = byMs; leftMs > 0; leftMs -= stepMs) {
      const body = { advanceMs: Math.min(stepMs, leftMs) };
      await Promise.all(
        clients.map((client) => client.request('POST', '/skewplane/v1alpha1/clock', { body })),
      );
    }
  }

  /**
   * As it was after its start: faults healed, instances running in their first versions, and no object but those of
   * the system. Takes some ten milliseconds when no instance has to be started again. Objects vanish without
   * finalizers or graceful deletion; watches see them deleted.
   */
  async reset(): Promise<void> {
    await this.#baseline?.comeBack();
  }

  /** Ends all processes and removes all data. */
  async stop(): Promise<void> {
    await Promise.all([...this.#clients.values()].map(async (client) => (await client).close()));
    this.#clients.clear();
    try {
      await this.cluster.stop();
    } finally {
      await this.#scratch.remove();
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #connect(instance: string | undefined, user: AccessOptions['user']): Promise<RestClient> {
    const { caCertificate, certificate, key } = await this.credentials(user);
    return new RestClient(
      {
        server: this.#urlOf(instance),
        ca: Buffer.from(caCertificate),
        cert: Buffer.from(certificate),
        key: Buffer.from(key),
      },
      { userAgent },
    );
  }

  #urlOf(instance: string | undefined): string {
    return instance === undefined ? this.url : this.instance(instance).url;
  }

  /** Pods in the default namespace need it, and the controllers that make it may take a second longer. */
  async #makeServiceAccount(): Promise<void> {
    const client = await this.client();
    try {
      await client.create('/api/v1/namespaces/default/serviceaccounts', {
        metadata: { name: 'default' },
      });
    } catch (error) {
      if (!isAlreadyExists(error)) throw error; // else they were faster
    }
  }
}

async function adminOf({ pkiDirectory }: Cluster): Promise<ApiCredentials> {
  const [caCertificate = '', certificate = '', key = ''] = await Promise.all(
    ['ca.crt', 'admin.crt', 'admin.key'].map((file) => readFile(join(pkiDirectory, file), 'utf8')),
  );
  return { caCertificate, certificate, key };
}
