import { FakeClock } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import { Change } from '../change.js';
import { StoredObject } from '../stored-object.js';
import { EventHistory } from './event-history.js';

function change(revision: number): Change {
  const object = new StoredObject('pods/default/a', Buffer.from('{}'), revision);
  return new Change(object.key, revision, { object, previous: undefined });
}

async function filled(count: number, everyMs: number): Promise<EventHistory> {
  const clock = new FakeClock();
  const history = new EventHistory(clock, 10);
  for (let i = 1; i <= count; i++) {
    history.push(change(10 + i));
    if (everyMs > 0) await clock.advance(everyMs);
  }
  return history;
}

describe('EventHistory', () => {
  it.each([
    { after: 10, want: [11, 12, 13] },
    { after: 12, want: [13] },
    { after: 13, want: [] },
    { after: 99, want: [] },
  ])('since $after', async ({ after, want }) => {
    const history = await filled(3, 0);
    expect(history.since(after).map(({ revision }) => revision)).toEqual(want);
  });

  it('knows nothing from before its list (watch_cache_history.go)', async () => {
    const history = await filled(3, 0);
    expect(() => history.since(9)).toThrow('too old resource version: 9 (10)');
  });

  it('grows while changes come fast, up to its bound', async () => {
    const history = await filled(30_000, 0);
    expect(history.size).toBe(10_240);
    expect(() => history.since(10)).toThrow(/^too old resource version: 10 \(\d+\)$/);
    expect(history.since(30_009)).toHaveLength(1);
  });

  it('stays small when changes are rare: it reaches back 75 s anyway', async () => {
    const history = await filled(400, 1_000);
    expect(history.size).toBe(100);
    expect(history.since(310)).toHaveLength(100);
    expect(() => history.since(309)).toThrow('too old resource version: 309 (310)');
  });
});
