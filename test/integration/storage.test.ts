import { systemClock } from '@skewplane/apimachinery';
import { afterAll, beforeAll } from 'vitest';
import { createStorage } from '../../packages/apiserver/src/storage/create-storage.js';
import { Etcd3Client } from '../../packages/apiserver/src/storage/etcd3/etcd3-client.js';
import { describeStorage } from '../../packages/apiserver/src/storage/storage.suite.js';
import type { StorageUnderTest } from '../../packages/apiserver/src/storage/storage.suite.js';
import { startEtcd } from './etcd.js';
import type { TestEtcd } from './etcd.js';
import { silentLogger } from './silent-logger.js';

let etcd: TestEtcd;
beforeAll(async () => {
  etcd = await startEtcd();
});
afterAll(() => etcd.close());

function make(which: 'direct' | 'storage'): () => Promise<StorageUnderTest> {
  return async () => {
    const options = { servers: etcd.servers, prefix: `/${which}`, freshTimeoutMs: 200 };
    const client = new Etcd3Client(options, systemClock);
    const handle = createStorage(options, { clock: systemClock, logger: silentLogger });
    return {
      storage: handle[which],
      compact: (revision) => client.compact(revision),
      close: async () => {
        await handle.close();
        client.close();
      },
    };
  };
}

describeStorage('etcd3', make('direct'));
describeStorage('cacher over etcd3', make('storage'));
