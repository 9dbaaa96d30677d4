import type { Clock } from '@skewplane/apimachinery';
import { ClusterError } from '../cluster-error.js';
import type { EtcdConnection } from '../instance/apiserver-flags.js';
import type { ApiserverInstance } from '../instance/apiserver-instance.js';
import type { FaultyCertificates } from './certificates/faulty-certificates.js';
import { checkFault } from './check-fault.js';
import { describeFault } from './describe-fault.js';
import { compactEtcd, loseEndpointLease } from './etcd-faults.js';
import type {
  ActiveFault,
  CertificateFault,
  EtcdFault,
  Faults,
  FaultSpec,
  LinkFault,
  ProcessFault,
} from './fault.js';
import { instanceFaults, isInsideInstance, shownCertificates } from './instance-faults.js';
import type { PlaneLinks } from './links/plane-links.js';

/** An etcd that the plane runs itself. */
export interface StoppableEtcd {
  stop(): Promise<void>;
  /** Resolves when it is healthy. */
  start(): Promise<void>;
}

export interface PlaneFaultsDeps {
  readonly instances: readonly ApiserverInstance[];
  /** Undefined when instances connect to each other and to etcd directly. */
  readonly links: PlaneLinks | undefined;
  readonly etcd: EtcdConnection;
  /** Undefined when etcd is somebody else's. */
  readonly managedEtcd: StoppableEtcd | undefined;
  readonly certificates: FaultyCertificates;
  readonly clock: Clock;
}

/** Everything that is broken on purpose in one plane. One change is made at a time. */
export class PlaneFaults implements Faults {
  readonly #deps: PlaneFaultsDeps;
  #active: readonly ActiveFault[] = [];
  #count = 0;
  #working: Promise<unknown> = Promise.resolve();

  constructor(deps: PlaneFaultsDeps) {
    this.#deps = deps;
  }

  inject(spec: FaultSpec): Promise<ActiveFault> {
    return this.#oneByOne(() => this.#inject(spec));
  }

