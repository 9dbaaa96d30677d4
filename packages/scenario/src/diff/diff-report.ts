import type { DiffResult, ObjectDiff } from './answer.js';

/** What is told of one object: a word for the sort of difference, and a line each. */
export interface DiffLine {
  readonly sort: string;
  readonly text: string;
}

/** Empty when both servers take the object alike. */
export function linesOfDiff(diff: ObjectDiff, { from, to }: Pick<DiffResult, 'from' | 'to'>) {
  const lines: DiffLine[] = [];
  const add = (sort: string, texts: readonly string[]) => {
    lines.push(...texts.map((text) => ({ sort, text })));
  };
  if (diff.refusal !== undefined) {
    add(...outcomeOf(diff.refusal.from, from));
    add(...outcomeOf(diff.refusal.to, to));
  }
  add(`new warning in ${to}`, diff.newWarnings);
  add(`no longer warned in ${to}`, diff.goneWarnings);
  add(`dropped only by ${from}`, diff.keptByTo);
  add(`dropped only by ${to}`, diff.droppedByTo);
  add('changed', diff.changed);
  return lines;
}

function outcomeOf(message: string | undefined, version: string): [string, string[]] {
  if (message === undefined) return [`accepted by ${version}`, ['']];
  return [`rejected by ${version}`, [message]];
}

/** `3 of 12 objects are taken differently by 1.34 and 1.36`. */
export function summaryOfDiff({ from, to, objects }: DiffResult): string {
  const count = objects.filter(({ differs }) => differs).length;
  const noun = objects.length === 1 ? 'object' : 'objects';
  if (count === 0) return `${objects.length} ${noun}: ${from} and ${to} take them alike`;
  return `${count} of ${objects.length} ${noun}: ${from} and ${to} take them differently`;
}
