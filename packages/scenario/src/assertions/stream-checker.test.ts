import { describe, expect, it } from 'vitest';
import { StreamChecker } from './stream-checker.js';

type Act = (checker: StreamChecker) => string | undefined;

const event =
  (revision: number, name = 'x', type = 'MODIFIED', uid = `u-${name}`): Act =>
  (checker) =>
    checker.event(type, name, uid, revision);
const bookmark =
  (revision: number): Act =>
  (checker) =>
    checker.bookmark(revision);
const acknowledged =
  (revision: number, name = 'x'): Act =>
  (checker) =>
    checker.acknowledged(name, revision);
const listed =
  (revision: number, ...uids: string[]): Act =>
  (checker) => {
    checker.listed(revision, new Set(uids));
    return undefined;
  };
const deleted =
  (name = 'x'): Act =>
  (checker) => {
    checker.deleted(name, `u-${name}`);
    return undefined;
  };

interface Case {
  readonly what: string;
  readonly acts: readonly Act[];
  readonly problems?: readonly string[];
  readonly outstanding?: readonly string[];
}

const cases: Case[] = [
  {
    what: 'events after their answers',
    acts: [acknowledged(11), event(11), acknowledged(12), event(12)],
  },
  {
    what: 'events before their answers',
    acts: [event(11), event(12), acknowledged(12), acknowledged(11)],
  },
  { what: 'events of others in between', acts: [acknowledged(13), event(12), event(13)] },
  {
    what: 'a lost event, once the next comes',
    acts: [acknowledged(11), acknowledged(12), event(12)],
    problems: ['the event of x at 11 never came: the stream is at 12'],
  },
  {
    what: 'a lost event, once a bookmark passes it',
    acts: [acknowledged(11), bookmark(11)],
    problems: ['the event of x at 11 never came: the stream is at 12'],
  },
  {
    what: 'a lost event whose write is answered late',
    acts: [event(12), acknowledged(11)],
    problems: ['the event of x at 11 never came: the stream is at 12'],
  },
  {
    what: 'an event that comes twice',
    acts: [event(11), event(11)],
    problems: ['MODIFIED of x at 11 came again after 11'],
  },
  {
    what: 'an event that comes again after others',
    acts: [event(11), event(12), event(11)],
    problems: ['MODIFIED of x at 11 came again after 12'],
  },
  {
    what: 'events out of order',
    acts: [event(12), event(11)],
    problems: ['MODIFIED of x at 11 came after 12'],
  },
  {
    what: 'an event that a bookmark said was over',
    acts: [bookmark(12), event(11)],
    problems: ['MODIFIED of x at 11 came after 12'],
  },
  {
    what: 'a bookmark that goes back',
    acts: [event(12), bookmark(11)],
    problems: ['a bookmark at 11 came after 12'],
  },
  {
    what: 'writes that a list after a 410 holds',
    acts: [acknowledged(11), listed(15), acknowledged(14), event(16)],
  },
  {
    what: 'an event of what the list holds',
    acts: [listed(15), event(15)],
    problems: ['MODIFIED of x at 15 came again after 15'],
  },
  { what: 'what has not come yet', acts: [acknowledged(11)], outstanding: ['x at 11'] },
  {
    what: 'a deletion that has not come yet',
    acts: [deleted()],
    outstanding: ['the deletion of x'],
  },
  { what: 'a deletion before its answer', acts: [event(11, 'x', 'DELETED'), deleted()] },
  { what: 'a deletion after its answer', acts: [deleted(), event(11, 'x', 'DELETED')] },
  {
    what: 'the deletion of another object of that name',
    acts: [deleted(), event(11, 'x', 'DELETED', 'older')],
    outstanding: ['the deletion of x'],
  },
  { what: 'a deletion that a list shows', acts: [deleted(), listed(15, 'u-y')] },
  {
    what: 'a deletion that a list does not show',
    acts: [deleted(), listed(15, 'u-x')],
    outstanding: ['the deletion of x'],
  },
];

describe('StreamChecker, listed at 10', () => {
  it.each(cases)('judges $what', ({ acts, problems = [], outstanding = [] }) => {
    const checker = new StreamChecker();
    checker.listed(10, new Set());
    const found = acts.map((act) => act(checker)).filter((problem) => problem !== undefined);
    expect(found).toEqual(problems);
    expect(checker.outstanding()).toEqual(outstanding);
  });

  it('expects nothing of writes before the first list', () => {
    const checker = new StreamChecker();
    checker.acknowledged('x', 5);
    checker.listed(10, new Set());
    expect(checker.event('ADDED', 'y', 'u', 11)).toBeUndefined();
    expect(checker.outstanding()).toEqual([]);
  });
});
