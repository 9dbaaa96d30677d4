import { featureGatesTable } from '../generated/feature-gates.js';
import { type EffectiveVersion, formatMinor } from '../versions/effective-version.js';
import { parseFeatureGates } from './parse-feature-gates.js';

/** `''` is GA, as in the `stage` label of the metric. */
export type FeatureStage = 'ALPHA' | 'BETA' | '' | 'DEPRECATED';

export interface FeatureGate {
  readonly name: string;
  readonly stage: FeatureStage;
  readonly enabled: boolean;
}

/** The feature gates of one server, settled for good. */
export interface FeatureGates {
  /**
   * Is it on? Gates this minor does not have: off, except those that have become part of the server and were
   * dropped for it.
   */
  enabled(name: string): boolean;
  /** Undefined for gates this minor does not have. */
  stage(name: string): FeatureStage | undefined;
  /** All gates of the minor by name, for `kubernetes_feature_enabled{name,stage}`. */
  list(): readonly FeatureGate[];
}

/** What a gate is from one minor to another, both inclusive. */
export interface GateRow {
  readonly from: number;
  readonly to: number;
  readonly stage: 'alpha' | 'beta' | 'GA' | 'deprecated';
  readonly default: boolean;
  readonly locked?: true;
}

interface Spec {
  readonly stage: FeatureStage;
  readonly default: boolean;
  readonly locked: boolean;
}

/**
 * Lays `--feature-gates` over the defaults of the emulated minor.
 * @param options.flags value of the flag; repeats joined by commas
 * @throws {Error} with upstream's text; several problems stand in one list
 * @see kubernetes/component-base `featuregate/feature_gate.go`
 */
export function resolveFeatureGates({
  version,
  flags,
}: {
  readonly version: EffectiveVersion;
  readonly flags: string;
}): FeatureGates {
  const rows = gateRows();
  const specs = specsFor(rows, version);
  const enabled = applyFlags(
    parseFeatureGates(flags, { components: version.binaryMinor >= 31 }),
    specs,
    version,
  );
  const isOn = (name: string, spec: Spec) => enabled.get(name) ?? spec.default;
  return {
    enabled: (name) => {
      const spec = specs.get(name);
      return spec === undefined ? isPartOfServer(rows.get(name), version) : isOn(name, spec);
    },
    stage: (name) => specs.get(name)?.stage,
    list: () =>
      [...specs].map(([name, spec]) => ({ name, stage: spec.stage, enabled: isOn(name, spec) })),
  };
}

/** Every gate of every minor, by name. */
export function gateRows(): ReadonlyMap<string, readonly GateRow[]> {
  // The generator writes this shape.
  const table = featureGatesTable() as readonly { name: string; rows: readonly GateRow[] }[];
  return new Map(table.map(({ name, rows }) => [name, rows]));
}

const stages = { alpha: 'ALPHA', beta: 'BETA', GA: '', deprecated: 'DEPRECATED' } as const;

/** What `AllAlpha` and `AllBeta` say of themselves. */
const groupSwitches: readonly (readonly [string, Spec])[] = [
  ['AllAlpha', { stage: 'ALPHA', default: false, locked: false }],
  ['AllBeta', { stage: 'BETA', default: false, locked: false }],
];

/** Gates the binary knows, as they stand at the emulated minor. */
function specsFor(
  gates: ReadonlyMap<string, readonly GateRow[]>,
  { binaryMinor, emulatedMinor }: EffectiveVersion,
): ReadonlyMap<string, Spec> {
  const specs = new Map<string, Spec>(groupSwitches);
  for (const [name, rows] of gates) {
    const isKnown = rows.some(({ from, to }) => from <= binaryMinor && binaryMinor <= to);
    const row = rows.find(({ from, to }) => from <= emulatedMinor && emulatedMinor <= to);
    if (!isKnown || row === undefined) continue;
    specs.set(name, {
      stage: stages[row.stage],
      default: row.default,
      locked: row.locked ?? false,
    });
  }
  return new Map([...specs].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Upstream drops a gate some releases after it was locked on: from then on the server just behaves so. */
function isPartOfServer(rows: readonly GateRow[] | undefined, { emulatedMinor }: EffectiveVersion) {
  const last = rows?.at(-1);
  return last !== undefined && last.to < emulatedMinor && last.default && last.stage === 'GA';
}

function applyFlags(
  flags: ReadonlyMap<string, boolean>,
  specs: ReadonlyMap<string, Spec>,
  version: EffectiveVersion,
): ReadonlyMap<string, boolean> {
  const enabled = new Map<string, boolean>();
  const problems: string[] = [];
  for (const [name, value] of flags) {
    const spec = specs.get(name);
    const problem = spec === undefined ? missing(name, value, version) : refuse(name, value, spec);
    if (problem === undefined) enabled.set(name, value);
    else problems.push(problem);
  }
  if (problems.length > 0) {
    throw new Error(problems.length === 1 ? problems.join('') : `[${problems.join(', ')}]`);
  }
  setWholeStages(enabled, specs);
  return enabled;
}

function refuse(name: string, value: boolean, spec: Spec): string | undefined {
  if (!spec.locked || spec.default === value) return undefined;
  return `cannot set feature gate ${name} to ${String(value)}, feature is locked to ${String(spec.default)}`;
}

/** A gate the binary has but the emulated minor does not is younger than that minor. */
function missing(
  name: string,
  value: boolean,
  { binaryMinor, emulatedMinor, minCompatibilityMinor }: EffectiveVersion,
): string {
  const rows = gateRows().get(name) ?? [];
  const isYounger =
    rows.some(({ from, to }) => from <= binaryMinor && binaryMinor <= to) &&
    rows.every(({ from }) => from > emulatedMinor);
  if (!isYounger) return `unrecognized feature gate: ${name}`;
  const compatibility =
    binaryMinor >= 36 ? `, min compatibility version ${formatMinor(minCompatibilityMinor)}` : '';
  return `cannot set feature gate ${name} to ${String(value)}, feature is PreAlpha at emulated version ${formatMinor(emulatedMinor)}${compatibility}`;
}

/** `AllAlpha` and `AllBeta` reach the gates of their stage that were not named themselves. */
function setWholeStages(enabled: Map<string, boolean>, specs: ReadonlyMap<string, Spec>): void {
  for (const [group, { stage }] of groupSwitches) {
    const value = enabled.get(group);
    if (value === undefined) continue;
    for (const [name, spec] of specs) {
      if (spec.stage === stage && !enabled.has(name)) enabled.set(name, value);
    }
  }
}
