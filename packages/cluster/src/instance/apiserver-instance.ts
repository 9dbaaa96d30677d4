import { join } from 'node:path';
import type { Clock } from '@skewplane/apimachinery';
import { ChildProgram, describeExit } from '../child/child-program.js';
import type { HostProcess } from '../child/child-program.js';
import { ClusterError } from '../cluster-error.js';
import { isReady } from './api-request.js';
import type { ApiCredentials } from './api-request.js';
import { controlRequest } from './control-request.js';
import { apiserverFlags } from './apiserver-flags.js';
import type { ApiserverFlagOptions } from './apiserver-flags.js';

/** What may change when an instance is started again, as in a rolling upgrade. */
export interface InstanceChanges {
  readonly version?: string;
  readonly featureGates?: Readonly<Record<string, boolean>>;
  readonly extraArgs?: readonly string[];
}

/** One apiserver of a plane; it keeps its name, port and certificates over restarts. */
export interface Instance {
  readonly name: string;
  readonly version: string;
  readonly url: string;
  /** Of the process that runs now, or ran last. */
  readonly pid: number | undefined;
  readonly running: boolean;
  /** What it printed last. */
  readonly logs: readonly string[];
  /** Starts it if it is not running, and waits until it is ready. */
  start(changes?: InstanceChanges): Promise<void>;
  /** Waits until `/readyz` answers 200. @throws {ClusterError} when it stops instead */
  ready(signal?: AbortSignal): Promise<void>;
  isReady(): Promise<boolean>;
  /** Stops it in order and starts it again, perhaps as another version. */
  restart(changes?: InstanceChanges): Promise<void>;
  stop(): Promise<void>;
  /** Ends it without a chance to clean up, leases included. */
  kill(): Promise<void>;
}

export interface InstanceOptions extends ApiserverFlagOptions {
  /** The script that understands `apiserver <flags>`. */
  readonly program: string;
  readonly host: HostProcess;
  readonly logDirectory: string;
  readonly credentials: ApiCredentials;
  readonly clock: Clock;
  /** Called when it ends without having been asked to, with the last of what it printed. */
  readonly onUnexpectedExit: (description: string) => void;
  /** Called when it has been started again. */
  readonly onRestarted: () => Promise<void>;
}

const controlPrefix = '/skewplane/v1alpha1';
const startTimeoutMs = 60_000;
/** Each time is a TLS handshake, which an instance that is still starting has to pay for too. */
const pollMs = 50;
const stopGraceMs = 15_000;

export class ApiserverInstance implements Instance {
  #options: InstanceOptions;
  #child: ChildProgram | undefined;
  /** Children whose end is no surprise. */
  readonly #dismissed = new WeakSet<ChildProgram>();

  constructor(options: InstanceOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.name;
  }

  get version(): string {
    return this.#options.version;
  }

  get url(): string {
    return `https://127.0.0.1:${this.#options.port}`;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get running(): boolean {
    return this.#child?.running === true;
  }

  get logs(): readonly string[] {
    return this.#child?.log.tail(500) ?? [];
  }

  async start(changes: InstanceChanges = {}): Promise<void> {
    this.spawn(changes);
    await this.ready();
    await this.#options.onRestarted();
  }

  /** Starts the process without waiting for it, so that several can come up together. */
  spawn(changes: InstanceChanges = {}): void {
    if (this.running) return;
    this.#options = { ...this.#options, ...changes };
    const { name, program, host, logDirectory, clock } = this.#options;
    const child = new ChildProgram({
      name,
      command: host.execPath,
      args: [program, 'apiserver', ...apiserverFlags(this.#options)],
      env: host.env,
      logPath: join(logDirectory, `${name}.log`),
      clock,
    });
    this.#child = child;
    void child.exited.then((exit) => {
      if (!this.#dismissed.has(child)) this.#options.onUnexpectedExit(describeExit(child, exit));
    });
  }

  isReady(): Promise<boolean> {
    return this.running ? isReady(this.url, this.#options.credentials) : Promise.resolve(false);
  }

  async ready(signal?: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    const deadline = clock.now() + startTimeoutMs;
    while (!(await this.isReady())) {
      const child = this.#child;
      if (child === undefined) throw new ClusterError(`${this.name} has not been started`);
      if (!child.running) throw new ClusterError(describeExit(child, await child.exited));
      if (clock.now() > deadline) {
        throw new ClusterError(`${this.name} was not ready after ${startTimeoutMs / 1000} s`);
      }
      await clock.sleep(pollMs, signal);
    }
  }

  async restart(changes: InstanceChanges = {}): Promise<void> {
    await this.stop();
    await this.start(changes);
  }

  async stop(): Promise<void> {
    await this.#dismiss()?.stop(stopGraceMs);
  }

  get paused(): boolean {
    return this.#child?.paused === true;
  }

  pause(): void {
    this.#child?.pause();
  }

  resume(): void {
    this.#child?.resume();
  }

  /**
   * Tells the process something below `/skewplane`.
   * @throws {ClusterError} with what it answers instead
   */
  control(method: 'GET' | 'PUT' | 'POST', endpoint: string, body?: object): Promise<unknown> {
    const url = new URL(`${controlPrefix}/${endpoint}`, this.url);
    return controlRequest({ method, url, body, instance: this.name }, this.#options.credentials);
  }

  async kill(): Promise<void> {
    await this.#dismiss()?.kill();
  }

  #dismiss(): ChildProgram | undefined {
    if (this.#child !== undefined) this.#dismissed.add(this.#child);
    return this.#child;
  }
}
