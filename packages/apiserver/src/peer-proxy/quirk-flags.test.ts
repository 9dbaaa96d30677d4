import { describe, expect, it } from 'vitest';
import { quirksOf } from './generation.js';
import { parseQuirks } from './quirk-flags.js';

// The switches of spec 9.2 by their names.
describe('parseQuirks', () => {
  it.each<[string, string[], object]>([
    ['nothing', [], {}],
    ['a switch', ['crashOnPeerFetchError=false'], { crashOnPeerFetchError: false }],
    ['a number', ['maxPeerRetries=3'], { maxPeerRetries: 3 }],
    ['a text', ['coreGroupKey=core'], { coreGroupKey: 'core' }],
    ['the empty text', ['coreGroupKey='], { coreGroupKey: '' }],
    ['the last of several', ['maxPeerRetries=3', 'maxPeerRetries=4'], { maxPeerRetries: 4 }],
  ])('takes %s', (_name, entries, quirks) => {
    expect(parseQuirks(entries)).toEqual({ quirks, problems: [] });
  });

  it('knows every switch there is', () => {
    const entries = Object.entries(quirksOf(34)).map(([name, value]) => `${name}=${String(value)}`);
    expect(parseQuirks(entries)).toEqual({ quirks: quirksOf(34), problems: [] });
  });

  it.each([
    ['no=true', /^unknown quirk "no", must be one of svAnyResolveErrorIs503, crashOn.*Headers$/],
    ['ghostAfterGrace', /^quirk ghostAfterGrace must be true or false$/],
    ['ghostAfterGrace=1', /^quirk ghostAfterGrace must be true or false$/],
    ['maxPeerRetries=-1', /^quirk maxPeerRetries must be a whole number$/],
    ['coreGroupKey=apps', /^quirk coreGroupKey must be core or empty$/],
  ])('refuses %s', (entry, problem) => {
    const { quirks, problems } = parseQuirks([entry]);
    expect(quirks).toEqual({});
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(problem);
  });
});
