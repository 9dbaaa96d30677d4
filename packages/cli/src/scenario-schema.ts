import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const schemaFile = fileURLToPath(
  new URL('../../scenario/schema/scenario.v1alpha1.json', import.meta.url),
);

/** The schema of scenario files as an editor finds it from a file in that directory. */
export function schemaSeenFrom(directory: string): string {
  const path = relative(directory, schemaFile);
  return path.startsWith('.') ? path : `./${path}`;
}
