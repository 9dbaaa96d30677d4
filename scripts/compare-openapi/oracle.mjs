import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { root } from '../setup/root.mjs';

export const reportPath = join(root, 'docs/openapi-differences.md');

/** Why each class of differences stays. */
export const readReasons = async () =>
  JSON.parse(await readFile(join(root, 'scripts/compare-openapi/reasons.json'), 'utf8'));

/**
 * The published documents that a folder of facts has.
 *
 * @param {string} facts
 */
export async function readOracle(facts) {
  const discovery = JSON.parse(await readFile(join(facts, 'resources.json'), 'utf8'));
  const swagger = new Map();
  for (const minor of discovery.minors) {
    const file = join(facts, 'openapi', `swagger-1.${minor}.json.gz`);
    if (!existsSync(file)) continue;
    swagger.set(minor, JSON.parse(gunzipSync(await readFile(file)).toString()));
  }
  return { swagger, discovery };
}
