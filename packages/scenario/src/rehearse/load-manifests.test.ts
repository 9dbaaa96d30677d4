import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadManifests } from './load-manifests.js';
import { nameOf } from './plane-objects.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'skewplane-manifests-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), text);
  }
}

const object = (kind: string, name: string) =>
  `apiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name} }\n`;

describe('loadManifests', () => {
  it('reads every file of a directory, what others need first', async () => {
    await write({
      'b.yaml': `${object('Service', 'web')}---\n---\n${object('Secret', 'key')}`,
      'a.json': '{"apiVersion":"example.com/v1","kind":"Ship","metadata":{"name":"vasa"}}',
      'deep/down/crd.yml': object('CustomResourceDefinition', 'ships.example.com'),
      'deep/namespace.yaml': object('Namespace', 'shop'),
      'list.yaml': `apiVersion: v1\nkind: List\nitems: [{ apiVersion: v1, kind: ConfigMap, metadata: { name: c, namespace: shop } }]`,
      'README.md': 'no object',
      'empty.yaml': '# nothing yet\n',
    });
    expect((await loadManifests(directory)).map(nameOf)).toEqual([
      'Namespace shop',
      'CustomResourceDefinition ships.example.com',
      'Ship vasa',
      'Service web',
      'Secret key',
      'ConfigMap shop/c',
    ]);
  });

  it('names every file that makes no sense', async () => {
    await write({ 'a.yaml': 'a: [', 'b.yaml': 'kind: Pod', 'c.yaml': object('Pod', 'fine') });
    await expect(loadManifests(directory)).rejects.toThrow(
      /^a\.yaml: .*\nb\.yaml: the object lacks apiVersion$/,
    );
  });

  it('says that there is no such directory', async () => {
    await expect(loadManifests(join(directory, 'none'))).rejects.toThrow(/^cannot read .*none/);
  });
});
