import { describe, expect, it, vi } from 'vitest';
import type { StoredObject } from '../storage/stored-object.js';
import { FrameCache } from './frame-cache.js';

const stored = (key: string) => ({ key, revision: 1 }) as unknown as StoredObject;

describe('FrameCache', () => {
  it.each([
    ['frames', 2, 100],
    ['bytes', 100, 8],
  ])('forgets the oldest when it has too many %s', (_what, capacity, maxBytes) => {
    const cache = new FrameCache(capacity, maxBytes);
    const encode = vi.fn(() => Buffer.from('abcd'));
    for (const key of ['a', 'b', 'c']) cache.get(stored(key), 'f', encode);
    expect(encode).toHaveBeenCalledTimes(3);
    cache.get(stored('c'), 'f', encode);
    cache.get(stored('b'), 'f', encode);
    expect(encode).toHaveBeenCalledTimes(3);
    cache.get(stored('a'), 'f', encode);
    expect(encode).toHaveBeenCalledTimes(4);
  });
});
