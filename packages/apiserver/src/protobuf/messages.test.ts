import { describe, expect, it } from 'vitest';
import { protobufMessages, schemasFor } from '@skewplane/api';
import { decodeMessage } from './decode-message.js';
import { encodeMessage } from './encode-message.js';
import { reflectMessages } from './testing/reflected-messages.js';
import { sampleMessage } from './testing/sample-message.js';

const messages = protobufMessages();
const root = reflectMessages(messages);

/** Every kind of every minor by the name of its message. */
function kindNames(): string[] {
  const names = new Set<string>();
  for (const minor of [30, 31, 32, 33, 34, 35, 36]) {
    const schemas = schemasFor(minor);
    for (const name of schemas.names()) {
      const gvk = schemas.kindOf(name);
      const kind = name.slice(name.lastIndexOf('.') + 1);
      const asked = gvk === 'all' ? { group: '', version: 'v1', kind } : gvk;
      const message = asked === undefined ? undefined : messages.forKind(asked);
      if (message !== undefined) names.add(message.name);
    }
  }
  return [...names].sort();
}

// With every field set. The other encoder is the library's reflection over the same numbers.
describe('every kind', () => {
  it('is tried', () => {
    expect(kindNames().length).toBeGreaterThan(230);
  });

  it.each(kindNames())('%s', (name) => {
    const message = messages.message(name);
    if (message === undefined) throw new Error('no such message');
    const { json, proto } = sampleMessage(message);
    const type = root.lookupType(name);
    const theirs = Buffer.from(type.encode(type.fromObject(proto as object)).finish());

    expect(Buffer.from(encodeMessage(json, message)).equals(theirs)).toBe(true);
    expect(decodeMessage(theirs, message).value).toEqual(json);
  });
});
