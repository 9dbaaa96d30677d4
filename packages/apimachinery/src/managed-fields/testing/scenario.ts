import type { KubeObject } from '../../kube-object.js';
import type { Schema } from '../../schema.js';
import { recordUpdate } from '../record-update.js';
import { serverSideApply } from '../server-side-apply.js';
import type { FieldSet } from '../field-set.js';
import { statusOf } from './writes.js';

/** One write of a story: who writes which spec, how, and in which version (v1 if it does not say). */
export interface Step {
  readonly by: string;
  readonly as: 'apply' | 'force' | 'update';
  readonly spec: Readonly<Record<string, unknown>>;
  readonly version?: string;
  /** The type as it is from this step on. */
  readonly schema?: Schema;
  /** How many conflicts refuse the write; none when it is let through. */
  readonly conflicts?: number;
}

export interface Outcome {
  readonly spec: unknown;
  /** What each manager owns below the spec: `list[name=a].value`, `set[=1]`. */
  readonly owners: Readonly<Record<string, readonly string[]>>;
}

/** Plays a story on an object that is not there yet. The type of its spec is `schema`; undefined is to be deduced. */
export function play(steps: readonly Step[], schema: Schema | undefined): Outcome {
  let current = schema;
  let live: KubeObject | undefined;
  for (const step of steps) {
    current = step.schema ?? current;
    const type = current === undefined ? undefined : kindOf(current);
    if (step.conflicts === undefined) live = write(live, step, type);
    else expectConflicts(step.conflicts, () => write(live, step, type));
  }
  return { spec: live?.['spec'], owners: ownersOf(live) };
}

const text: Schema = { type: 'string' };

function kindOf(spec: Schema): Schema {
  const metadata: Schema = { type: 'object', properties: new Map([['name', text]]) };
  const properties = new Map(Object.entries({ apiVersion: text, kind: text, metadata, spec }));
  return { type: 'object', properties };
}

function write(live: KubeObject | undefined, step: Step, schema: Schema | undefined): KubeObject {
  const { by: manager, as, spec, version: apiVersion = 'v1' } = step;
  const object: KubeObject = { apiVersion, kind: 'Thing', metadata: {}, spec };
  const common = { live, manager, apiVersion, schema, nowMs: 0 };
  if (as === 'update') return recordUpdate({ ...common, updated: object });
  return serverSideApply({ ...common, applied: object, kind: 'Thing', force: as === 'force' });
}

function expectConflicts(count: number, run: () => unknown): void {
  const { code, details } = statusOf(run);
  const found = details?.causes?.length ?? 0;
  if (code !== 409 || found !== count) {
    throw new Error(
      `expected ${String(count)} conflicts, got ${String(code)} with ${String(found)}`,
    );
  }
}

function ownersOf(object: KubeObject | undefined): Record<string, string[]> {
  const owners: Record<string, string[]> = {};
  for (const { manager = '', fieldsV1 } of object?.metadata.managedFields ?? []) {
    const below = (fieldsV1 as Record<string, FieldSet>)['f:spec'] ?? {};
    owners[manager] = pathsBelow(below, '').sort();
  }
  return owners;
}

function pathsBelow(set: FieldSet, at: string): string[] {
  return Object.entries(set as Record<string, FieldSet>).flatMap(([element, node]) => {
    if (element === '.') return [];
    const path = at + shortElement(element, at === '');
    const isMember = Object.keys(node).length === 0 || Object.hasOwn(node, '.');
    return [...(isMember ? [path] : []), ...pathsBelow(node, path)];
  });
}

/** `f:x` to `.x`, `k:{"name":"a"}` to `[name=a]`, `v:1` to `[=1]`. */
function shortElement(element: string, isFirst: boolean): string {
  const rest = element.slice(2);
  if (element.startsWith('f:')) return isFirst ? rest : `.${rest}`;
  const value: unknown = JSON.parse(rest);
  if (element.startsWith('v:')) return `[=${String(value)}]`;
  const keys = Object.entries(value as Record<string, unknown>);
  return `[${keys.map(([key, each]) => `${key}=${String(each)}`).join(',')}]`;
}
