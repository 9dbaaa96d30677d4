import { expect, it } from 'vitest';
import { cachePrefixOf } from './cache-prefix.js';

it.each([
  ['pods/default/a', 'pods/'],
  ['pods/', 'pods/'],
  ['services/specs/default/a', 'services/'],
  ['example.com/widgets/default/a', 'example.com/widgets/'],
  ['example.com/widgets/', 'example.com/widgets/'],
  ['example.com/', undefined],
  ['namespaces/my.name', 'namespaces/'],
  ['health', undefined],
  ['', undefined],
])('%j belongs to %j', (key, want) => {
  expect(cachePrefixOf(key)).toBe(want);
});
