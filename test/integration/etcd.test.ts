import { expect, it } from 'vitest';
import { startEtcd } from './etcd.js';

it('starts, survives a kill with its data, and leaves nothing running', async () => {
  const etcd = await startEtcd();
  try {
    const before = etcd.pid;
    await etcd.kill();
    await expect(fetch(`${etcd.endpoint}/health`)).rejects.toThrow();
    await etcd.restart();
    expect(etcd.pid).not.toBe(before);
    expect(await (await fetch(`${etcd.endpoint}/health`)).json()).toMatchObject({ health: 'true' });
  } finally {
    await etcd.close();
  }
  expect(etcd.pid).toBeUndefined();
});
