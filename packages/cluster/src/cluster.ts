import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Lifecycle } from '@skewplane/apimachinery';
import { startBalancedAddress } from './balancer/balanced-address.js';
import { TcpBalancer } from './balancer/tcp-balancer.js';
import { ChildProgram, describeExit } from './child/child-program.js';
import { ClusterError } from './cluster-error.js';
import {
  completeClusterOptions,
  etcdDirectories,
  instanceNames,
  isExternal,
} from './cluster-options.js';
import type { ClusterOptions, CompleteClusterOptions } from './cluster-options.js';
import { ControlServer } from './control/control-server.js';
import { findEtcd } from './etcd/find-etcd.js';
import { ManagedEtcd } from './etcd/managed-etcd.js';
import { FaultyCertificates, faultDirectory } from './faults/certificates/faulty-certificates.js';
import type { Faults } from './faults/fault.js';
import { PlaneLinks } from './faults/links/plane-links.js';
import { PlaneFaults } from './faults/plane-faults.js';
import type { StoppableEtcd } from './faults/plane-faults.js';
import type { EtcdConnection } from './instance/apiserver-flags.js';
import type { ApiCredentials } from './instance/api-request.js';
import { ApiserverInstance } from './instance/apiserver-instance.js';
import type { Instance, InstanceOptions } from './instance/apiserver-instance.js';
import { findInstanceProgram } from './instance/instance-program.js';
import { ensurePki } from './pki/cluster-pki.js';
import type { ClusterPki } from './pki/cluster-pki.js';
import { issueCertificate } from './pki/issue-certificate.js';
import { writePrivateFile } from './pki/private-files.js';
import { writePlaneKubeconfigs } from './plane-kubeconfigs.js';
import type { ProcessIdentity } from './child/process-identity.js';
import { claimDataDirectory, removePlaneState, writePlaneState } from './plane-state.js';
import { ClusterSnapshot } from './snapshot/cluster-snapshot.js';
import { choosePorts } from './ports.js';
import type { PlanePorts } from './ports.js';

/** A running plane. */
export interface Cluster {
  readonly instances: readonly Instance[];
  readonly balancer: { readonly url: string; readonly readyBackends: readonly string[] };
  /** Context `skew` is the balanced address, `skew-a` and so on are the instances. */
  readonly kubeconfigPath: string;
  readonly pkiDirectory: string;
  /** File with the secret that lets a request of any user be traced. */
  readonly controlKeyPath: string;
  readonly etcd: { readonly servers: readonly string[]; readonly pid?: number | undefined };
  /** What is broken on purpose, and a way to break more. */
  readonly faults: Faults;
  /** Fulfilled when the managed etcd ended by itself, and no fault stopped it: nothing works without it. */
  readonly failure: Promise<ClusterError>;
  /** The instance of that name, or of that letter. @throws {ClusterError} when there is none */
  instance(name: string): Instance;
  /** All objects as they are now, to come back to. */
  snapshot(): Promise<ClusterSnapshot>;
  /** What `user` shows to be known by every instance, good for a day. */
  credentialsFor(user: PlaneUser): Promise<ApiCredentials>;
  /** Stops everything, last started first, and leaves no process. */
  stop(): Promise<void>;
}

/** Somebody with a client certificate; without groups only `system:authenticated` is added. */
export interface PlaneUser {
  readonly name: string;
  readonly groups?: readonly string[];
}

const host = '127.0.0.1';
const stopGraceMs = 10_000;
const clockSkewMs = 60_000;
const userCertificateMs = 24 * 3_600_000;

