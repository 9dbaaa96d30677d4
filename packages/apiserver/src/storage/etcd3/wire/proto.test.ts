import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProtoReader, ProtoWriter } from './proto.js';

describe('protobuf', () => {
  // protobuf.dev, programming-guides/encoding: the examples of the page
  it('encodes as the specification shows', () => {
    expect(new ProtoWriter().int(1, 150).finish().toString('hex')).toBe('089601');
    expect(new ProtoWriter().text(2, 'testing').finish().toString('hex')).toBe(
      '120774657374696e67',
    );
    const inner = new ProtoWriter().int(1, 150);
    expect(new ProtoWriter().message(3, inner).finish().toString('hex')).toBe('1a03089601');
  });

  it('reads back what it wrote, and passes over what it does not know', () => {
    const sample = fc.record({
      int: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
      big: fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }),
      text: fc.string({ unit: 'binary', maxLength: 300 }),
      bytes: fc.uint8Array({ maxLength: 300 }),
    });
    fc.assert(
      fc.property(sample, ({ int, big, text, bytes }) => {
        const message = new ProtoWriter(1)
          .zero(1)
          .int(20, int)
          .bytes(300, bytes)
          .int(2, int)
          .int(3, big)
          .text(4, text)
          .bytes(5, bytes)
          .finish();
        const reader = new ProtoReader(message);
        const seen: unknown[] = [];
        for (let field = reader.field(); field !== 0; field = reader.field()) {
          if (field === 2) seen.push(reader.int());
          else if (field === 3) seen.push(reader.bigInt());
          else if (field === 4) seen.push(reader.text());
          else if (field === 5) seen.push(new Uint8Array(reader.bytes()));
          else reader.skip();
        }
        expect(seen).toEqual([...(int === 0 ? [] : [int]), big, text, bytes]);
      }),
    );
  });
});
