/**
 * Turns fact tables (JSON files about the Kubernetes API per minor) into modules of `packages/api/src/generated`.
 *
 * Usage: node scripts/generate-tables.mjs <folder with the fact tables>
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { generators } from './tables/generators.mjs';

const outFolder = fileURLToPath(new URL('../packages/api/src/generated/', import.meta.url));

/** @param {string} sourceFolder */
async function generateTables(sourceFolder) {
  await mkdir(outFolder, { recursive: true });
  for (const { sources, file, exportName, make } of generators) {
    const tables = await Promise.all(
      sources.map(async (name) => JSON.parse(await readFile(join(sourceFolder, name), 'utf8'))),
    );
    await writeFile(join(outFolder, file), await moduleText(exportName, make(...tables)));
  }
}

/**
 * A string is far cheaper for the compiler than an object literal, and is parsed only when somebody asks.
 *
 * @param {string} exportName
 * @param {unknown} table
 */
function moduleText(exportName, table) {
  const source = `// Made by \`node scripts/generate-tables.mjs <folder with the fact tables>\`. Do not edit.

/** Parsed at the first call, shared afterwards: read only. */
export function ${exportName}(): unknown {
  return (parsed ??= JSON.parse(text));
}

let parsed: unknown;

const text =
  ${quote(JSON.stringify(table))};
`;
  return format(source, { parser: 'typescript', singleQuote: true, printWidth: 100 });
}

/** @param {string} text */
function quote(text) {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the folder with the fact tables');
await generateTables(folder);
