import { readdir, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const packages = fileURLToPath(new URL('../../../', import.meta.url));
const built = `${packages}cli/dist/main.js`;
const bundled = `${packages}cli/dist/bundle/main.js`;

/**
 * The script that instances and controllers run: the bundle, which loads in half the time, unless a package was built
 * after it.
 */
export async function findInstanceProgram(): Promise<string> {
  const names = await readdir(packages);
  const [bundledAt, ...builtAt] = await Promise.all(
    [bundled, ...names.map((name) => `${packages}${name}/dist/.tsbuildinfo`)].map(modifiedAt),
  );
  return bundledAt !== undefined && builtAt.every((time) => (time ?? 0) <= bundledAt)
    ? bundled
    : built;
}

/** Epoch milliseconds; undefined when there is no such file. */
async function modifiedAt(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return undefined;
    throw error;
  }
}
