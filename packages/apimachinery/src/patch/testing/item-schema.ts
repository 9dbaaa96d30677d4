import type { Schema } from '../../schema.js';

/**
 * A type that has every kind of field that strategic merge patch treats on its own, and contains itself.
 * The table of rules in kubernetes/apimachinery `pkg/util/strategicpatch/patch_test.go` needs one like it.
 */
export function itemSchema(): Schema {
  const properties = new Map<string, Schema>();
  const item: Schema = { name: 'io.example.Item', type: 'object', properties };
  const text: Schema = { type: 'string' };
  const keyed: Partial<Schema> = { patchStrategy: ['merge'], patchMergeKey: 'key' };
  const fields: Record<string, Schema> = {
    key: text,
    a: text,
    b: text,
    merged: { type: 'array', items: item, ...keyed },
    retained: { type: 'array', items: item, ...keyed, patchStrategy: ['merge', 'retainKeys'] },
    replaced: { type: 'array', items: item },
    names: { type: 'array', items: text, patchStrategy: ['merge'] },
    sequence: { type: 'array', items: text },
    labels: { type: 'object', additionalProperties: text },
    groups: { type: 'object', additionalProperties: { type: 'array', items: text } },
    child: item,
    union: { ...item, patchStrategy: ['retainKeys'] },
    whole: { name: 'io.example.Raw', type: 'any', patchStrategy: ['replace'] },
    raw: { name: 'io.example.Raw', type: 'any' },
  };
  for (const [name, schema] of Object.entries(fields)) properties.set(name, schema);
  return item;
}
