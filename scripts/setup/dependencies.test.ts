import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isInstalled } from './dependencies.mjs';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'skewplane-install-'));
  await mkdir(join(directory, 'node_modules'));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

const a1 = { version: '1.0.0', integrity: 'a-1' };
const a2 = { version: '2.0.0', integrity: 'a-2' };
const binding = { version: '1.0.0', integrity: 'b-1', optional: true };

it.each([
  { name: 'the same', wanted: { a: a1 }, installed: { a: a1 }, want: true },
  { name: 'another version', wanted: { a: a2 }, installed: { a: a1 }, want: false },
  { name: 'one missing', wanted: { a: a1, b: a1 }, installed: { a: a1 }, want: false },
  { name: 'one too many', wanted: { a: a1 }, installed: { a: a1, b: a1 }, want: true },
  { name: 'optional one missing', wanted: { a: a1, binding }, installed: { a: a1 }, want: true },
  {
    name: 'another content',
    wanted: { a: { ...a1, integrity: 'other' } },
    installed: { a: a1 },
    want: false,
  },
  {
    name: 'from another registry',
    wanted: { a: a1 },
    installed: { a: { ...a1, resolved: 'https://mirror.example/a' } },
    want: true,
  },
  { name: 'never installed', wanted: { a: a1 }, installed: undefined, want: false },
])('tells whether dependencies are installed: $name', async ({ wanted, installed, want }) => {
  const write = (path: string, packages: object) =>
    writeFile(join(directory, path), JSON.stringify({ packages }));
  await write('package-lock.json', { '': { name: 'root' }, ...wanted });
  if (installed !== undefined) await write('node_modules/.package-lock.json', installed);
  expect(await isInstalled(directory)).toBe(want);
});
