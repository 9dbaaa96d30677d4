import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { isRecord, type KubeObject } from '@skewplane/apimachinery';
import { parseAllDocuments } from 'yaml';
import { problemOfObject } from '../load/read-objects.js';
import { RehearsalError } from './rehearsal-error.js';

/**
 * Every object in the YAML and JSON files of a directory and those below it: namespaces first, then
 * CustomResourceDefinitions, then the rest in the order of their paths.
 *
 * @throws {RehearsalError} naming each file and what is wrong with it
 */
export async function loadManifests(directory: string): Promise<KubeObject[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(
    (error: unknown) => {
      const { message } = error as Error;
      throw new RehearsalError(`cannot read ${directory}: ${message}`, { cause: error });
    },
  );
  const files = entries
    .filter((entry) => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const texts: ManifestText[] = [];
  for (const file of files) {
    texts.push({ name: relative(directory, file), text: await readFile(file, 'utf8') });
  }
  return parseManifests(texts);
}

/** What a file holds, and what problems call it. */
export interface ManifestText {
  readonly name: string;
  readonly text: string;
}

/**
 * The objects of all texts, in the order of `loadManifests`.
 * @throws {RehearsalError} naming each text and what is wrong with it
 */
export function parseManifests(texts: readonly ManifestText[]): KubeObject[] {
  const objects: KubeObject[] = [];
  const problems: string[] = [];
  for (const { name, text } of texts) {
    for (const value of parseDocuments(name, text, problems)) {
      const problem = problemOfObject(value);
      if (problem === undefined) objects.push(value as KubeObject);
      else problems.push(`${name}: ${problem}`);
    }
  }
  if (problems.length > 0) throw new RehearsalError(problems.join('\n'));
  return objects.sort((one, other) => rankOf(one) - rankOf(other));
}

/** The values in a file; what is a list gives its items. */
function parseDocuments(name: string, text: string, problems: string[]): unknown[] {
  const documents = parseAllDocuments(text);
  return ('empty' in documents ? [] : documents).flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) {
      problems.push(`${name}: ${error.message.split('\n')[0] ?? ''}`);
      return [];
    }
    const value = document.toJS({ maxAliasCount: 100 }) as unknown;
    if (value === null || value === undefined) return [];
    const isList = isRecord(value) && value['kind'] === 'List' && Array.isArray(value['items']);
    return isList ? value['items'] : [value];
  });
}

function rankOf({ kind }: KubeObject): number {
  if (kind === 'Namespace') return 0;
  return kind === 'CustomResourceDefinition' ? 1 : 2;
}
