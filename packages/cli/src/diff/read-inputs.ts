import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { KubeObject } from '@skewplane/apimachinery';
import type { CliHost } from '../cli-host.js';

/**
 * The objects of files, of directories with those below them, and of standard input (`-`): namespaces, then definitions
 * of kinds, then the rest.
 * @throws {Error} naming what cannot be read
 */
export async function readInputs(paths: readonly string[], host: CliHost): Promise<KubeObject[]> {
  const { loadManifests, parseManifests } = await import('@skewplane/scenario');
  const objects: KubeObject[] = [];
  for (const path of paths) {
    const file = resolve(host.cwd, path);
    if (path === '-') objects.push(...parseManifests([await standardInput(host)]));
    else if ((await stat(file)).isDirectory()) objects.push(...(await loadManifests(file)));
    else objects.push(...parseManifests([{ name: path, text: await readFile(file, 'utf8') }]));
  }
  return [...objects].sort((one, other) => rankOf(one) - rankOf(other));
}

async function standardInput({ input }: CliHost) {
  if (input === undefined) throw new Error('there is no standard input to read');
  return { name: 'standard input', text: await text(input) };
}

/** Each path comes sorted; several have to be sorted together. */
function rankOf({ kind }: KubeObject): number {
  if (kind === 'Namespace') return 0;
  return kind === 'CustomResourceDefinition' ? 1 : 2;
}
