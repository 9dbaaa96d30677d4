import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Scenario } from '../document/scenario.js';
import { loadScenario } from '../load/load-scenario.js';

/** A scenario that comes with the program. */
export interface ShippedScenario {
  /** What it is run by: the name of its file. */
  readonly name: string;
  readonly file: string;
  /** What there is to learn from it, in a line. */
  readonly lesson: string;
}

const extension = '.yaml';
const directory = fileURLToPath(new URL('../../scenarios/', import.meta.url));

export async function listShippedScenarios(): Promise<ShippedScenario[]> {
  const files = (await readdir(directory)).filter((name) => name.endsWith(extension)).sort();
  return Promise.all(
    files.map(async (name) => {
      const file = join(directory, name);
      const { description } = loadScenario(file, await readFile(file, 'utf8'));
      return { name: basename(name, extension), file, lesson: lessonOf(description) };
    }),
  );
}

/** The first paragraph, in which a description tells what it is about. */
function lessonOf(description: string): string {
  return (description.trim().split(/\n\s*\n/)[0] ?? '').replaceAll(/\s+/g, ' ');
}

/**
 * Loads the scenario in a file or, where nothing is called so, the shipped one of that name.
 *
 * @param name for messages and reports
 * @param path where to look for the file
 * @throws {ScenarioError} when it makes no sense
 * @throws {Error} naming the shipped ones when there is no such thing
 */
export async function openScenario(name: string, path: string): Promise<Scenario> {
  const own = await readIfPresent(path);
  if (own !== undefined) return loadScenario(path, own);
  const file = join(directory, `${name}${extension}`);
  // A name, never a path that leads out of the directory.
  const shipped = /^[\w-]+$/.test(name) ? await readIfPresent(file) : undefined;
  if (shipped !== undefined) return loadScenario(file, shipped);
  throw new NoSuchScenarioError(name);
}

export class NoSuchScenarioError extends Error {
  override readonly name = 'NoSuchScenarioError';

  constructor(scenario: string) {
    super(`there is no file ${scenario}, and no shipped scenario of that name`);
  }
}

async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
