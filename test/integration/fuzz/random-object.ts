import type { Schema } from '@skewplane/apimachinery';
import fc, { type GeneratorValue } from 'fast-check';

/** Keys that code which copies objects key by key may trip over, and some that are no identifiers. */
export const strangeKeys: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '',
  '.',
  'a.b',
  '0',
  '-1',
  '\ud800',
  '\u0000',
  '~1',
];

const junk: readonly unknown[] = [
  null,
  {},
  [],
  '',
  'x',
  '\ud800',
  '\u0000',
  0,
  -1,
  1.5,
  2 ** 53,
  9_007_199_254_740_993n,
  -(2n ** 63n),
  1e300,
  true,
  false,
  [null],
  [[]],
  [{}],
  { a: null },
  { '': [] },
  { constructor: { prototype: { a: 1 } } },
];

const texts: readonly string[] = [
  'a',
  'abc-1',
  'main',
  'default',
  'Never',
  'TCP',
  '1',
  '100m',
  '1Gi',
  '10%',
  '1.2.3.4',
  '10.0.0.0/8',
  'example.com/x',
  'UPPER',
  'a b',
  'ä😀',
  '2024-01-01T00:00:00Z',
  'YWJj',
  '* * * * *',
  'spec.replicas',
  '{.a}',
  'x'.repeat(300),
];

const byFormat: Readonly<Record<string, readonly unknown[]>> = {
  byte: ['', 'YWJj', 'YW==', '=', 'ä'],
  quantity: ['1', '100m', '1Gi', '-1', '1e3', '9223372036854775808Gi', '0.0000000001', 'x', 5],
  'date-time': ['2024-01-01T00:00:00Z', '2024-01-01', '0001-01-01T00:00:00Z', 'x'],
  'micro-time': ['2024-01-01T00:00:00.000000Z', '2024-01-01T00:00:00Z', 'x'],
};

const numbers: readonly (number | bigint)[] = [
  0,
  1,
  2,
  80,
  600,
  65_535,
  -1,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 53,
  9_007_199_254_740_993n,
  2n ** 63n - 1n,
  1.5,
];

const small = numbers.slice(0, 6);

const maxDepth = 9;

/** How wild a generated object is: the chance in a hundred of a value that does not fit its type. */
export interface Wildness {
  readonly junkPercent: number;
  readonly strangeKeyPercent: number;
}

export const tame: Wildness = { junkPercent: 0, strangeKeyPercent: 0 };
export const wild: Wildness = { junkPercent: 4, strangeKeyPercent: 4 };

const chance = (draw: GeneratorValue, percent: number): boolean =>
  percent > 0 && draw(fc.nat, { max: 99 }) < percent;

const oneOf = (draw: GeneratorValue, values: readonly unknown[]): unknown =>
  values[draw(fc.nat, { max: values.length - 1 })];

/** A value along its type, except where it goes wild. */
export function randomValue(
  draw: GeneratorValue,
  schema: Schema | undefined,
  wildness: Wildness,
  depth = 0,
): unknown {
  if (chance(draw, wildness.junkPercent)) return structuredClone(oneOf(draw, junk));
  if (schema === undefined) return structuredClone(oneOf(draw, junk));
  const { enum: allowed, format = '' } = schema;
  if (allowed !== undefined && chance(draw, 80)) return oneOf(draw, allowed);
  const known = byFormat[format];
  if (known !== undefined) return oneOf(draw, known);
  switch (schema.type) {
    case 'object':
      return randomMembers(draw, schema, wildness, depth);
    case 'array':
      return Array.from({ length: depth > maxDepth ? 0 : draw(fc.nat, { max: 2 }) }, () =>
        randomValue(draw, schema.items, wildness, depth + 1),
      );
    case 'boolean':
      return draw(fc.boolean);
    case 'integer':
    case 'number':
      if (wildness.junkPercent > 0) return oneOf(draw, numbers);
      return oneOf(draw, format === 'int64' ? [...small, 9_007_199_254_740_993n] : small);
    case 'int-or-string':
      return oneOf(draw, [1, '10%', 'http', 0]);
    case 'any':
      return wildness.junkPercent === 0 ? { a: 1 } : structuredClone(oneOf(draw, junk));
    case 'string':
      return oneOf(draw, texts);
  }
}

function randomMembers(
  draw: GeneratorValue,
  schema: Schema,
  wildness: Wildness,
  depth: number,
): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const [name, property] of schema.properties ?? []) {
    const percent = schema.required?.includes(name) === true ? 95 : depth < 2 ? 40 : 12;
    if (depth > maxDepth || !chance(draw, percent)) continue;
    setOwn(object, name, randomValue(draw, property, wildness, depth + 1));
  }
  if (schema.additionalProperties !== undefined && depth <= maxDepth) {
    for (let left = draw(fc.nat, { max: 2 }); left > 0; left--) {
      const key = String(oneOf(draw, ['a', 'app', 'example.com/b', 'cpu', 'k8s.io/c']));
      setOwn(object, key, randomValue(draw, schema.additionalProperties, wildness, depth + 1));
    }
  }
  if (chance(draw, wildness.strangeKeyPercent)) {
    setOwn(object, String(oneOf(draw, strangeKeys)), structuredClone(oneOf(draw, junk)));
  }
  return object;
}

/** Sets a member whatever its name: an assignment to `__proto__` would set something else. */
export function setOwn(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
