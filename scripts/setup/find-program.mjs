import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { binDirectory } from './root.mjs';

/** The first of the given files that can be run, then the `PATH`, then what set-up installed. */
export async function findProgram(name, preferred = []) {
  const path = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = [
    ...preferred.filter(Boolean),
    ...[...path, binDirectory].map((directory) => join(directory, name)),
  ];
  for (const candidate of candidates) {
    if (await isExecutable(candidate)) return candidate;
  }
  return undefined;
}

async function isExecutable(path) {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false; // Absent or not to be run: the next place is tried.
  }
}
