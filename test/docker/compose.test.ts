import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const smoke = fileURLToPath(new URL('../../scripts/docker/smoke.sh', import.meta.url));
const wanted = process.env['CI'] === 'true' || process.env['SKEWPLANE_TEST_DOCKER'] === '1';
const why =
  'it takes minutes and starts a Docker daemon; SKEWPLANE_TEST_DOCKER=1 or CI=true runs it';

function runSmoke(): Promise<{ code: number | null; log: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', [smoke], { stdio: ['ignore', 'pipe', 'pipe'] });
    let log = '';
    const keep = (chunk: Buffer) => {
      log = (log + chunk.toString('utf8')).slice(-64 * 1024);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, log });
    });
  });
}

it('docker compose brings the plane up', { timeout: 8 * 60_000 }, async (context) => {
  if (!wanted) {
    console.warn(`SKIPPED: docker compose is not tested: ${why}`);
    context.skip(why);
  }
  const { code, log } = await runSmoke();
  const skipped = /SKIPPED SKIPPED SKIPPED: (.*)/.exec(log);
  if (skipped !== null) {
    console.warn(`SKIPPED: docker compose is not tested: ${skipped[1] ?? ''}`);
    context.skip(skipped[1] ?? '');
  }
  expect(log).toContain('smoke: PASSED');
  expect(code).toBe(0);
});
