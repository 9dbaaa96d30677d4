import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  formatKubeconfig,
  mergeKubeconfig,
  readKubeconfig,
  renameUser,
  selectContext,
} from './edit-kubeconfig.js';
import { buildKubeconfig, writeKubeconfig } from './kubeconfig.js';

const options = {
  contexts: [
    { name: 'skew-a', server: 'https://127.0.0.1:6451' },
    { name: 'skew', server: 'https://127.0.0.1:6450' },
  ],
  currentContext: 'skew',
  userName: 'admin',
  caCertificate: 'ca',
  user: { certificate: 'certificate', key: 'key' },
};
let directory: string;
let path: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'skewplane-kubeconfig-'));
  path = join(directory, 'config');
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

describe('kubeconfig', () => {
  it('is one the official client reads, private to its owner', async () => {
    await writeKubeconfig(path, options);
    const client = new KubeConfig();
    client.loadFromFile(path);
    expect(client.getCurrentCluster()?.server).toBe('https://127.0.0.1:6450');
    const { certData, keyData } = client.getCurrentUser() ?? {};
    expect(certData).toBe(Buffer.from('certificate').toString('base64'));
    expect(keyData).toBe(Buffer.from('key').toString('base64'));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('takes another context and user name', () => {
    const config = renameUser(selectContext(buildKubeconfig(options), 'skew-a'), 'me');
    const client = new KubeConfig();
    client.loadFromString(formatKubeconfig(config));
    expect(client.getCurrentContext()).toBe('skew-a');
    expect(client.getCurrentUser()?.name).toBe('me');
  });

  it('knows no context that is not there', () => {
    expect(() => selectContext(buildKubeconfig(options), 'skew-z')).toThrow(
      'there is no context skew-z: use skew-a, skew',
    );
  });

  it('merges over entries of its names and leaves the others', async () => {
    const other = {
      ...options,
      contexts: [{ name: 'kind', server: 'https://127.0.0.1:1' }, ...options.contexts.slice(0, 1)],
      currentContext: 'kind',
      userName: 'kind',
    };
    await writeKubeconfig(path, other);
    await mergeKubeconfig(path, buildKubeconfig(options));
    const merged = await readKubeconfig(path);
    expect(merged.contexts.map(({ name }) => name)).toEqual(['kind', 'skew-a', 'skew']);
    expect(merged.users.map(({ name }) => name)).toEqual(['kind', 'admin']);
    expect(merged['current-context']).toBe('skew');
  });

  it('merges into no file at all, and into nothing that is not a kubeconfig', async () => {
    await mergeKubeconfig(path, buildKubeconfig(options));
    expect(await readKubeconfig(path)).toEqual(buildKubeconfig(options));
    await writeFile(path, 'kind: Pod\n');
    await expect(mergeKubeconfig(path, buildKubeconfig(options))).rejects.toThrow(
      'not a kubeconfig',
    );
    expect(await readFile(path, 'utf8')).toBe('kind: Pod\n');
  });
});
