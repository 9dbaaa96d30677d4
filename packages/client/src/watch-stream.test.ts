import { describe, expect, it } from 'vitest';
import { parseWatchStream } from './watch-stream.js';

async function* chunks(...parts: string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield new TextEncoder().encode(part);
}
const frame = (name: string) => `{"type":"ADDED","object":{"metadata":{"name":"${name}"}}}\n`;

describe('parseWatchStream', () => {
  it.each([
    ['one frame a chunk', [frame('a'), frame('b')]],
    ['two frames in a chunk', [frame('a') + frame('b')]],
    [
      'a frame cut anywhere',
      [frame('a').slice(0, 7), frame('a').slice(7) + frame('b').slice(0, 1), frame('b').slice(1)],
    ],
    ['empty lines', [`\n${frame('a')}\n`, frame('b')]],
  ])('%s', async (_name, parts) => {
    const names: unknown[] = [];
    for await (const { object } of parseWatchStream(chunks(...parts)))
      names.push(object.metadata.name);
    expect(names).toEqual(['a', 'b']);
  });

  it('throws the Status of an ERROR event', async () => {
    const gone =
      '{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old"}}\n';
    await expect(parseWatchStream(chunks(gone)).next()).rejects.toMatchObject({
      code: 410,
      reason: 'Expired',
    });
  });
});
