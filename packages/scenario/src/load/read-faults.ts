import type { FaultSpec } from '@skewplane/cluster';
import type { FaultAction } from '../document/scenario.js';
import type { FaultDocument, StepDocument } from '../document/scenario-document.js';
import type { Path } from '../document/source-file.js';
import { etcdEffects, faultFields } from './fault-fields.js';
import type { InstanceHistory } from './instance-history.js';
import type { Loading } from './loading.js';

/** Reads steps that break or heal something, and remembers what is broken by then. */
export class FaultReader {
  readonly #loading: Loading;
  readonly #history: InstanceHistory;
  /** By name: what is broken, and the instance whose process it is. */
  readonly #active = new Map<string, { process?: string }>();

  constructor(loading: Loading, history: InstanceHistory) {
    this.#loading = loading;
    this.#history = history;
  }

  process(type: 'stop' | 'kill' | 'pause', text: string, path: Path): FaultAction {
    const instance = this.#loading.instance(text, path);
    this.#history.mustRun(instance, path);
    this.#history.become(instance, type === 'pause' ? 'paused' : 'stopped', path);
    this.#begin(instance, path, instance);
    return { type, name: instance, spec: { type, instance } };
  }

  partition(document: NonNullable<StepDocument['partition']>, path: Path): FaultAction {
    const { name, ...fields } = document;
    const spec = this.#spec({ type: 'partition', ...fields }, path);
    const known = name ?? `${document.from}-${document.to}`;
    this.#begin(known, path);
    return { type: 'partition', name: known, spec };
  }

  fault({ name, ...fields }: FaultDocument, path: Path): FaultAction {
    const rules = faultFields[fields.type];
    this.#checkFields(fields, path);
    const spec = this.#spec(fields, path);
    const process = isProcessFault(spec) ? spec.instance : undefined;
    const known = name ?? process ?? fields.type;
    const { instance } = spec as { readonly instance?: string };
    if (rules?.onRunning === true && instance !== undefined) {
      this.#history.mustRun(instance, [...path, 'instance']);
    }
    if (isProcessFault(spec)) {
      this.#history.become(spec.instance, spec.type === 'pause' ? 'paused' : 'stopped', path);
    }
    // Done once, and then over: there is nothing to heal.
    const isOneOff =
      spec.type === 'etcd' && ['compact', 'lose-lease', 'restart'].includes(spec.effect);
    if (!isOneOff) this.#begin(known, path, process);
    return { type: 'fault', name: known, spec };
  }

  /** @returns the name of the fault; undefined for all */
  heal(text: string, path: Path): string | undefined {
    if (text === 'all') {
      this.#active.clear();
      this.#history.everybodyRuns();
      return undefined;
    }
    const name = this.#active.has(text) ? text : `apiserver-${text}`;
    const fault = this.#active.get(name);
    if (fault === undefined) {
      const names = [...this.#active.keys()];
      const hint =
        names.length === 0 ? 'nothing is broken by then' : `use ${names.join(', ')} or all`;
      this.#loading.source.problem(path, `there is no fault ${text}: ${hint}`);
      return text;
    }
    this.#active.delete(name);
    if (fault.process !== undefined) this.#history.become(fault.process, 'running', path);
    return name;
  }

  /** An instance that is started again is broken no more. */
  started(instance: string): void {
    for (const [name, { process }] of this.#active) {
      if (process === instance) this.#active.delete(name);
    }
  }

  #begin(name: string, path: Path, process?: string): void {
    if (this.#active.has(name)) {
      const hint = 'heal it first, or give this one another name';
      this.#loading.source.problem(path, `the fault ${name} is there already: ${hint}`);
    }
    this.#active.set(name, process === undefined ? {} : { process });
  }

  #checkFields(fields: FaultDocument, path: Path): void {
    const { source } = this.#loading;
    const { needs = [], may = [] } = faultFields[fields.type] ?? {};
    for (const field of needs) {
      if (!(field in fields)) source.problem(path, `a fault of type ${fields.type} needs ${field}`);
    }
    for (const field of Object.keys(fields)) {
      if (field === 'type' || needs.includes(field) || may.includes(field)) continue;
      source.problemAt(
        source.positionOfKey([...path, field]),
        `${field} means nothing to a fault of type ${fields.type}: it has ${[...needs, ...may].join(', ')}`,
      );
    }
    const effect = fields['effect'];
    if (typeof effect !== 'string' || !['etcd', 'watch'].includes(fields.type)) return;
    if (etcdEffects.includes(effect) === (fields.type === 'etcd')) return;
    source.problem([...path, 'effect'], `${effect} is no effect of a fault of type ${fields.type}`);
  }

  /** Names in full; the schema and `#checkFields` have seen to the rest. */
  #spec(fields: Readonly<Record<string, unknown>>, path: Path): FaultSpec {
    const spec: Record<string, unknown> = { ...fields };
    for (const field of ['instance', 'from', 'to']) {
      const text = spec[field];
      if (typeof text !== 'string' || (field === 'to' && text === 'etcd')) continue;
      spec[field] = this.#loading.instance(text, [...path, field]);
    }
    if (spec['from'] !== undefined && spec['from'] === spec['to']) {
      this.#loading.source.problem([...path, 'to'], 'a link has two different ends');
    }
    return spec as unknown as FaultSpec;
  }
}

function isProcessFault(
  spec: FaultSpec,
): spec is Extract<FaultSpec, { type: 'kill' | 'stop' | 'pause' }> {
  return spec.type === 'kill' || spec.type === 'stop' || spec.type === 'pause';
}
