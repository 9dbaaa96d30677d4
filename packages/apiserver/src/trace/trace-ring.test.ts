import { expect, it } from 'vitest';
import { TraceRing } from './trace-ring.js';

const entry = (auditId: string, length = 1) => ({ auditId, length });
const idsOf = (ring: TraceRing<ReturnType<typeof entry>>) =>
  ring.newest(100).map(({ auditId }) => auditId);

it('keeps the newest entries', () => {
  const ring = new TraceRing<ReturnType<typeof entry>>({ maxEntries: 2, maxLength: 100 });
  for (const id of ['a', 'b', 'c']) ring.add(entry(id));
  expect(idsOf(ring)).toEqual(['c', 'b']);
  expect(ring.find('a')).toBeUndefined();
  expect(ring.newest(1)).toHaveLength(1);
});

it('keeps what fits, and the newest entry whatever its size', () => {
  const ring = new TraceRing<ReturnType<typeof entry>>({ maxEntries: 10, maxLength: 10 });
  for (const [id, length] of [
    ['a', 6],
    ['b', 4],
    ['c', 3],
  ] as const)
    ring.add(entry(id, length));
  expect(idsOf(ring)).toEqual(['c', 'b']);
  ring.add(entry('d', 50));
  expect(idsOf(ring)).toEqual(['d']);
});

it('takes account of entries that have grown', () => {
  const ring = new TraceRing<ReturnType<typeof entry>>({ maxEntries: 10, maxLength: 10 });
  const growing = entry('b');
  ring.add(entry('a'));
  ring.add(growing);
  growing.length = 10;
  ring.trim();
  expect(idsOf(ring)).toEqual(['b']);
});

it('finds the newest of an audit id that was used twice', () => {
  const ring = new TraceRing<ReturnType<typeof entry>>({ maxEntries: 10, maxLength: 10 });
  const [first, second] = [entry('same'), entry('same')];
  ring.add(first);
  ring.add(second);
  expect(ring.find('same')).toBe(second);
});
