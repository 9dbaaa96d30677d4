import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
/** What set-up makes and fetches, beside the plane's own data. */
export const stateDirectory = join(root, '.skewplane');
export const binDirectory = join(stateDirectory, 'bin');