/** Starts a whole plane and waits until every instance is ready; stops it all when one cannot be. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const plane = new Plane(completeClusterOptions(options));
  try {
    await plane.start();
  } catch (error) {
    await plane.stop();
    throw error;
  }
  return plane;
}

class Plane implements Cluster {
  readonly #options: CompleteClusterOptions;
  readonly #lifecycle = new Lifecycle();
  #instances: readonly ApiserverInstance[] = [];
  #balancer = new TcpBalancer([]);
  #etcd: EtcdConnection = { servers: [] };
  #managedEtcd: ManagedEtcd | undefined;
  #controllers: ChildProgram | undefined;
  #links: PlaneLinks | undefined;
  #faults: PlaneFaults | undefined;
  #control: ControlServer | undefined;
  #owner: ProcessIdentity | undefined;
  #program = '';
  #pki: ClusterPki | undefined;
  #started = false;
  #stopping = false;
  #fail: (error: ClusterError) => void = () => undefined;
  readonly failure = new Promise<ClusterError>((resolve) => {
    this.#fail = resolve;
  });

  constructor(options: CompleteClusterOptions) {
    this.#options = options;
  }

  get instances(): readonly Instance[] {
    return this.#instances;
  }

  get balancer() {
    const { port, readyBackends } = this.#balancer;
    return { url: `https://${host}:${port}`, readyBackends };
  }

  get kubeconfigPath(): string {
    return this.#options.kubeconfigPath;
  }

  get pkiDirectory(): string {
    return join(this.#options.dataDirectory, 'pki');
  }

  get controlKeyPath(): string {
    return join(this.#options.dataDirectory, 'control.key');
  }

  get etcd() {
    return { servers: this.#etcd.servers, pid: this.#managedEtcd?.child.pid };
  }

  instance(name: string): Instance {
    const found = this.#instances.find(
      (instance) => instance.name === name || instance.name === `apiserver-${name}`,
    );
    if (found === undefined) throw new ClusterError(`there is no instance ${name}`);
    return found;
  }

  get faults(): Faults {
    if (this.#faults === undefined) throw new ClusterError('the plane has not been started');
    return this.#faults;
  }

  snapshot(): Promise<ClusterSnapshot> {
    return ClusterSnapshot.take(this.#etcd);
  }

  async credentialsFor({ name, groups = [] }: PlaneUser): Promise<ApiCredentials> {
    if (this.#pki === undefined) throw new ClusterError('the plane has no certificates yet');
    const { ca } = this.#pki;
    const nowMs = this.#options.clock.now();
    const pair = await issueCertificate(
      {
        commonName: name,
        organizations: groups,
        usage: 'client',
        notBeforeMs: nowMs - clockSkewMs,
        notAfterMs: nowMs + userCertificateMs,
      },
      ca,
    );
    return { caCertificate: ca.certificate, ...pair };
  }

  async start(): Promise<void> {
    const { dataDirectory, basePort, versions, fresh, controllers } = this.#options;
    this.#owner = await claimDataDirectory(dataDirectory, this.#options.host.pid);
    this.#program = this.#options.program ?? (await findInstanceProgram());
    const ports = await choosePorts(basePort, versions.length);
    if (fresh) await rm(join(dataDirectory, 'etcd'), { recursive: true, force: true });

    await this.#startEtcd(ports);
    const pki = await this.#step('certificates', () => this.#ensurePki());
    this.#pki = pki;
    await writePrivateFile(this.controlKeyPath, randomBytes(32).toString('hex'));
    if (this.#options.faultLinks) await this.#openLinks(ports);
    // Instances load while etcd starts: both take about as long.
    this.#spawnInstances(pki, ports);
    this.#faults = await this.#createFaults();
    await this.#step('etcd', () => this.#etcdHealthy());
    await this.#step(`apiservers ${versions.join(', ')}`, () => this.#instancesReady());
    await this.#step('balanced address', () => this.#startBalancer(ports));
    await this.#writeKubeconfigs(pki);
    if (controllers) await this.#step('controllers', () => this.#startControllers());
    await this.#startControl();
    await this.#writeState();
    this.#lifecycle.onClose(() => removePlaneState(dataDirectory));
    this.#started = true;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#lifecycle.close();
  }

  async #step<T>(step: string, work: () => Promise<T>): Promise<T> {
    const { clock, onProgress, signal } = this.#options;
    signal?.throwIfAborted();
    const startedMs = clock.now();
    const result = await work();
    signal?.throwIfAborted();
    onProgress({ step, elapsedMs: clock.now() - startedMs });
    return result;
  }

  #ensurePki(): Promise<ClusterPki> {
    const { versions, clock } = this.#options;
    return ensurePki({
      directory: this.pkiDirectory,
      instanceNames: instanceNames(versions.length),
      extraSubjectAltNames: [hostname()],
      clock,
    });
  }

  async #startEtcd(ports: PlanePorts): Promise<void> {
    const { etcd, dataDirectory, host: process, clock } = this.#options;
    if (isExternal(etcd)) {
      this.#etcd = etcd;
      return;
    }
    const binary = etcd?.binary ?? (await findEtcd(process.env, etcdDirectories(dataDirectory)));
    if (binary === undefined) {
      throw new ClusterError(
        'no etcd found: install it, name it in SKEWPLANE_ETCD, or start with `npm start`, which fetches it',
      );
    }
    const managed = new ManagedEtcd({
      binary,
      dataDirectory: join(dataDirectory, 'etcd'),
      logDirectory: this.#logDirectory,
      clientPort: ports.etcdClient,
      peerPort: ports.etcdPeer,
      env: process.env,
      clock,
      onUnexpectedExit: (description) => {
        this.#tell(description);
        this.#fail(new ClusterError(description));
      },
    });
    this.#managedEtcd = managed;
    this.#lifecycle.onClose(() => managed.stop());
    const prefix = etcd?.prefix;
    this.#etcd = { servers: [managed.url], ...(prefix === undefined ? {} : { prefix }) };
  }

  async #etcdHealthy(): Promise<void> {
    await this.#managedEtcd?.healthy(this.#options.signal);
  }

  async #openLinks(ports: PlanePorts): Promise<void> {
    const { versions, clock, random } = this.#options;
    const links = await PlaneLinks.open({
      instances: instanceNames(versions.length).map((name, index) => {
        return { name, port: ports.instances[index] ?? 0 };
      }),
      etcdServers: this.#etcd.servers,
      reserved: new Set([ports.balanced, ...ports.instances]),
      clock,
      random,
    });
    this.#links = links;
    this.#lifecycle.onClose(() => links.close());
  }

  /** How one instance reaches the others and etcd. */
  #routesOf(name: string): Pick<InstanceOptions, 'etcd' | 'links'> {
    if (this.#links === undefined) return { etcd: this.#etcd };
    const servers = this.#links.etcdServersOf(name, this.#etcd.servers);
    return { etcd: { ...this.#etcd, servers }, links: this.#links.peersOf(name) };
  }

  async #createFaults(): Promise<PlaneFaults> {
    const { dataDirectory, clock } = this.#options;
    const directory = faultDirectory(dataDirectory);
    await rm(directory, { recursive: true, force: true });
    return new PlaneFaults({
      instances: this.#instances,
      links: this.#links,
      etcd: this.#etcd,
      managedEtcd: this.#managedEtcd && this.#stoppable(this.#managedEtcd),
      certificates: new FaultyCertificates({ pkiDirectory: this.pkiDirectory, directory, clock }),
      clock,
    });
  }

  /** Another process of etcd has another id, which those who look at the plane are told. */
  #stoppable(etcd: ManagedEtcd): StoppableEtcd {
    return {
      stop: () => etcd.stop(),
      start: async () => {
        await etcd.start();
        await this.#writeState();
      },
    };
  }

  async #startControl(): Promise<void> {
    const control = new ControlServer(this);
    this.#lifecycle.onClose(() => control.close());
    await control.listen(this.#options.dataDirectory);
    this.#control = control;
  }

  #spawnInstances(pki: ClusterPki, ports: PlanePorts): void {
    const options = this.#options;
    const names = instanceNames(options.versions.length);
    this.#instances = options.versions.map((version, index) => {
      const name = names[index] ?? '';
      const instance: ApiserverInstance = new ApiserverInstance({
        name,
        version,
        controlKeyFile: this.controlKeyPath,
        port: ports.instances[index] ?? 0,
        pkiDirectory: this.pkiDirectory,
        ...this.#routesOf(name),
        peerProxy: options.peerProxy,
        featureGates: options.featureGates,
        extraArgs: [...options.extraArgs, ...(options.instanceArgs[name] ?? [])],
        program: this.#program,
        host: options.host,
        logDirectory: this.#logDirectory,
        credentials: { caCertificate: pki.ca.certificate, ...pki.admin },
        clock: options.clock,
        onUnexpectedExit: (description) => {
          this.#tell(description);
        },
        onRestarted: async () => {
          await this.#writeState();
          await this.#faults?.instanceStarted(instance);
        },
      });
      return instance;
    });
    this.#lifecycle.onClose(async () => {
      await Promise.all(this.#instances.map((instance) => instance.stop()));
    });
    for (const instance of this.#instances) instance.spawn();
  }

  async #instancesReady(): Promise<void> {
    const { signal } = this.#options;
    await Promise.all(this.#instances.map((instance) => instance.ready(signal)));
  }

  async #startBalancer(ports: PlanePorts): Promise<void> {
    this.#balancer = await startBalancedAddress({
      port: ports.balanced,
      instances: this.#instances,
      lifecycle: this.#lifecycle,
      clock: this.#options.clock,
    });
  }

  async #writeKubeconfigs(pki: ClusterPki): Promise<void> {
    await writePlaneKubeconfigs({
      pki,
      balancedUrl: this.balancer.url,
      instanceUrls: this.#instances.map(({ url }) => url),
      adminPath: this.kubeconfigPath,
      controllersPath: this.#controllersKubeconfig,
    });
  }

  async #startControllers(): Promise<void> {
    const { host: process, clock } = this.#options;
    const child = new ChildProgram({
      name: 'controllers',
      command: process.execPath,
      args: [this.#program, 'controllers', `--kubeconfig=${this.#controllersKubeconfig}`],
      env: process.env,
      logPath: join(this.#logDirectory, 'controllers.log'),
      clock,
    });
    this.#controllers = child;
    this.#lifecycle.onClose(async () => {
      await child.stop(stopGraceMs);
    });
    void this.#watch(child);
  }

  async #writeState(): Promise<void> {
    if (this.#owner === undefined || this.#stopping) return;
    await writePlaneState(this.#options.dataDirectory, {
      owner: this.#owner,
      url: this.balancer.url,
      kubeconfigPath: this.kubeconfigPath,
      etcd: { servers: this.#etcd.servers, ...pidOf(this.#managedEtcd?.child) },
      controllers: pidOf(this.#controllers),
      ...(this.#control === undefined ? {} : { controlSocket: this.#control.path }),
      instances: this.#instances.map((instance) => ({
        name: instance.name,
        version: instance.version,
        url: instance.url,
        ...pidOf(instance),
      })),
    });
  }

  /** Tells when a child ends that should not. */
  async #watch(child: ChildProgram): Promise<void> {
    const exit = await child.exited;
    if (!this.#stopping) this.#tell(describeExit(child, exit));
  }

  /** Not while starting: then the failure is the answer of `startCluster` itself. */
  #tell(description: string): void {
    if (this.#started) this.#options.onUnexpectedExit(description);
  }

  get #logDirectory(): string {
    return join(this.#options.dataDirectory, 'logs');
  }

  get #controllersKubeconfig(): string {
    return join(this.#options.dataDirectory, 'controllers.kubeconfig');
  }
}

function pidOf(child: { readonly pid: number | undefined } | undefined): { pid?: number } {
  return child?.pid === undefined ? {} : { pid: child.pid };
}
