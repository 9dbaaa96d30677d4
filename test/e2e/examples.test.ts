import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../examples/controller-under-upgrade', import.meta.url));

it('the example of a controller under a rolling upgrade passes as its README says', async () => {
  const { NODE_OPTIONS: _, ...env } = process.env; // this runner's own must not reach another
  const { stdout } = await promisify(execFile)(process.execPath, ['--test'], {
    cwd: folder,
    env,
    timeout: 110_000,
  });
  expect(stdout).toMatch(/# pass 3\b/);
  expect(stdout).toMatch(/# fail 0\b/);
});
