import { gateRows, type GateRow } from '../feature-gates/feature-gates.js';
import type { GateChange, GateChangeKind, GateState } from './changes.js';

/** By name; of several changes of one gate the weightiest names it. */
export function gateChanges(from: number, to: number): GateChange[] {
  const changes: GateChange[] = [];
  for (const [name, rows] of gateRows()) {
    const [before, after] = [stateAt(rows, from), stateAt(rows, to)];
    const change = kindOf(before, after);
    if (change === undefined) continue;
    changes.push({
      change,
      name,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    });
  }
  return changes.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const stageNames = { alpha: 'ALPHA', beta: 'BETA', GA: 'GA', deprecated: 'DEPRECATED' } as const;

function stateAt(rows: readonly GateRow[], minor: number): GateState | undefined {
  const row = rows.find(({ from, to }) => from <= minor && minor <= to);
  if (row === undefined) return undefined;
  return { stage: stageNames[row.stage], default: row.default, locked: row.locked ?? false };
}

function kindOf(
  before: GateState | undefined,
  after: GateState | undefined,
): GateChangeKind | undefined {
  if (before === undefined) return after === undefined ? undefined : 'new';
  if (after === undefined) return 'gone';
  if (before.default !== after.default) return after.default ? 'on by default' : 'off by default';
  if (before.locked !== after.locked) return after.locked ? 'locked' : 'unlocked';
  return before.stage === after.stage ? undefined : 'stage';
}
