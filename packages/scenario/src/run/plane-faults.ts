import type { ActiveFault, FaultSpec, Faults } from '@skewplane/cluster';
import type { FaultAction } from '../document/scenario.js';
import type { InstanceMonitor } from './instance-monitor.js';
import type { Recorder } from './recorder.js';

/** Breaks and heals the plane by the names that the scenario gives its faults. */
export class PlaneFaults {
  readonly #faults: Faults;
  readonly #monitor: InstanceMonitor;
  readonly #recorder: Recorder;
  readonly #active = new Map<string, ActiveFault>();

  constructor(faults: Faults, monitor: InstanceMonitor, recorder: Recorder) {
    this.#faults = faults;
    this.#monitor = monitor;
    this.#recorder = recorder;
  }

  async inject({ name, spec }: FaultAction): Promise<void> {
    const process = processOf(spec);
    if (process !== undefined) this.#monitor.leaving(process);
    if (process !== undefined && spec.type === 'pause') this.#monitor.paused(process, true);
    const active = await this.#faults.inject(spec);
    this.#recorder.faultBegun(active.id, active.description, instancesOf(spec));
    // What is done once is over at once.
    if (this.#faults.list().some(({ id }) => id === active.id)) this.#active.set(name, active);
    else this.#recorder.faultEnded(active.id);
  }

  /** Is any fault of this instance, of a link of it, or of etcd? */
  concern(instance: string): boolean {
    return this.#faults
      .list()
      .some(({ spec }) => spec.type === 'etcd' || instancesOf(spec).includes(instance));
  }

  /** @param name all of them when undefined */
  async heal(name: string | undefined): Promise<void> {
    const names = name === undefined ? [...this.#active.keys()] : [name];
    for (const each of names) await this.#healOne(each);
  }

  /** Starts an instance whose process a fault has ended. @returns whether there was such a fault */
  async healProcess(instance: string): Promise<boolean> {
    for (const [name, { spec }] of this.#active) {
      if (processOf(spec) !== instance) continue;
      await this.#healOne(name);
      return true;
    }
    return false;
  }

  /** What keeps the plane from stopping in order; instances that are down stay so. */
  async healForStop(): Promise<void> {
    for (const [name, { spec }] of this.#active) {
      if (spec.type !== 'kill' && spec.type !== 'stop') await this.#healOne(name);
    }
  }

  async #healOne(name: string): Promise<void> {
    const active = this.#active.get(name);
    if (active === undefined) return;
    const process = processOf(active.spec);
    if (process !== undefined) this.#monitor.returning(process);
    // One whose process was started otherwise is over already.
    if (this.#faults.list().some(({ id }) => id === active.id)) await this.#faults.heal(active.id);
    this.#active.delete(name);
    this.#recorder.faultEnded(active.id);
  }
}

/** The instance whose process the fault ends or halts. */
function processOf(spec: FaultSpec): string | undefined {
  return spec.type === 'kill' || spec.type === 'stop' || spec.type === 'pause'
    ? spec.instance
    : undefined;
}

function instancesOf(spec: FaultSpec): string[] {
  if ('from' in spec) return spec.to === 'etcd' ? [spec.from] : [spec.from, spec.to];
  return spec.instance === undefined ? [] : [spec.instance];
}
