import { describe, expect, it } from 'vitest';
import { LogBatch } from './log-batch.js';

const info = (text: string) => `{"level":30,"msg":"${text}"}\n`;
const warning = '{"level":40,"msg":"w"}\n';

function recording() {
  const writes: string[] = [];
  const write = (text: string) => writes.push(text) > 0;
  return { writes, batch: new LogBatch({ write }) };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('LogBatch', () => {
  it('writes the lines of one turn together', async () => {
    const { writes, batch } = recording();
    batch.write(info('a'));
    batch.write(info('b'));
    expect(writes).toEqual([]);
    await nextTurn();
    batch.write(info('c'));
    await nextTurn();
    expect(writes).toEqual([info('a') + info('b'), info('c')]);
  });

  it('holds no warning back, and keeps the order', () => {
    const { writes, batch } = recording();
    batch.write(info('a'));
    batch.write(warning);
    expect(writes).toEqual([info('a') + warning]);
  });

  it('writes what waits when asked to, once', async () => {
    const { writes, batch } = recording();
    batch.write(info('a'));
    batch.flush();
    await nextTurn();
    expect(writes).toEqual([info('a')]);
  });

  it('keeps no more than a bounded amount', () => {
    const { writes, batch } = recording();
    const line = info('x'.repeat(1_000));
    for (let count = 0; count < 100; count++) batch.write(line);
    expect(writes.join('').length).toBeGreaterThan(64 * 1024);
  });
});
