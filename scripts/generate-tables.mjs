/**
 * Turns fact tables (JSON files about the Kubernetes API per minor) into modules of `packages/api/src/generated`.
 *
 * Usage: node scripts/generate-tables.mjs <folder with the fact tables>
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as bootstrapRbac from './tables/bootstrap-rbac.mjs';
import * as featureGates from './tables/feature-gates.mjs';
import * as minors from './tables/minors.mjs';
import * as protobuf from './tables/protobuf.mjs';
import * as resources from './tables/resources.mjs';
import * as schemas from './tables/schemas.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Each names its `output`, below the root, and makes the text from the folder of facts. */
const generators = [minors, resources, featureGates, bootstrapRbac, schemas, protobuf];

const [facts] = process.argv.slice(2);
if (facts === undefined) throw new Error('Name the folder with the fact tables');

for (const { output, generate } of generators) {
  const file = join(root, output);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, generate(facts));
}
