import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { releases } from './generations.js';
import { testId } from './scenario.js';
import { scenarios } from './scenarios/scenarios.js';

const every = ['SV', 'D33', 'D35', 'D36'];
const since33 = ['D33', 'D35', 'D36'];
const since35 = ['D35', 'D36'];

/** The scenarios of the table and the generations that each tells an outcome for. */
const table: Readonly<Record<string, readonly string[]>> = {
  S01: every,
  S02: every,
  S03: every,
  S04: every,
  S05: every,
  S06: every,
  S07: since33,
  S08: since33,
  S09: ['SV 1.31', ...every],
  S10: every,
  S11: every,
  S12: ['SV 1.31', ...every],
  S13: every,
  S14: every,
  S15: every,
  S16: every,
  S17: every,
  S18: since35,
  S19: since35,
  S20: since35,
  S21: since35,
  S22: since35,
  S23: every,
  S24: since35,
  S25: every,
  S26: every,
  S27: ['D36'],
  S28: ['D36'],
  S29: ['SV'],
  S30: ['SV'],
  S31: since33,
  S32: since33,
  S33: every,
  S34: every,
};

/** Scenarios that have no test yet, and why. */
const pending: Readonly<Record<string, string>> = {};

const wanted = Object.entries(table).flatMap(([id, labels]) =>
  labels.map((label) => `${id} ${label}`),
);
const there = scenarios.flatMap(({ id, releases }) =>
  releases.map((release) => testId(id, release)),
);
const folder = new URL('.', import.meta.url);

describe('the scenarios S01 to S34', () => {
  it('all exist, for every generation that they tell of', () => {
    expect(Object.keys(table)).toEqual(
      Array.from({ length: 34 }, (_, at) => `S${String(at + 1).padStart(2, '0')}`),
    );
    const missing = wanted.filter((id) => !there.includes(id));
    expect(missing.sort()).toEqual(Object.keys(pending).sort());
  });

  it('exist once each, and no others do', () => {
    expect(there.filter((id, at) => there.indexOf(id) !== at)).toEqual([]);
    expect(there.filter((id) => !wanted.includes(id))).toEqual([]);
  });

  it.each(Object.keys(releases))('are run for %s', (name) => {
    const text = readdirSync(folder)
      .filter((file) => file.endsWith('.test.ts') && !file.startsWith('completeness'))
      .map((file) => readFileSync(new URL(file, folder), 'utf8'))
      .join('\n');
    expect(text).toContain(`releases.${name}, scenarios)`);
  });
});