  heal(id: string): Promise<void> {
    return this.#oneByOne(async () => {
      await this.#heal(this.#require(id));
    });
  }

  /** Tries all of them. @throws {ClusterError} the first that could not be healed */
  healAll(): Promise<void> {
    return this.#oneByOne(async () => {
      const failures: unknown[] = [];
      // An instance cannot be started again before it can reach etcd, nor told anything before it runs.
      const inOrder = this.#active.toSorted((a, b) => orderOf(a.spec) - orderOf(b.spec));
      for (const fault of inOrder) {
        if (!this.#active.includes(fault)) continue; // gone with one before it
        await this.#heal(fault).catch((error: unknown) => failures.push(error));
      }
      if (failures.length > 0) throw failures[0] as Error;
    });
  }

  list(): readonly ActiveFault[] {
    return this.#active;
  }

  /** A new process begins without faults: those that are listed are put back on it. */
  async instanceStarted(instance: ApiserverInstance): Promise<void> {
    this.#active = this.#active.filter(
      ({ spec }) => !(isProcessFault(spec) && spec.instance === instance.name),
    );
    const own = this.#of(instance.name);
    if (own.some(({ spec }) => isInsideInstance(spec))) await this.#sendFaults(instance);
    if (own.some(({ spec }) => spec.type === 'certificate')) await this.#sendCertificates(instance);
  }

  async #oneByOne<T>(work: () => Promise<T>): Promise<T> {
    // Whether the change before failed is the concern of who asked for it.
    const done = this.#working.then(work, work);
    this.#working = done.catch(() => undefined);
    return done;
  }

  async #inject(unchecked: FaultSpec): Promise<ActiveFault> {
    const { instances, links, managedEtcd, clock } = this.#deps;
    const spec = checkFault(unchecked, {
      instances: instances.map(({ name }) => name),
      managesEtcd: managedEtcd !== undefined,
      hasLink: (from, to) => links?.has(from, to) === true,
    });
    const fault: ActiveFault = {
      id: `f${String(++this.#count)}`,
      spec,
      description: describeFault(spec),
      since: clock.now(),
    };
    if (spec.type === 'etcd' && spec.effect !== 'slow') this.#requireEtcd();
    if (isLasting(spec)) this.#active = [...this.#active, fault];
    try {
      await this.#begin(fault);
    } catch (error) {
      this.#active = this.#active.filter((each) => each !== fault);
      throw error;
    }
    return fault;
  }

  async #begin({ id, spec }: ActiveFault): Promise<void> {
    switch (spec.type) {
      case 'kill':
      case 'stop':
      case 'pause':
        return this.#breakProcess(spec);
      case 'partition':
      case 'latency':
      case 'bandwidth':
      case 'reset-after':
        return this.#applyLinks();
      case 'certificate':
        return this.#showCertificate(id, spec);
      case 'stale-cache':
      case 'watch':
      case 'answer':
        return this.#sendFaults(this.#reachable(spec.instance));
      case 'etcd':
        return this.#breakEtcd(spec);
    }
  }

  async #heal(fault: ActiveFault): Promise<void> {
    const { spec } = fault;
    // Listed again when it turns out that it cannot be healed.
    const before = this.#active;
    this.#active = before.filter((each) => each !== fault);
    try {
      await this.#end(fault);
    } catch (error) {
      this.#active = before;
      throw new ClusterError(`${fault.id} is not healed: ${textOf(error)}`, { cause: error });
    }
    if (spec.type === 'certificate') await this.#deps.certificates.remove(fault.id);
  }

  async #end({ spec }: ActiveFault): Promise<void> {
    switch (spec.type) {
      case 'kill':
      case 'stop':
        return this.#instance(spec.instance).start();
      case 'pause':
        this.#instance(spec.instance).resume();
        return;
      case 'partition':
      case 'latency':
      case 'bandwidth':
      case 'reset-after':
        return this.#applyLinks();
      case 'certificate':
        return this.#tell(spec.instance, (instance) => this.#sendCertificates(instance));
      case 'stale-cache':
      case 'watch':
      case 'answer':
        return this.#tell(spec.instance, (instance) => this.#sendFaults(instance));
      case 'etcd':
        if (spec.effect === 'stop') return this.#deps.managedEtcd?.start();
        return this.#applyLinks();
    }
  }

  async #breakProcess({ type, instance: name }: ProcessFault): Promise<void> {
    const instance = this.#instance(name);
    if (!instance.running) throw new ClusterError(`${name} is not running, so it cannot ${type}`);
    switch (type) {
      case 'kill':
        return instance.kill();
      case 'stop':
        this.#reachable(name);
        return instance.stop();
      case 'pause':
        this.#reachable(name);
        instance.pause();
        return;
    }
  }

  async #breakEtcd(spec: EtcdFault): Promise<void> {
    const { etcd, managedEtcd } = this.#deps;
    switch (spec.effect) {
      case 'slow':
        return this.#applyLinks();
      case 'stop':
        return managedEtcd?.stop();
      case 'restart':
        await managedEtcd?.stop();
        return managedEtcd?.start();
      case 'compact':
        return compactEtcd(etcd);
      case 'lose-lease':
        return loseEndpointLease(etcd, this.#instance(spec.instance ?? ''));
    }
  }

  /** @throws {ClusterError} when a fault has stopped it */
  #requireEtcd(): void {
    const stopped = this.#active.find(({ spec }) => spec.type === 'etcd' && spec.effect === 'stop');
    if (stopped !== undefined) throw new ClusterError(`etcd is stopped: heal ${stopped.id} first`);
  }

  async #showCertificate(id: string, spec: CertificateFault): Promise<void> {
    const instance = this.#reachable(spec.instance);
    await this.#deps.certificates.make(id, spec);
    await this.#sendCertificates(instance);
  }

  async #applyLinks(): Promise<void> {
    await this.#deps.links?.apply(
      this.#active
        .map(({ spec }) => spec)
        .filter((spec) => isLinkFault(spec) || spec.type === 'etcd'),
    );
  }

  async #sendFaults(instance: ApiserverInstance): Promise<void> {
    await instance.control('PUT', 'faults', instanceFaults(this.#of(instance.name)));
  }

  async #sendCertificates(instance: ApiserverInstance): Promise<void> {
    const files = (id: string) => this.#deps.certificates.files(id);
    await instance.control(
      'PUT',
      'certificates',
      shownCertificates(this.#of(instance.name), files),
    );
  }

  /** Nothing is to be told to an instance that does not run: it starts with what is listed then. */
  async #tell(name: string, work: (instance: ApiserverInstance) => Promise<void>): Promise<void> {
    if (this.#instance(name).running) await work(this.#reachable(name));
  }

  /** @throws {ClusterError} when it cannot be told anything */
  #reachable(name: string): ApiserverInstance {
    const instance = this.#instance(name);
    if (!instance.running) throw new ClusterError(`${name} is not running`);
    if (instance.paused) throw new ClusterError(`${name} is paused: resume it first`);
    return instance;
  }

  #instance(name: string): ApiserverInstance {
    const found = this.#deps.instances.find((each) => each.name === name);
    if (found === undefined) throw new ClusterError(`there is no instance ${name}`);
    return found;
  }

  #of(instance: string): readonly ActiveFault[] {
    return this.#active.filter(({ spec }) => 'instance' in spec && spec.instance === instance);
  }

  #require(id: string): ActiveFault {
    const found = this.#active.find((fault) => fault.id === id);
    if (found !== undefined) return found;
    const ids = this.#active.map((fault) => fault.id).join(', ') || 'none';
    throw new ClusterError(`there is no fault ${id}; active: ${ids}`);
  }
}

function isProcessFault(spec: FaultSpec): spec is ProcessFault {
  return spec.type === 'kill' || spec.type === 'stop' || spec.type === 'pause';
}

function isLinkFault(spec: FaultSpec): spec is LinkFault {
  return 'from' in spec;
}

/** False for what is done once and is over. */
function isLasting(spec: FaultSpec): boolean {
  return spec.type !== 'etcd' || spec.effect === 'slow' || spec.effect === 'stop';
}

function orderOf(spec: FaultSpec): number {
  if (spec.type === 'etcd') return 0;
  if (isLinkFault(spec)) return 1;
  return isProcessFault(spec) ? 2 : 3;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
