import { expect, it } from 'vitest';
import { schemasFor } from '@skewplane/api';
import { createBodyDecoder } from './body-decoder.js';

const decoder = createBodyDecoder(schemasFor(34));
const json = (value: object) => Buffer.from(JSON.stringify(value));

interface Case {
  readonly name: string;
  readonly group: string;
  readonly want: object;
  readonly warned: readonly string[];
}

// autoscaling/v1 Scale has no `size`; a custom resource without a schema keeps all it has.
it.each<Case>([
  {
    name: 'built-in',
    group: 'autoscaling',
    want: { replicas: 2 },
    warned: ['unknown field "spec.size"'],
  },
  { name: 'custom', group: 'a.example.com', want: { replicas: 2, size: 1 }, warned: [] },
])('knows by itself that a kind is $name', ({ group, want, warned }) => {
  const kind = { gvk: { group, version: 'v1', kind: 'Scale' }, schema: undefined };
  const object = { apiVersion: `${group}/v1`, kind: 'Scale', spec: { replicas: 2, size: 1 } };
  const warnings: string[] = [];
  const options = { fieldValidation: 'Warn' as const, warn: (text: string) => warnings.push(text) };

  expect(decoder.decode(kind, json(object), undefined, options)['spec']).toEqual(want);
  expect(warnings).toEqual(warned);
  expect(decoder.check(kind, object, options)['spec']).toEqual(want);
});
