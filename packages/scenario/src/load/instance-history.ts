import type { InstanceSetup } from '../document/scenario.js';
import type { Path, Position } from '../document/source-file.js';
import type { Loading } from './loading.js';
import { minorOf, problemOfGate, problemOfVersion } from './served.js';

type State = 'running' | 'paused' | 'stopped';

interface Moment {
  readonly setup: InstanceSetup;
  readonly state: State;
  /** Of the step that made it so. */
  readonly line: number;
}

export interface SetupChange {
  readonly version?: string;
  readonly featureGates?: Readonly<Record<string, boolean>>;
  readonly args?: readonly string[];
}

/** Plays the steps through without a plane, to find those that cannot work. */
export class InstanceHistory {
  readonly #loading: Loading;
  readonly #now = new Map<string, Moment>();
  readonly #shared: Pick<InstanceSetup, 'featureGates' | 'args'>;
  readonly #own = new Map<string, Required<Omit<SetupChange, 'version'>>>();
  /** Every setup that an instance has at some time, in that order. */
  readonly setups: InstanceSetup[] = [];

  constructor(loading: Loading, shared: Pick<InstanceSetup, 'featureGates' | 'args'>) {
    this.#loading = loading;
    this.#shared = shared;
  }

  /** The setup that `change` leads to; reports versions and gates that cannot be. */
  begin(name: string, change: SetupChange, path: Path): InstanceSetup {
    const before = this.#now.get(name)?.setup;
    const own = {
      featureGates: change.featureGates ?? this.#own.get(name)?.featureGates ?? {},
      args: change.args ?? this.#own.get(name)?.args ?? [],
    };
    this.#own.set(name, own);
    const setup: InstanceSetup = {
      name,
      version: change.version ?? before?.version ?? '',
      featureGates: { ...this.#shared.featureGates, ...own.featureGates },
      args: [...this.#shared.args, ...own.args],
    };
    // One that is absent has been reported.
    if (!this.#loading.instances.includes(name)) return setup;
    this.#check(setup, path);
    this.#now.set(name, { setup, state: 'running', line: this.#loading.line(path) });
    this.setups.push(setup);
    return setup;
  }

  /** Reports an upgrade that is none. */
  checkDirection(name: string, version: string, direction: 'upgrade' | 'downgrade', path: Path) {
    const before = this.#now.get(name)?.setup.version;
    if (before === undefined || problemOfVersion(version) !== undefined) return;
    const difference = minorOf(version) - minorOf(before);
    if (direction === 'upgrade' ? difference > 0 : difference < 0) return;
    this.#loading.source.problem(
      [...path, 'version'],
      `${name} is ${before} by then: ${version} is no ${direction}`,
    );
  }

  /** Reports an instance that is in no state for what the step wants of it. */
  mustRun(name: string, path: Path): void {
    const moment = this.#now.get(name);
    if (moment === undefined || moment.state === 'running') return;
    this.#loading.source.problem(
      path,
      `${name} is ${moment.state} by the step in line ${moment.line}: ${moment.state === 'paused' ? 'heal' : 'start'} it first`,
    );
  }

  mustBeStopped(name: string, path: Path): void {
    const moment = this.#now.get(name);
    if (moment === undefined || moment.state === 'stopped') return;
    this.#loading.source.problem(path, `${name} is ${moment.state} by then, not stopped`);
  }

  become(name: string, state: State, path: Path): void {
    const moment = this.#now.get(name);
    if (moment === undefined) return;
    this.#now.set(name, { ...moment, state, line: this.#loading.line(path) });
  }

  everybodyRuns(): void {
    for (const [name, moment] of this.#now) this.#now.set(name, { ...moment, state: 'running' });
  }

  #check(setup: InstanceSetup, path: Path): void {
    const { source } = this.#loading;
    const problem = problemOfVersion(setup.version);
    if (problem !== undefined) {
      source.problem([...path, 'version'], problem);
      return;
    }
    for (const [gate, on] of Object.entries(setup.featureGates)) {
      const wrong = problemOfGate(setup, gate, on);
      if (wrong !== undefined) source.problemAt(this.#gatePosition(gate, path), wrong);
    }
  }

  /** Where the gate is written: with the instance, with the plane, or in an earlier step. */
  #gatePosition(gate: string, path: Path): Position {
    const { source } = this.#loading;
    const places = [
      [...path, 'featureGates', gate],
      ['spec', 'cluster', 'featureGates', gate],
    ];
    const written = places.find((place) => source.has(place));
    // A step that only inherits the gate is itself what is wrong.
    const isStep = path[1] === 'steps';
    if (written === undefined || (isStep && written !== places[0])) return source.positionOf(path);
    return source.positionOfKey(written);
  }
}
