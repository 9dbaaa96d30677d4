import { describe, expect, it } from 'vitest';
import type { TxnRequest, TxnResponse } from '../etcd3/wire/kv.js';
import { RevisionBatcher } from './revision-batcher.js';

/** Holds each transaction until it is answered by hand. */
class HeldClient {
  readonly prefix = '/registry/';
  readonly sent: { keys: string[]; answer: (revision: number) => void; fail: () => void }[] = [];

  txn({ success }: TxnRequest): Promise<TxnResponse> {
    const keys = success.map((op) => ('range' in op ? op.range.key : ''));
    return new Promise((resolve, reject) => {
      const answer = (revision: number): void => {
        const ranges = keys.map((key) => ({ revision, kvs: kvs(key), more: false, count: 1 }));
        resolve({ revision, succeeded: true, ranges });
      };
      const fail = (): void => {
        reject(new Error('broken'));
      };
      this.sent.push({ keys, answer, fail });
    });
  }
}

function kvs(key: string) {
  if (key.endsWith('absent')) return [];
  const modRevision = Number(/\d+$/.exec(key)?.[0] ?? 1);
  return [{ key, value: Buffer.alloc(0), createRevision: 1, modRevision, version: 1 }];
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('RevisionBatcher', () => {
  it('joins the lookups of one turn, each key once, and gives each its answer', async () => {
    const client = new HeldClient();
    const batcher = new RevisionBatcher(client);
    const answers = Promise.all(['a1', 'a2', 'a1', 'absent'].map((key) => batcher.lookup(key)));
    await turn();
    expect(client.sent.map(({ keys }) => keys)).toEqual([
      ['/registry/a1', '/registry/a2', '/registry/absent'],
    ]);
    client.sent[0]?.answer(9);
    expect((await answers).map(({ modRevision }) => modRevision)).toEqual([1, 2, 1, 0]);
  });

  it('never lets a lookup join a batch that was sent before it: its answer could be stale', async () => {
    const client = new HeldClient();
    const batcher = new RevisionBatcher(client);
    const early = batcher.lookup('a1');
    await turn();
    const late = batcher.lookup('a1');
    await turn();
    expect(client.sent).toHaveLength(2);
    client.sent[0]?.answer(5);
    client.sent[1]?.answer(6);
    expect([(await early).revision, (await late).revision]).toEqual([5, 6]);
  });

  it('keeps at most three batches of 128 under way', async () => {
    const client = new HeldClient();
    const batcher = new RevisionBatcher(client);
    const all = Array.from({ length: 600 }, (_, i) => batcher.lookup(`k${i}`));
    for (let i = 0; i < 5; i++) await turn();
    expect(client.sent.map(({ keys }) => keys.length)).toEqual([128, 128, 128]);
    for (let i = 0; i < 5; i++) {
      client.sent[i]?.answer(7);
      await turn();
      await turn();
    }
    expect(client.sent.map(({ keys }) => keys.length)).toEqual([128, 128, 128, 128, 88]);
    expect(await Promise.all(all)).toHaveLength(600);
  });

  it('fails only the lookups of the batch that failed', async () => {
    const client = new HeldClient();
    const batcher = new RevisionBatcher(client);
    const first = batcher.lookup('a1');
    await turn();
    const second = batcher.lookup('a2');
    await turn();
    client.sent[0]?.fail();
    client.sent[1]?.answer(3);
    await expect(first).rejects.toThrow('broken');
    expect((await second).modRevision).toBe(2);
  });
});
