import fc from 'fast-check';
import { expect, it } from 'vitest';
import { StoredObject } from '../stored-object.js';
import { SortedObjects } from './sorted-objects.js';

const object = (key: string, revision = 1): StoredObject =>
  new StoredObject(key, Buffer.from('{}'), revision);

it('holds what a map would, in order, whatever is done to it', () => {
  const key = fc
    .tuple(fc.constantFrom('a/', 'ab/', 'b/'), fc.constantFrom('', 'x', 'y', 'yz', '0', '-'))
    .map((parts) => parts.join(''));
  const step = fc.record({ key, remove: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const sorted = new SortedObjects();
      const model = new Map<string, number>();
      steps.forEach((each, revision) => {
        const previous = each.remove
          ? sorted.delete(each.key)
          : sorted.set(object(each.key, revision));
        expect(previous?.revision).toBe(model.get(each.key));
        if (each.remove) model.delete(each.key);
        else model.set(each.key, revision);
      });
      expect(sorted.size).toBe(model.size);
      for (const prefix of ['', 'a', 'a/', 'ab/', 'b/y', 'c/']) {
        const want = [...model.keys()].filter((name) => name.startsWith(prefix)).sort();
        expect(sorted.withPrefix(prefix).map((each) => each.key)).toEqual(want);
      }
    }),
  );
});
