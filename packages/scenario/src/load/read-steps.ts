import { durationMs } from '../document/duration.js';
import type { ObjectSource, Step, StepAction, WaitCondition } from '../document/scenario.js';
import type {
  ChangeDocument,
  RunDocument,
  StepDocument,
  WaitDocument,
} from '../document/scenario-document.js';
import type { Path } from '../document/source-file.js';
import { actionKeys } from '../document/words.js';
import { compileCondition } from '../expressions/compile-cel.js';
import type { InstanceHistory } from './instance-history.js';
import type { Loading } from './loading.js';
import { readExpectations } from './read-expectations.js';
import { FaultReader } from './read-faults.js';
import { readObject } from './read-objects.js';
import { titleOf } from './step-titles.js';

type ActionKey = (typeof actionKeys)[number];

const defaultStepTimeoutMs = 90_000;

export function readSteps(
  documents: readonly StepDocument[],
  loading: Loading,
  history: InstanceHistory,
): Step[] {
  const reader = new StepReader(loading, history);
  return documents.flatMap((document, index) => reader.read(document, index));
}

class StepReader {
  readonly #loading: Loading;
  readonly #history: InstanceHistory;
  readonly #faults: FaultReader;

  constructor(loading: Loading, history: InstanceHistory) {
    this.#loading = loading;
    this.#history = history;
    this.#faults = new FaultReader(loading, history);
  }

  read(document: StepDocument, index: number): Step[] {
    const path = ['spec', 'steps', index];
    const action = this.#action(document, path);
    if (action === undefined) return [];
    const { line, column } = this.#loading.source.positionOf(path);
    return [
      {
        number: index + 1,
        title: document.name ?? titleOf(action),
        line,
        column,
        timeoutMs:
          document.timeout === undefined ? defaultStepTimeoutMs : durationMs(document.timeout),
        action,
        expect: readExpectations(document.expect, [...path, 'expect'], this.#loading),
        eventually: readExpectations(document.eventually, [...path, 'eventually'], this.#loading),
      },
    ];
  }

  #action(document: StepDocument, path: Path): StepAction | undefined {
    const keys = actionKeys.filter((key) => document[key] !== undefined);
    const [key, second] = keys;
    if (second !== undefined) {
      this.#problem(
        [...path, second],
        `a step does one thing: ${keys.join(' and ')} are ${keys.length} steps`,
      );
      return undefined;
    }
    if (key !== undefined) return this.#do(key, document, [...path, key]);
    if (document.expect !== undefined || document.eventually !== undefined)
      return { type: 'check' };
    this.#problem(
      path,
      `the step does nothing: use ${actionKeys.join(', ')}, expect or eventually`,
    );
    return undefined;
  }

  #do(key: ActionKey, document: StepDocument, path: Path): StepAction | undefined {
    switch (key) {
      case 'upgrade':
      case 'downgrade':
        return this.#change(key, document[key] ?? { instance: '', version: '' }, path);
      case 'restart':
        return this.#restart(document.restart ?? '', path);
      case 'start':
        return this.#start(document.start ?? '', path);
      case 'stop':
      case 'kill':
      case 'pause':
        return this.#faults.process(key, document[key] ?? '', path);
      case 'partition':
        return this.#faults.partition(document.partition ?? { from: '', to: '' }, path);
      case 'fault':
        return this.#faults.fault(document.fault ?? { type: '' }, path);
      case 'heal':
        return { type: 'heal', fault: this.#faults.heal(document.heal ?? '', path) };
      case 'wait':
        return this.#wait(document.wait ?? '', path);
      case 'run':
        return this.#run(document.run ?? '', path);
      case 'apply':
        return this.#apply(document.apply ?? '', path);
      case 'advanceClock':
        return { type: 'advanceClock', byMs: durationMs(document.advanceClock ?? '') };
      case 'traffic':
        return this.#traffic(document.traffic ?? {}, path);
    }
  }

  #change(
    type: 'upgrade' | 'downgrade',
    document: ChangeDocument & { version: string },
    path: Path,
  ): StepAction {
    const name = this.#loading.instance(document.instance, [...path, 'instance']);
    this.#history.checkDirection(name, document.version, type, path);
    this.#faults.started(name);
    return { type, setup: this.#history.begin(name, document, path) };
  }

  #restart(document: string | ChangeDocument, path: Path): StepAction {
    const change = typeof document === 'string' ? { instance: document } : document;
    const place = typeof document === 'string' ? path : [...path, 'instance'];
    const name = this.#loading.instance(change.instance, place);
    this.#faults.started(name);
    return { type: 'restart', setup: this.#history.begin(name, change, path) };
  }

  #start(text: string, path: Path): StepAction {
    const instance = this.#loading.instance(text, path);
    this.#history.mustBeStopped(instance, path);
    this.#history.become(instance, 'running', path);
    this.#faults.started(instance);
    return { type: 'start', instance };
  }

  #wait(document: string | WaitDocument, path: Path): StepAction | undefined {
    const until = this.#waitCondition(document, path);
    return until && { type: 'wait', until };
  }

  #waitCondition(document: string | WaitDocument, path: Path): WaitCondition | undefined {
    if (typeof document === 'string') return { type: 'duration', ms: durationMs(document) };
    const { requests, ready, until = '' } = document;
    if (requests !== undefined) return { type: 'requests', count: requests };
    if (ready !== undefined) {
      const instances = ready.map((name, index) =>
        this.#loading.instance(name, [...path, 'ready', index]),
      );
      return { type: 'ready', instances };
    }
    const condition = this.#loading.compile([...path, 'until'], () =>
      compileCondition(until, false),
    );
    return condition && { type: 'condition', condition };
  }

  #run(document: string | string[] | RunDocument, path: Path): StepAction {
    const run: RunDocument =
      typeof document === 'string' || Array.isArray(document) ? { command: document } : document;
    const { command, exitCode = 0 } = run;
    return {
      type: 'run',
      command: typeof command === 'string' ? ['/bin/sh', '-c', command] : command,
      via: this.#loading.via(run.via, [...path, 'via']),
      exitCode,
    };
  }

  #apply(document: NonNullable<StepDocument['apply']>, path: Path): StepAction | undefined {
    const { file, object, via } =
      typeof document === 'string' ? { file: document } : { via: undefined, ...document };
    const source: ObjectSource | undefined =
      file !== undefined
        ? { file, ...this.#loading.source.positionOf(path) }
        : object === undefined
          ? undefined
          : readObject(object, [...path, 'object'], this.#loading);
    if (source === undefined || (file !== undefined && object !== undefined)) {
      this.#problem(path, 'give a file or an object');
      return undefined;
    }
    return { type: 'apply', source, via: this.#loading.via(via, [...path, 'via']) };
  }

  #traffic(document: NonNullable<StepDocument['traffic']>, path: Path): StepAction {
    const { start = [], stop = [] } = document;
    if (start.length + stop.length === 0) this.#problem(path, 'says nothing: give start or stop');
    return {
      type: 'traffic',
      start: this.#loading.someClients(start, [...path, 'start']) ?? [],
      stop: this.#loading.someClients(stop, [...path, 'stop']) ?? [],
    };
  }

  #problem(path: Path, message: string): void {
    this.#loading.source.problem(path, message);
  }
}
