import { describe, expect, it } from 'vitest';
import { compatibilityDocument, type Result } from './report.mjs';

const ok: Result = { outcome: 'ok' };
const failed = (reason: string): Result => ({ outcome: 'failed', reason });
const impossible = (reason: string): Result => ({ outcome: 'impossible', reason });

describe('compatibilityDocument', () => {
  const text = compatibilityDocument({
    36: {
      27: { create: ok, whoami: impossible('came with 1.28'), edit: failed('a | b <c>') },
      33: { create: ok, whoami: ok, edit: ok },
    },
    30: { 33: { create: ok, whoami: ok, edit: failed('a | b <c>') } },
  });

  it.each([
    ['all that a client has', '| 1.36 | 1 of 2 | all 3 |'],
    ['what was not tried', '| 1.30 | not tried | 2 of 3 |'],
    ['what works everywhere', '| create | yes |'],
    ['what a client lacks', '| whoami | yes; not in kubectl 1.27 |'],
    ['where something fails', '| edit | not with kubectl 1.27 at 1.36; kubectl 1.33 at 1.30 |'],
    [
      'why it fails, as one cell',
      '| edit | kubectl 1.27 at 1.36; kubectl 1.33 at 1.30 | a \\| b &lt;c> |',
    ],
    ['why it is not possible', '| whoami | kubectl 1.27 | came with 1.28 |'],
  ])('tells %s', (_, line) => {
    expect(text.split('\n')).toContain(line);
  });

  it('says so when nothing failed', () => {
    const all = compatibilityDocument({ 36: { 33: { create: ok } } });
    expect(all).toContain('## Failures\n\nNone.\n');
  });
});
