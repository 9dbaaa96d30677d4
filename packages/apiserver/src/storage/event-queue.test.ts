import { describe, expect, it, vi } from 'vitest';
import { EventQueue } from './event-queue.js';
import type { StorageEvent } from './storage.js';

const bookmark = (revision: number): StorageEvent => ({ type: 'BOOKMARK', revision });

async function drain(queue: EventQueue): Promise<(number | string)[]> {
  const seen: (number | string)[] = [];
  try {
    for await (const event of queue) if (event.type === 'BOOKMARK') seen.push(event.revision);
  } catch (error) {
    seen.push(error instanceof Error ? error.message : 'unknown');
  }
  return seen;
}

describe('EventQueue', () => {
  it('gives the initial events before those that came meanwhile', async () => {
    const initial = [bookmark(1), bookmark(2)].values();
    const queue = new EventQueue({ limit: 5, initial, onClose: () => undefined });
    queue.push(bookmark(3));
    queue.end();
    expect(await drain(queue)).toEqual([1, 2, 3]);
  });

  it('hands an event to who waits for it', async () => {
    const queue = new EventQueue({ limit: 0, onClose: () => undefined });
    const next = queue.next();
    queue.push(bookmark(1));
    expect(await next).toEqual({ value: bookmark(1), done: false });
  });

  it('closes when full, after what it holds', async () => {
    const onClose = vi.fn();
    const queue = new EventQueue({ limit: 2, onClose });
    for (let i = 1; i <= 4; i++) queue.push(bookmark(i));
    expect(onClose).toHaveBeenCalledTimes(1);
    expect(await drain(queue)).toEqual([1, 2, 'The watcher did not keep up']);
    expect(await queue.next()).toMatchObject({ done: true });
  });

  it('fails who waits', async () => {
    const queue = new EventQueue({ limit: 2, onClose: () => undefined });
    const next = queue.next();
    queue.fail(new Error('broken'));
    await expect(next).rejects.toThrow('broken');
  });

  it('is closed once by a consumer that leaves', async () => {
    const onClose = vi.fn();
    const queue = new EventQueue({ limit: 2, onClose });
    queue.push(bookmark(1));
    for await (const event of queue) {
      expect(event).toEqual(bookmark(1));
      break;
    }
    queue.end();
    expect(onClose).toHaveBeenCalledTimes(1);
  });
});
