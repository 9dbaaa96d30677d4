import type { KubeObject } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import { compareList, snapshot } from './compare-list.js';
import { Ledger, writeAnnotation, type LedgerEntry } from './ledger.js';

const collection = { group: '', resource: 'configmaps', namespace: 'default' };
const gvr = { group: '', version: 'v1', resource: 'configmaps' };

function object(revision: number, marker = `w-${revision}`, more: object = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'x',
      uid: 'u',
      resourceVersion: String(revision),
      annotations: { [writeAnnotation]: marker },
      ...more,
    },
  };
}

function written(ledger: Ledger): LedgerEntry {
  const entry = ledger.begin(collection, gvr, 'x');
  ledger.acknowledged(entry, object(5), 'w-5');
  return entry;
}

interface Case {
  readonly what: string;
  readonly before?: (ledger: Ledger, entry: LedgerEntry) => void;
  /** While the list is on its way. */
  readonly meanwhile?: (ledger: Ledger, entry: LedgerEntry) => void;
  readonly items: readonly KubeObject[];
  readonly problems: readonly string[];
}

const cases: Case[] = [
  { what: 'what was acknowledged', items: [object(5)], problems: [] },
  { what: 'a newer write, answered or not', items: [object(6)], problems: [] },
  {
    what: 'an older state',
    items: [object(4)],
    problems: ['lost-write: x is read at 4, older than acknowledged at 5'],
  },
  {
    what: 'other content at the same revision',
    items: [object(5, 'other')],
    problems: ['lost-write: x at 5 holds other, not what was acknowledged: w-5'],
  },
  { what: 'nothing', items: [], problems: ['missing: x, acknowledged at 5, is not there'] },
  {
    what: 'another object of that name',
    items: [object(9, 'w', { uid: 'other' })],
    problems: ['missing: x, acknowledged at 5, is not there'],
  },
  {
    what: 'nothing, while a delete is on its way',
    meanwhile: (ledger, entry) => {
      ledger.deleteSent(entry);
    },
    items: [],
    problems: [],
  },
  {
    what: 'nothing, after a delete without an answer',
    before: (ledger, entry) => {
      ledger.deleteSent(entry);
      ledger.deleteUncertain(entry);
    },
    items: [],
    problems: [],
  },
  {
    what: 'nothing, after a delete that was refused',
    before: (ledger, entry) => {
      ledger.deleteSent(entry);
      ledger.deleteRefused(entry);
    },
    items: [],
    problems: ['missing: x, acknowledged at 5, is not there'],
  },
  {
    what: 'what was deleted',
    before: (ledger, entry) => {
      ledger.deleteAcknowledged(entry);
    },
    items: [object(5)],
    problems: ['lost-write: x is there, although its deletion was acknowledged'],
  },
  {
    what: 'what is being deleted still',
    before: (ledger, entry) => {
      ledger.deleteAcknowledged(entry);
    },
    items: [object(6, 'w-5', { deletionTimestamp: '2026-01-01T00:00:00Z' })],
    problems: [],
  },
  {
    what: 'an older state than what came after the list was sent',
    meanwhile: (ledger, entry) => {
      ledger.acknowledged(entry, object(7), 'w-7');
    },
    items: [object(5)],
    problems: [],
  },
];

describe('compareList, x acknowledged at 5', () => {
  it.each(cases)('finds $what', ({ before, meanwhile, items, problems }) => {
    const ledger = new Ledger();
    const entry = written(ledger);
    before?.(ledger, entry);
    const acknowledged = snapshot(ledger.entries());
    meanwhile?.(ledger, entry);
    const found = compareList(acknowledged, items).map(
      ({ kind, message }) => `${kind}: ${message}`,
    );
    expect(found).toEqual(problems);
  });

  it('keeps the newest of answers that overtake each other', () => {
    const ledger = new Ledger();
    const entry = written(ledger);
    ledger.acknowledged(entry, object(8), 'w-8');
    ledger.acknowledged(entry, object(7), 'w-7');
    expect(entry).toMatchObject({ revision: 8, marker: 'w-8' });
  });
});
